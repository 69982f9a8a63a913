import { MAX_PBKDF2_ITERATIONS } from '../crypto/pbkdf2.ts'
import { completeLimits } from '../limits.ts'
import { keysError } from './codes.ts'

/** What a file of keys may take. */
export interface KeyFileLimits {
  /** Octets: 1 MiB unless given, 64 KiB for a single key. */
  readonly maxBytes: number
  /**
   * Rounds for all the keys that are derived from the password: 10 million unless given, and 100 million at most. What is
   * counted are rounds of PBKDF2 with HMAC-SHA-256; one that takes longer counts for as many as it takes the time of: 3
   * with HMAC-SM3, 6 for SHA-1 in the derivation of PKCS#12.
   */
  readonly maxIterations: number
  /** Octets that scrypt takes, 128 · N · r · p: 128 MiB unless given. */
  readonly maxScrypt: number
  /** Keys, certificates and other entries of a PKCS#12 file: 1,000 unless given. */
  readonly maxEntries: number
  /** Levels of entries within entries of a PKCS#12 file: 4 unless given. */
  readonly maxDepth: number
}

const DEFAULT_LIMITS: KeyFileLimits = {
  maxBytes: 1024 * 1024,
  maxIterations: 10_000_000,
  maxScrypt: 128 * 1024 * 1024,
  maxEntries: 1000,
  maxDepth: 4,
}

/** A file whose key, certificates and MAC take as many rounds as may be written, of SM3, can be read by who says so. */
const MOST_ITERATIONS = 10 * MAX_PBKDF2_ITERATIONS

/** What is left of the limits of one file. A file with many parts must not take what one part may, many times. */
export interface Budget {
  readonly limits: KeyFileLimits
  /**
   * @param weight - how many of PBKDF2 with HMAC-SHA-256 one of the rounds takes the time of
   * @throws CoreError `ERR_KEYS_EFFORT`
   */
  iterate(rounds: number, weight: number): void
  /** @throws CoreError `ERR_KEYS_EFFORT` */
  scrypt(bytes: number): void
  /** @throws CoreError `ERR_KEYS_COUNT` */
  enter(): void
}

export function createBudget(given: Partial<KeyFileLimits> = {}): Budget {
  const limits = completeLimits(DEFAULT_LIMITS, given)
  if (limits.maxIterations > MOST_ITERATIONS)
    throw new RangeError(`maxIterations: at most ${MOST_ITERATIONS}, found ${limits.maxIterations}`)
  let spent = 0
  let scrypt = 0
  let entries = 0
  return {
    limits,
    iterate(rounds, weight) {
      spent += rounds * weight
      const limit = limits.maxIterations
      // One key never takes more rounds than PBKDF2 makes, whatever all of them together may.
      if (spent > limit || rounds > MAX_PBKDF2_ITERATIONS)
        throw keysError('ERR_KEYS_EFFORT', { found: spent, limit, unit: 'iterations' })
    },
    scrypt(more) {
      scrypt += more
      const limit = limits.maxScrypt
      if (scrypt > limit) throw keysError('ERR_KEYS_EFFORT', { found: scrypt, limit, unit: 'octets' })
    },
    enter() {
      entries++
      if (entries > limits.maxEntries) throw keysError('ERR_KEYS_COUNT', { limit: limits.maxEntries })
    },
  }
}
