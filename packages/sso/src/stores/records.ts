/** A session as a database sees it. */
export interface KeptRecord {
  /** The session itself, sealed: printable ASCII, some kilobytes. */
  readonly value: string
  /** What a logout's time is compared with, in seconds. */
  readonly issuedAt: number
  /** Seconds since 1970, from which on it is over. */
  readonly expiresAt: number
  /** Seconds since 1970, from which on it is over unless it is touched before; not after `expiresAt`. */
  readonly idleUntil: number
  /** A whole number from 0. */
  readonly fence: number
}

/** The same with the groups by which it is found and ended: at most some ten. */
export interface StoredRecord extends KeptRecord {
  readonly groups: readonly string[]
}

/** The record that a new one takes the place of. */
export interface Former {
  readonly key: string
  /** Whether it must be in force, with a `fence` that is no larger than the new record's. */
  readonly required: boolean
}

/**
 * What a database has to do for sessions: all of it that differs from one to the next.
 *
 * Keys and groups are opaque: at most 64 characters of base64url. Times are seconds since 1970 with fractions, by the clock
 * of whoever calls, which the implementation is given too: the database's own is asked nothing but how long ago
 * something was. A record is *in force* while both its ends lie ahead.
 *
 * **Every method is atomic**: it takes effect as a whole, at one point of time between call and answer, or not at all.
 * Where it throws, it may have taken effect. What that must hold for in particular:
 *
 * | method | together with | must not be |
 * |---|---|---|
 * | `put` | `end` of one of its groups | that the record is kept, and is neither ended nor refused |
 * | `put` over a former record | `get` | that both or neither are seen |
 * | `put` over one that is required | `destroy`, `end`, another such `put` | that what was over is followed by anything |
 * | `touch` | `destroy`, `end` | that what was over is there again |
 * | `consumeOnce`, `lock` | themselves | that two are told `true`, or two hold the lock |
 *
 * What was acknowledged survives what the database is meant to survive. Nothing may be thrown away before its time to
 * make room: a mark that is lost brings back a session that was ended.
 */
export interface RecordStore {
  /**
   * Keeps a record, unless `end` was told of one of its groups, with a time that is not before its `issuedAt`, to be
   * kept until later than now. A record that was under the key is overwritten.
   *
   * @param former - ends in the same step, where the record is kept
   * @returns whether it was kept; if not, nothing has changed
   */
  put(key: string, record: StoredRecord, former?: Former): Promise<boolean>
  /** The record, if it is in force. */
  get(key: string): Promise<KeptRecord | undefined>
  /** Moves `idleUntil`, forward only and not beyond `expiresAt`, of a record in force. */
  touch(key: string, idleUntil: number): Promise<boolean>
  destroy(key: string): Promise<void>
  /** The records in force that are in one of the groups; at most 1000, those that last longest. */
  list(groups: readonly string[]): Promise<readonly { readonly key: string; readonly record: KeptRecord }[]>
  /**
   * Ends the records in each of the groups whose `issuedAt` is not after `before`; keeps that time until `keepUntil` for
   * those to come. Told twice, the later of the times counts.
   */
  end(groups: readonly string[], before: number, keepUntil: number): Promise<void>
  /** @returns whether the key was never given, or its time is up */
  consumeOnce(key: string, until: number): Promise<boolean>
  /** @returns a whole number that is larger than every one before; `undefined` while somebody has the lock */
  lock(name: string, until: number): Promise<number | undefined>
  /** Gives the lock back, if it is still the one with that number. */
  unlock(name: string, fence: number): Promise<void>
}
