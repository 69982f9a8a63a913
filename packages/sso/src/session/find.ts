import type { CookieCarrier } from '../http/cookies.ts'
import type { Settings } from '../settings.ts'
import type { FoundSession, StoredSession } from '../stores/store.ts'
import { type ActingSession, settleMandate } from './acting.ts'
import { clearSessionCookie, namedSession } from './name.ts'

/** The stored session of a request. Expiry and issuer are looked at here too, so that they do not hang on the store. */
export async function findSession(
  request: CookieCarrier,
  settings: Settings,
): Promise<StoredSession | undefined> {
  return (await findKept(request, settings))?.session
}

/** The same with the key that it is kept under. Whether a mandate still holds is not looked at. */
export async function findKept(
  request: CookieCarrier,
  settings: Settings,
): Promise<FoundSession | undefined> {
  const named = namedSession(request, settings)
  if (named === undefined) return undefined
  const { key, provider } = named
  const session = await settings.store.get(key)
  if (session === undefined || session.user.issuer !== provider.issuer) return undefined
  return Math.min(session.expiresAt, session.idleUntil) > settings.now() ? { key, session } : undefined
}

/**
 * The same for a request by which the user works: the session lasts on from it, and whoever may no longer act for a company
 * does not ({@link settleMandate}). Told to the store when a tenth of the time
 * has passed, so that a page with fifty pictures is not fifty writes.
 */
export async function continueSession(
  request: CookieCarrier,
  settings: Settings,
): Promise<StoredSession | undefined> {
  return (await continueFound(request, settings))?.session
}

/** The same with the key that it is kept under. */
export async function continueFound(
  request: CookieCarrier,
  settings: Settings,
): Promise<ActingSession | undefined> {
  const kept = await findKept(request, settings)
  const found = kept && (await settleMandate(kept, settings))
  if (found === undefined) return undefined
  const { key, session } = found
  const idleUntil = Math.min(session.expiresAt, settings.now() + settings.idleSeconds)
  const gain = idleUntil - session.idleUntil
  if (gain <= 0 || (gain < settings.idleSeconds / 10 && idleUntil < session.expiresAt)) return found
  // It may have ended since it was read; then nobody is signed in.
  return (await settings.store.touch(key, idleUntil))
    ? { ...found, session: { ...session, idleUntil } }
    : undefined
}

/** Makes the browser forget a session that is over, so that nothing it does next is taken for a part of that. */
export async function forgetEnded(request: CookieCarrier, settings: Settings): Promise<readonly string[]> {
  const found = await findKept(request, settings)
  return found === undefined ? [clearSessionCookie(settings)] : []
}
