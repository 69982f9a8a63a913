import { createLru } from '../../crypto/lru.ts'
import { parseSm2Point, SM2_BASE, type Sm2Point } from './curve.ts'
import { createMultiples, type Multiples } from './multiples.ts'

/** A point as it is multiplied by: the table is made once the point has proved to be in use. */
export interface SeenKey {
  readonly point: Sm2Point
  uses: number
  multiples: Multiples | undefined
}

/** A table costs about twenty multiplications to make: a point that is seen this often will probably be seen again. */
const USES_BEFORE_TABLE = 6

/** Half a megabyte each: sixteen megabytes at most. */
const keys = /* @__PURE__ */ createLru<SeenKey>(32)

/** The point that a public key is, with its table if it has one. */
export function seenKey(publicKey: Uint8Array): SeenKey {
  return keys.get(publicKey, () => ({
    point: parseSm2Point(publicKey),
    uses: 0,
    multiples: undefined,
  }))
}

/** The base point, which every signature has to do with. */
export const BASE_KEY: SeenKey = /* @__PURE__ */ (() => ({
  point: SM2_BASE,
  uses: 0,
  multiples: undefined,
}))()

/** Counts a use, and returns the table from the seventh on. */
export function multiplesOf(key: SeenKey): Multiples | undefined {
  if (key.multiples === undefined && ++key.uses > USES_BEFORE_TABLE)
    key.multiples = createMultiples(key.point)
  return key.multiples
}

/** What verifies without a table, in native code, is not much slower: making one takes as long as three hundred uses save. */
const NATIVE_USES_BEFORE_TABLE = 300

/**
 * Counts a use of a key that native code could verify with as well.
 *
 * @returns whether there is a table, with which it goes faster
 */
export function isInConstantUse(publicKey: Uint8Array): boolean {
  const key = seenKey(publicKey)
  if (key.multiples !== undefined) return true
  if (key.uses < NATIVE_USES_BEFORE_TABLE) {
    key.uses++
    return false
  }
  return multiplesOf(key) !== undefined
}
