import type { CookieCarrier } from '../http/cookies.ts'
import type { Settings } from '../settings.ts'
import type { FoundSession } from '../stores/store.ts'
import { namedSession } from './name.ts'

/**
 * How long requests may be on their way that would put another session in the place of one whose user has signed out, in
 * seconds: longer than a switch or the end of a sign-in may take.
 */
const LINE_SECONDS = 900

/** Ends a session, and what other requests of its browser put in its place meanwhile, or are about to. */
export async function endLine(line: string, { store, now }: Settings): Promise<void> {
  await store.destroyLine(line, now() + LINE_SECONDS)
}

/** What a sign-out has ended. */
export interface ClosedSessions {
  /** The session that the request itself named. */
  readonly own: FoundSession | undefined
  /** The same, and all others of its line. */
  readonly ended: readonly FoundSession[]
}

/**
 * Ends the session that a request names, and what has taken its place since the request was sent.
 *
 * Nothing is kept about a session that is not there, so that requests with made-up names fill no store.
 */
export async function closeSession(request: CookieCarrier, settings: Settings): Promise<ClosedSessions> {
  const named = namedSession(request, settings)
  const ended = named === undefined ? [] : await settings.store.listLine(named.line)
  if (named !== undefined && ended.length > 0) await endLine(named.line, settings)
  return { own: ended.find(({ key }) => key === named?.key), ended }
}
