import { MAX_PBKDF2_ITERATIONS } from '../crypto/pbkdf2.ts'
import { completeLimits } from '../limits.ts'
import { keysError } from './codes.ts'

/** What a file of keys may take. */
export interface KeyFileLimits {
  /** Octets: 1 MiB unless given, 64 KiB for a single key. */
  readonly maxBytes: number
  /** Rounds of hashing for all the keys that are derived from the password: 10 million unless given, and at most. */
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
  maxIterations: MAX_PBKDF2_ITERATIONS,
  maxScrypt: 128 * 1024 * 1024,
  maxEntries: 1000,
  maxDepth: 4,
}

/** What is left of the limits of one file. A file with many parts must not take what one part may, many times. */
export interface Budget {
  readonly limits: KeyFileLimits
  /** @throws CoreError `ERR_KEYS_EFFORT` */
  iterate(rounds: number): void
  /** @throws CoreError `ERR_KEYS_EFFORT` */
  scrypt(bytes: number): void
  /** @throws CoreError `ERR_KEYS_COUNT` */
  enter(): void
}

export function createBudget(given: Partial<KeyFileLimits> = {}): Budget {
  const limits = completeLimits(DEFAULT_LIMITS, given)
  if (limits.maxIterations > MAX_PBKDF2_ITERATIONS)
    throw new RangeError(`maxIterations: at most ${MAX_PBKDF2_ITERATIONS}, found ${limits.maxIterations}`)
  let rounds = 0
  let scrypt = 0
  let entries = 0
  return {
    limits,
    iterate(more) {
      rounds += more
      const limit = limits.maxIterations
      if (rounds > limit) throw keysError('ERR_KEYS_EFFORT', { found: rounds, limit, unit: 'iterations' })
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
