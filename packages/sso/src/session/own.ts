import { recordEndedSession } from '../audit/record.ts'
import type { CookieCarrier } from '../http/cookies.ts'
import { handBack, revokeTokensOf } from '../logout/end-sessions.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { FoundSession } from '../stores/store.ts'
import { endLine } from './close.ts'
import { findKept } from './find.ts'
import { publicSession, type Session } from './session.ts'

/** One of the sessions of whoever is signed in: at this browser or another. */
export interface OwnSession extends Session {
  /** To end it by; it lets nobody in. */
  readonly id: string
  /** Whether it is the one that asks. */
  readonly current: boolean
}

/** The sessions at this relying party of who makes a request; what they have at others is for those to show. */
async function findOwn(current: FoundSession | undefined, settings: Settings): Promise<FoundSession[]> {
  if (current === undefined) return []
  const { issuer, sub } = current.session.user
  const { party } = providerOf(issuer, settings)
  return (await settings.store.list(issuer, sub)).filter((one) => one.session.party === party)
}

/** All of the user's own sessions, the newest first; none when nobody is signed in. */
export async function listSessions(
  request: CookieCarrier,
  settings: Settings,
): Promise<readonly OwnSession[]> {
  const current = await findKept(request, settings)
  const found = await findOwn(current, settings)
  return found
    .sort((a, b) => b.session.createdAt - a.session.createdAt)
    .map(({ key, session }) => ({ ...publicSession(session), id: key, current: key === current?.key }))
}

/**
 * Ends one of the user's own sessions, and its access tokens.
 *
 * @returns whether it was one of theirs, and in force
 */
export async function endSession(request: CookieCarrier, id: string, settings: Settings): Promise<boolean> {
  const current = await findKept(request, settings)
  const own = await findOwn(current, settings)
  const ended = own.find(({ key }) => key === id)
  if (current === undefined || ended === undefined) return false
  // What its browser puts in its place at this moment ends with it; but not whoever asks.
  if (ended.session.line === current.session.line) await settings.store.destroy(id)
  else await endLine(ended.session.line, settings)
  await revokeTokensOf(ended.session, settings)
  await handBack(ended.session, settings)
  await recordEndedSession(current, id, settings)
  return true
}
