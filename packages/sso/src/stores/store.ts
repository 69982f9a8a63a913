import type { SessionUser } from '../session/session.ts'
import type { SessionTokens } from '../token/held.ts'

/** What a store keeps of one sign-in. */
export interface StoredSession {
  readonly user: SessionUser
  /** The provider's own session (`sid`), when it names it: what a back-channel logout ends. */
  readonly sid: string | undefined
  /** Whose session it is: a fingerprint of the relying party. Others may keep theirs in the same store. */
  readonly party: string
  /**
   * A random name that a session hands on to the one that takes its place: by a switch, or by a sign-in in the same browser.
   * Who signs out ends all of the name, though another tab was just putting one in the place of another.
   */
  readonly line: string
  /** For the provider, when the user signs out. */
  readonly idToken: string
  /** When the provider issued the ID token, in seconds by its clock. */
  readonly issuedAt: number
  /** When the session was made here, in seconds. */
  readonly createdAt: number
  /** Seconds since 1970, from which on the session is as good as gone, however much it is used. */
  readonly expiresAt: number
  /** Seconds since 1970, from which on it is as good as gone unless it is used before. */
  readonly idleUntil: number
  /** The number of the lock under which it was written last; 0 for none. See {@link Store.replace}. */
  readonly fence: number
  /** What the provider issued for calls in the user's name, where the portal keeps it. */
  readonly tokens?: SessionTokens
}

/** A session with the key that it is kept under. */
export interface FoundSession {
  readonly key: string
  readonly session: StoredSession
}

/**
 * Keeps sessions. Every method either does what it says or throws; a store that cannot be reached ends requests with
 * 5xx and lets nobody in. Every method is one step to all others: nothing that runs at the same time, on this machine or
 * another, sees half of it.
 *
 * A logout is kept as a *time before which sessions are over*, not as a flag: a session that the provider issued
 * later is not touched by it, and one that it issued earlier cannot come (back) to life after it, in whatever order
 * the two arrive.
 *
 * `memoryStore`, `redisStore` and `postgresStore` make one. One on another database is a {@link RecordStore}, which
 * `sealedStore` turns into this.
 */
export interface Store {
  /**
   * Keeps a session under a key (a fingerprint of its id and of who made it).
   *
   * @param former - the key of the session that this one takes the place of: it ends in the same step, if it is there
   * @returns whether it was kept; not when a logout has ended it already, and then nothing has changed
   */
  put(key: string, session: StoredSession, former?: string): Promise<boolean>
  /**
   * Puts a session in the place of another that must still be in force: under a new key when who is signed in changes,
   * under the same when its content does.
   *
   * @param former - the key of the other; it ends in the same step
   * @returns whether it was done. Not when the former session is over, when a logout has ended the new one already, or
   * when the former was written under a later lock than the new one's `fence` says; then nothing has changed
   */
  replace(former: string, key: string, session: StoredSession): Promise<boolean>
  /** The session under a key, unless it has expired. */
  get(key: string): Promise<StoredSession | undefined>
  /**
   * Lets a session that is in force lie unused until later; never until sooner, nor beyond its `expiresAt`.
   *
   * @returns whether it is in force: one that is over stays so
   */
  touch(key: string, idleUntil: number): Promise<boolean>
  destroy(key: string): Promise<void>
  /** The sessions of a subject that are in force, of whatever relying party; at most 1000, those that last longest. */
  list(issuer: string, sub: string): Promise<readonly FoundSession[]>
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
  /** The sessions in force of one session at the provider, of whatever relying party; at most 1000. */
  listBySid(issuer: string, sid: string): Promise<readonly FoundSession[]>
  /** The sessions of a line that are in force: one, unless requests of one browser crossed. */
  listLine(line: string): Promise<readonly FoundSession[]>
  /** Ends the sessions of a line, whenever they were issued, now and until `keepUntil`: the line is over. */
  destroyLine(line: string, keepUntil: number): Promise<void>
  /**
   * Marks something as used.
   *
   * @param until - seconds: how long the mark must be kept
   * @returns whether it was unused till now
   */
  consumeOnce(key: string, until: number): Promise<boolean>
  /**
   * Takes a lock, unless somebody has it.
   *
   * @param until - seconds: from when on others may take it though it was not given back
   * @returns its number, larger than every one before; `undefined` when somebody else has it
   */
  lock(name: string, until: number): Promise<number | undefined>
  /** Gives a lock back; one that somebody else has taken since stays theirs. */
  unlock(name: string, fence: number): Promise<void>
}
