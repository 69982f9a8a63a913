import type { CookieCarrier } from '../http/cookies.ts'
import type { Settings } from '../settings.ts'
import type { StoredSession } from '../stores/store.ts'
import { freshName, sessionCookie, sessionKey } from './name.ts'
import { forgetProviderSession, keepProviderSession } from './provider-session.ts'

/** A session that was kept. */
export interface OpenedSession {
  readonly key: string
  /** The `Set-Cookie` values. */
  readonly cookies: readonly string[]
}

/**
 * Keeps a new session under a new id: an id that was known before the sign-in never becomes worth anything. The session
 * that the browser had ends in the same step, so that no two are in force behind one screen.
 *
 * @returns `undefined` when a logout has already ended the session
 */
export async function openSession(
  session: StoredSession,
  request: CookieCarrier,
  settings: Settings,
): Promise<OpenedSession | undefined> {
  const fresh = freshName(session, settings)
  const former = sessionKey(request, settings)
  const kept = await settings.store.put(fresh.key, session, former)
  if (!kept) return undefined
  const { sid, user } = session
  const name =
    sid === undefined
      ? forgetProviderSession(settings)
      : keepProviderSession({ issuer: user.issuer, sid }, settings)
  return { key: fresh.key, cookies: [sessionCookie(fresh.value, settings), name] }
}

/**
 * Puts a session in the place of the one that a request names, under a new id: when who is signed in, or in whose name,
 * changes without a new sign-in. Where that one has ended meanwhile, nothing follows it.
 *
 * @returns `undefined` when the session is over
 */
export async function switchSession(
  session: StoredSession,
  request: CookieCarrier,
  settings: Settings,
): Promise<OpenedSession | undefined> {
  const former = sessionKey(request, settings)
  if (former === undefined) return undefined
  const fresh = freshName(session, settings)
  const kept = await settings.store.replace(former, fresh.key, session)
  return kept ? { key: fresh.key, cookies: [sessionCookie(fresh.value, settings)] } : undefined
}
