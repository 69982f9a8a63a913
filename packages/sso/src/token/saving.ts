import { SsoError } from '../errors.ts'
import type { StoredSession } from '../stores/store.ts'
import type { TokenDesk } from './renew.ts'

/** Sessions that are remembered while the store is away. */
const MAX_UNSAVED = 1000
/** Between tries to have the store take what a refresh token was used up for, in milliseconds. */
const PAUSES = [100, 400, 1600]

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Keeps a session; tries again while the store is away, since what it holds cannot be got a second time. */
async function keepSession(key: string, session: StoredSession, desk: TokenDesk): Promise<boolean> {
  for (const milliseconds of PAUSES) {
    try {
      return await desk.store.replace(key, key, session)
    } catch (error) {
      desk.onError(error)
      await pause(milliseconds)
    }
  }
  return desk.store.replace(key, key, session)
}

/** The same; what the store does not take is remembered here, for when it is back. */
export async function saveSession(
  key: string,
  from: string | undefined,
  session: StoredSession,
  desk: TokenDesk,
): Promise<boolean> {
  const { unsaved } = desk
  try {
    const kept = await keepSession(key, session, desk)
    unsaved.delete(key)
    return kept
  } catch (error) {
    const [oldest] = unsaved.size >= MAX_UNSAVED ? unsaved.keys() : []
    if (oldest !== undefined) unsaved.delete(oldest)
    // Without a refresh token nothing was used up.
    if (from !== undefined) unsaved.set(key, { from, session })
    throw error
  }
}

/** The session as the store has it, with what it could not take before. */
export async function readSession(key: string, fence: number, desk: TokenDesk): Promise<StoredSession> {
  const session = await desk.store.get(key)
  const unsaved = desk.unsaved.get(key)
  // Another process may have gone on since, by the provider's grace or by a later sign-in: then theirs counts.
  const isNext = unsaved !== undefined && session?.tokens?.refresh === unsaved.from
  if (!isNext) desk.unsaved.delete(key)
  if (session === undefined) throw new SsoError('ERR_SSO_SIGNED_OUT')
  if (!isNext) return session
  const { tokens, idToken } = unsaved.session
  const next = { ...session, idToken, fence, ...(tokens === undefined ? {} : { tokens }) }
  if (!(await saveSession(key, unsaved.from, next, desk))) throw new SsoError('ERR_SSO_SIGNED_OUT')
  return next
}

/** Ends a session whose grant is over; not where somebody has gone on with it under a later lock. */
export async function endSession(
  key: string,
  session: StoredSession,
  fence: number,
  desk: TokenDesk,
): Promise<void> {
  const { tokens, ...rest } = session
  if (await desk.store.replace(key, key, { ...rest, fence })) await desk.store.destroy(key)
}
