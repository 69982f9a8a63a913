import type { SessionUser } from '../session/session.ts'

/** What a store keeps of one sign-in. */
export interface StoredSession {
  readonly user: SessionUser
  /** The provider's own session (`sid`), when it names it: what a back-channel logout ends. */
  readonly sid: string | undefined
  /** For the provider, when the user signs out. */
  readonly idToken: string
  /** When the provider issued the ID token, in seconds by its clock. */
  readonly issuedAt: number
  /** When the session was made here, in seconds. */
  readonly createdAt: number
  /** Seconds since 1970, from which on the session is as good as gone. */
  readonly expiresAt: number
}

/**
 * Keeps sessions. Every method either does what it says or throws; a store that cannot be reached ends requests with
 * 5xx and lets nobody in.
 *
 * A logout is kept as a *time before which sessions are over*, not as a flag: a session that the provider issued
 * later is not touched by it, and one that it issued earlier cannot come (back) to life after it, in whatever order
 * the two arrive.
 */
export interface Store {
  /**
   * Keeps a session under a key (a fingerprint of its id and of who made it).
   *
   * @returns whether it was kept; not when a logout has ended it already
   */
  put(key: string, session: StoredSession): Promise<boolean>
  /** The session under a key, unless it has expired. */
  get(key: string): Promise<StoredSession | undefined>
  destroy(key: string): Promise<void>
  /**
   * Ends the sessions of one session at the provider that were issued up to `before`, now and until `keepUntil`.
   *
   * @param before - seconds, by the provider's clock
   * @param keepUntil - seconds, by ours: how long sessions on their way here must still be caught
   */
  destroyBySid(issuer: string, sid: string, before: number, keepUntil: number): Promise<void>
  /** The same for all sessions of a subject. */
  destroyBySub(issuer: string, sub: string, before: number, keepUntil: number): Promise<void>
  /** The same for those sessions of a subject that have no `sid`. */
  destroyWithoutSid(issuer: string, sub: string, before: number, keepUntil: number): Promise<void>
  /**
   * Marks something as used.
   *
   * @param until - seconds: how long the mark must be kept
   * @returns whether it was unused till now
   */
  consumeOnce(key: string, until: number): Promise<boolean>
}
