import { SsoError } from '../errors.ts'
import { withLock } from '../session/lock.ts'
import type { FoundSession, Store, StoredSession } from '../stores/store.ts'
import type { TokenAnswer } from './answer.ts'
import type { TokenClient } from './client.ts'
import { findHeld, type HeldToken, heldToken, keepToken, type SessionTokens } from './held.ts'
import { revokeToken } from './request.ts'
import { endSession, readSession, saveSession } from './saving.ts'

/** What a request for a token brought. */
export interface Renewed {
  readonly answer: TokenAnswer
  /** The refresh token from now on, where there is a new one. */
  readonly refresh: string | undefined
  /** The ID token that came along, verified. */
  readonly idToken: string | undefined
}

/** A token that is wanted, and how it is got. */
export interface Wanted {
  /** Under which it is held. */
  readonly name: string
  ask(session: StoredSession, tokens: SessionTokens): Promise<Renewed>
  /** Whether an error of `ask` says that what the session stands on is gone. */
  isEnd(error: unknown): boolean
}

/** Where the tokens of a provider's sessions are renewed. */
export interface TokenDesk {
  readonly client: TokenClient
  readonly store: Store
  readonly now: () => number
  readonly idleSeconds: number
  readonly onError: (error: unknown) => void
  /** What is on its way in this process: who wants the same waits for it. */
  readonly flights: Map<string, Promise<HeldToken>>
  /** Until when nobody tries to renew a token that is still good: the provider was away, in seconds. */
  readonly rest: { until: number }
  /** Sessions that the store could not take, after a refresh token was used up, by their key. */
  readonly unsaved: Map<string, { readonly from: string; readonly session: StoredSession }>
}

/** Longer than all that happens under it may take: two requests of 10 s, and some steps of the store. */
const LOCK_SECONDS = 60
const PATIENCE = 25
/** A token that ends sooner than this is not handed out, where there is a choice, in seconds. */
const MARGIN = 2
/** How long a provider that was away is left alone by who has a good token, in seconds. */
const REST = 10

/** The lock under which the tokens of a session change. */
export const tokensLock = (key: string): string => `tokens ${key}`

/** What there is when a new token could not be kept: the session is over, or another process has gone on. */
async function afterLoss(key: string, wanted: Wanted, renewed: Renewed, desk: TokenDesk): Promise<HeldToken> {
  const session = await desk.store.get(key)
  if (session === undefined) {
    // A logout came in between: nobody has the new refresh token, and nobody shall.
    if (renewed.refresh !== undefined) await revokeToken(renewed.refresh, desk.client, desk.onError)
    throw new SsoError('ERR_SSO_SIGNED_OUT')
  }
  const held = findHeld(session.tokens, wanted.name)
  if (!isGood(held, desk.now())) throw new SsoError('ERR_SSO_STORE_BUSY', { seconds: PATIENCE })
  return held
}

async function renew(key: string, wanted: Wanted, fence: number, desk: TokenDesk): Promise<HeldToken> {
  const session = await readSession(key, fence, desk)
  const { tokens } = session
  if (tokens === undefined) throw new SsoError('ERR_SSO_TOKENS_NONE', { reason: 'tokens' })
  // Who waited for the lock finds the work done.
  const found = findHeld(tokens, wanted.name)
  if (found !== undefined && found.renewAt > desk.now()) return found
  const renewed = await wanted.ask(session, tokens).catch(async (error: unknown) => {
    if (wanted.isEnd(error)) await endSession(key, session, fence, desk)
    throw error
  })
  const now = desk.now()
  const token = heldToken(wanted.name, renewed.answer, now)
  const refresh = renewed.refresh ?? tokens.refresh
  // The request took its time: who is signed in, and until when, may be another matter by now.
  const latest = await desk.store.get(key).catch(() => session)
  if (latest === undefined) return afterLoss(key, wanted, renewed, desk)
  const next: StoredSession = {
    ...latest,
    tokens: { ...keepToken(tokens, token, now), ...(refresh === undefined ? {} : { refresh }) },
    idToken: renewed.idToken ?? latest.idToken,
    // No earlier than who used the session meanwhile can have put it.
    idleUntil: Math.min(latest.expiresAt, Math.max(latest.idleUntil, now + desk.idleSeconds)),
    fence,
  }
  return (await saveSession(key, tokens.refresh, next, desk)) ? token : afterLoss(key, wanted, renewed, desk)
}

/** One flight for all in this process who want the same. */
function share(id: string, { flights }: TokenDesk, start: () => Promise<HeldToken>): Promise<HeldToken> {
  const under = flights.get(id)
  if (under !== undefined) return under
  const flight = start().finally(() => flights.delete(id))
  flights.set(id, flight)
  return flight
}

/** The provider is away, or answers nothing that could be used: it is left alone for a while. */
const OUT = /^ERR_SSO_(?:FETCH_|DISCOVERY|TOKEN_RESPONSE)/
/** Another has the lock, the store is away, or there is nothing to renew by. */
const HELD_UP = /^ERR_SSO_(?:STORE_(?:BUSY|UNAVAILABLE)|TOKENS_OVER)$/

/** Whether a token is good for as long as a call takes. */
export const isGood = (held: HeldToken | undefined, now: number): held is HeldToken =>
  held !== undefined && held.expiresAt > now + MARGIN

/** Whether a token that is good may be used though it was not renewed: nothing is said against the session. */
export function mayWait(error: unknown, desk: TokenDesk): boolean {
  if (!(error instanceof SsoError)) return false
  if (!OUT.test(error.code)) return HELD_UP.test(error.code)
  desk.onError(error)
  desk.rest.until = desk.now() + REST
  return true
}

/**
 * A token of a session that is good for a while: the one that it holds, or a new one.
 *
 * One process at a time gets new ones, since a refresh token counts once; who waited uses what the other brought. Nobody
 * waits while the token that is held is still good, and a provider or store that is away takes it from nobody.
 *
 * @throws SsoError `ERR_SSO_SIGNED_OUT`, `ERR_SSO_TOKENS_NONE`, `ERR_SSO_TOKENS_OVER`, `ERR_SSO_REFRESH_REFUSED`, those of
 * `requestTokens`, `ERR_SSO_STORE_…`
 */
export async function freshToken(
  { key, session }: FoundSession,
  wanted: Wanted,
  desk: TokenDesk,
): Promise<HeldToken> {
  const held = findHeld(session.tokens, wanted.name)
  const now = desk.now()
  if (held !== undefined && held.renewAt > now) return held
  const wasGood = isGood(held, now)
  const id = JSON.stringify([key, wanted.name, wasGood])
  if (wasGood && (desk.flights.has(id) || now < desk.rest.until)) return held
  const lock = { seconds: LOCK_SECONDS, patience: wasGood ? 0 : PATIENCE }
  try {
    return await share(id, desk, () =>
      withLock(desk, tokensLock(key), lock, (fence) => renew(key, wanted, fence, desk)),
    )
  } catch (error) {
    if (wasGood && mayWait(error, desk)) return held
    throw error
  }
}
