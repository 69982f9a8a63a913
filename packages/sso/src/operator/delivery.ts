import type { Facts } from '@xinyin/core'
import { SsoError, type SsoErrorCode } from '../errors.ts'
import { isIdentifier } from '../token/claim-checks.ts'
import { type Attempt, readAnswer, readFault } from './answer.ts'
import { type Ending, sleep, unlessOver, whileGoing } from './ending.ts'
import { logoutTokenClaims } from './logout-token.ts'
import type { SenderSettings } from './options.ts'
import type { Turns } from './turns.ts'

/** A portal that is to end somebody's session, as the provider has registered it. */
export interface LogoutTarget {
  readonly clientId: string
  /** Its `backchannel_logout_uri`. */
  readonly url: string
  /** The subject as this portal knows it: pairwise subjects differ from portal to portal. */
  readonly sub?: string
  /** The session as this portal's ID token named it. This or `sub` or both. */
  readonly sid?: string
}

/** What became of the logout at one portal. */
export interface LogoutDelivery {
  readonly clientId: string
  /**
   * `confirmed`: the portal said that it is done. `refused`: it said no, or it may not be asked; trying again does not
   * help. `unconfirmed`: nobody knows; the session may be alive.
   */
  readonly status: 'confirmed' | 'refused' | 'unconfirmed'
  /** How often it was asked. */
  readonly attempts: number
  /** When that was known. */
  readonly at: Date
  /** Why it is not confirmed; `SSO_CODES` has the sentences. */
  readonly code?: SsoErrorCode
  readonly facts: Facts
}

const MAX_PAUSE = 30_000

/** Why sending ends by itself. */
export const TIME_IS_UP = Symbol('time is up')

/** A logout under way. */
export interface Sending {
  readonly settings: SenderSettings
  readonly turns: Turns
  /** Seconds since 1970. */
  readonly at: number
  readonly until: number
  readonly ending: Ending
}

/** A wrong registration spoils one portal's logout, not those of all others. */
function findFault({ clientId: client, url, sub, sid }: LogoutTarget): SsoError | undefined {
  const named = [sub, sid].filter((value) => value !== undefined)
  if (named.length === 0 || !named.every(isIdentifier)) return new SsoError('ERR_SSO_LOGOUT_TARGET')
  // The standard wants it absolute, without a fragment (2.2).
  return URL.canParse(url) && !url.includes('#')
    ? undefined
    : new SsoError('ERR_SSO_DELIVERY_ADDRESS', { client, reason: 'URL' })
}

/** One try, in a turn. */
async function attempt(target: LogoutTarget, { settings, at, ending }: Sending): Promise<Attempt> {
  const { issuer, sign, fetch, now, milliseconds } = settings
  const { clientId, url, sub, sid } = target
  let token: string
  try {
    // A device may keep silent, which no fetch of ours ends.
    token = await unlessOver(ending, sign(logoutTokenClaims({ issuer, clientId, sub, sid, at, now: now() })))
  } catch (cause) {
    if (ending.reason() !== undefined) throw cause
    // A device that is busy or away comes back.
    const error = new SsoError('ERR_SSO_DELIVERY_SIGNER', { client: clientId }, cause)
    return { status: 'unconfirmed', error }
  }
  try {
    const body = new URLSearchParams({ logout_token: token })
    const headers = { accept: 'application/json' }
    const answer = await whileGoing(ending, (signal) => fetch(url, { method: 'POST', headers, body, signal }))
    return await readAnswer(answer, clientId, now())
  } catch (cause) {
    if (ending.reason() !== undefined) throw cause
    return readFault(cause, clientId, milliseconds)
  }
}

/** How long to wait after a try, in milliseconds: longer each time, and not all at the same moments. */
function pauseAfter(
  attempts: number,
  { retryAfter = 0 }: { retryAfter?: number },
  { pause }: SenderSettings,
) {
  const usual = Math.min(MAX_PAUSE, pause * 2 ** (attempts - 1)) * (0.5 + Math.random())
  return Math.max(usual, retryAfter * 1000)
}

/** Tries a portal until something is known, or nothing will be. */
export async function deliver(target: LogoutTarget, sending: Sending): Promise<LogoutDelivery> {
  const { settings, turns, ending, until } = sending
  const { clientId } = target
  let attempts = 0
  const close = (status: LogoutDelivery['status'], error?: SsoError): LogoutDelivery => ({
    clientId,
    status,
    attempts,
    at: new Date(settings.now() * 1000),
    ...(error === undefined ? {} : { code: error.code }),
    facts: error?.facts ?? {},
  })
  const fault = findFault(target)
  if (fault !== undefined) return close('refused', fault)
  try {
    for (;;) {
      const giveBack = await turns.take(new URL(target.url).host, ending)
      attempts += 1
      const made = await attempt(target, sending).finally(giveBack)
      if (made.status === 'confirmed') return close('confirmed')
      const wait = pauseAfter(attempts, made, settings)
      const isLast = attempts >= settings.attempts || performance.now() + wait >= until
      if (made.status === 'refused' || isLast) return close(made.status, made.error)
      await sleep(wait, ending)
    }
  } catch {
    return close('unconfirmed', stopped(ending.reason(), clientId, settings))
  }
}

/** Why it is over: the time is up, or the caller says so. */
function stopped(reason: unknown, client: string, { seconds }: SenderSettings): SsoError {
  return reason === TIME_IS_UP
    ? new SsoError('ERR_SSO_DELIVERY_DEADLINE', { client, seconds })
    : new SsoError('ERR_SSO_DELIVERY_STOPPED', { client })
}
