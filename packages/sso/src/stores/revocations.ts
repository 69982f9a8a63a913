import type { RevocableToken, Revocation, Revocations } from '../resource/revocations.ts'
import { within } from './kept.ts'
import { openKeys, type SealedStoreOptions } from './sealed.ts'
import type { OpenKey } from './session-key.ts'

/**
 * What a database has to do for revocations. Names are opaque: at most 64 characters of base64url. Times are seconds since
 * 1970 by the clock of whoever calls. Each method is atomic, and what was acknowledged survives what the database is
 * meant to survive: a mark that is lost lets a token in that was ended.
 */
export interface RevocationRecords {
  /**
   * Keeps `before` under each of the names until `until`. Told twice, the later of the times counts, for the longer; one
   * whose time is up counts for nothing.
   */
  mark(names: readonly string[], before: number, until: number): Promise<void>
  /** The latest time that is kept under one of the names and still counts. */
  latest(names: readonly string[]): Promise<number | undefined>
}

export interface SharedRevocationsOptions extends Pick<SealedStoreOptions, 'keys'> {
  /** How long the database may take to answer, in milliseconds: 1000. Every request to an interface waits for it. */
  readonly milliseconds?: number
}

/** Nobody waits for a logout that is written, but it must not be given up where many come at once. */
const PATIENCE = 5000

const name = (kind: 'sid' | 'sub' | 'unnamed' | 'jti', issuer: string, value: string | undefined) =>
  value === undefined ? [] : [JSON.stringify(['revoked', kind, issuer, value])]

/** `sub` beside `sid` ends those of the subject's tokens alone that name no session. */
function namesToMark({ issuer, sid, sub, jti }: Revocation): string[] {
  const kind = sid === undefined ? 'sub' : 'unnamed'
  return [...name('sid', issuer, sid), ...name(kind, issuer, sub), ...name('jti', issuer, jti)]
}

function namesToAsk({ issuer, sid, sub, jti }: RevocableToken): string[] {
  const unnamed = sid === undefined ? name('unnamed', issuer, sub) : []
  return [...name('sid', issuer, sid), ...name('sub', issuer, sub), ...unnamed, ...name('jti', issuer, jti)]
}

/**
 * Remembers revocations in a database, for interfaces and portals on many machines: a logout that one of them receives ends
 * the tokens at all of them, from the next request on.
 *
 * The database learns neither who was signed out nor of what session. Give it keys of its own: an interface has no need to
 * be able to read sessions. A key must be known for as long as a token may be old after the last machine wrote by it.
 *
 * @throws TypeError, RangeError about `keys`. Both methods reject with SsoError `ERR_SSO_STORE_UNAVAILABLE` when the
 * database fails or takes too long
 */
export function sharedRevocations(
  records: RevocationRecords,
  options: SharedRevocationsOptions,
): Revocations {
  const { keys, milliseconds = 1000 } = options
  const patience = Math.max(milliseconds, PATIENCE)
  const open: readonly OpenKey[] = openKeys(keys)
  const hidden = (names: readonly string[]) => names.flatMap((one) => open.map((key) => key.name(one)))
  return {
    async revoke(revocation) {
      const { before, until } = revocation
      const names = hidden(namesToMark(revocation))
      if (names.length > 0) await within(patience, () => records.mark(names, before, until))
    },
    async isRevoked(token) {
      const names = hidden(namesToAsk(token))
      if (names.length === 0) return false
      const before = await within(milliseconds, () => records.latest(names))
      return before !== undefined && token.issuedAt <= before
    },
  }
}
