import type { Clock } from '@xinyin/core'
import { SsoError } from '../errors.ts'

/** What ends tokens: a logout of a session or a subject, or the revocation of one token. */
export interface Revocation {
  readonly issuer: string
  /** Ends the tokens of this session at the issuer. */
  readonly sid?: string | undefined
  /** Ends all tokens of the subject; beside `sid`, those of them that name no session: any may be the one that is meant. */
  readonly sub?: string | undefined
  /** Ends this one token. */
  readonly jti?: string | undefined
  /** Tokens that were issued up to then, in seconds by the issuer's clock. */
  readonly before: number
  /** How long it has to be remembered, in seconds by ours: as long as a token may be old. */
  readonly until: number
}

/** A token as revocations know it. */
export interface RevocableToken {
  readonly issuer: string
  readonly sub: string | undefined
  readonly sid: string | undefined
  readonly jti: string | undefined
  /** Seconds, by the issuer's clock. */
  readonly issuedAt: number
}

/**
 * Remembers what was revoked. Asked at every request, of cached tokens too: what it says holds at once.
 *
 * Either method may throw, or reject: then the token is not taken, and who revoked is told to try again.
 */
export interface Revocations {
  revoke(revocation: Revocation): void | Promise<void>
  isRevoked(token: RevocableToken): boolean | Promise<boolean>
}

interface Mark {
  readonly before: number
  readonly until: number
}

/** The marks of one issuer, by what they are about. */
interface Marks {
  readonly sid: Map<string, Mark>
  readonly sub: Map<string, Mark>
  /** Of a subject's tokens that name no session. */
  readonly unnamed: Map<string, Mark>
  readonly jti: Map<string, Mark>
}

const createMarks = (): Marks => ({ sid: new Map(), sub: new Map(), unnamed: new Map(), jti: new Map() })

export interface MemoryRevocationsOptions {
  /** How many are remembered at most: 100 000. When there are more it refuses; it forgets nothing before its time. */
  readonly maxEntries?: number
  readonly clock?: Clock
}

/** Remembers revocations in this process: for one process, and for developing. */
export function memoryRevocations(options: MemoryRevocationsOptions = {}): Revocations {
  const { maxEntries = 100_000, clock = () => new Date() } = options
  const issuers = new Map<string, Marks>()
  const now = () => clock().getTime() / 1000
  let size = 0

  function sweep(): void {
    for (const marks of issuers.values())
      for (const map of Object.values(marks) as Map<string, Mark>[])
        for (const [name, { until }] of map) if (until <= now() && map.delete(name)) size -= 1
  }

  function mark(map: Map<string, Mark>, name: string, { before, until }: Mark): void {
    const old = map.get(name)
    if (old === undefined) {
      if (size >= maxEntries) sweep()
      if (size >= maxEntries) throw new SsoError('ERR_SSO_STORE_FULL', { limit: maxEntries })
      size += 1
    }
    // An earlier logout that arrives later takes nothing back; one whose time is up counts for nothing.
    const counts = old !== undefined && old.until > now() ? old : { before, until }
    map.set(name, { before: Math.max(before, counts.before), until: Math.max(until, counts.until) })
  }

  const hits = (map: Map<string, Mark>, name: string | undefined, issuedAt: number): boolean => {
    const found = name === undefined ? undefined : map.get(name)
    return found !== undefined && issuedAt <= found.before && now() < found.until
  }

  return {
    revoke(revocation) {
      const { issuer, sid, sub, jti } = revocation
      const marks = issuers.get(issuer) ?? createMarks()
      issuers.set(issuer, marks)
      if (sid !== undefined) mark(marks.sid, sid, revocation)
      if (sub !== undefined) mark(sid === undefined ? marks.sub : marks.unnamed, sub, revocation)
      if (jti !== undefined) mark(marks.jti, jti, revocation)
    },
    isRevoked({ issuer, sub, sid, jti, issuedAt }) {
      const marks = issuers.get(issuer)
      if (marks === undefined) return false
      return (
        hits(marks.sid, sid, issuedAt) ||
        hits(marks.sub, sub, issuedAt) ||
        (sid === undefined && hits(marks.unnamed, sub, issuedAt)) ||
        hits(marks.jti, jti, issuedAt)
      )
    },
  }
}
