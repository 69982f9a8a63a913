import { encodeHex } from '../../bytes/hex.ts'
import { createLru } from '../../crypto/lru.ts'
import { readNumber } from '../number.ts'
import { parseSm2Point, SM2_CURVE, Sm2Point, Sm2Scalar } from './curve.ts'
import { createMultiples, hasX, type Multiples, sumOfMultiples } from './multiples.ts'

/** A public key as verification holds it: the table is made once the key has proved to be in use. */
interface SeenKey {
  readonly point: Sm2Point
  uses: number
  multiples: Multiples | undefined
}

/** A table costs about twenty verifications to make: a key that is seen this often will probably be seen again. */
const USES_BEFORE_TABLE = 6
/** Half a megabyte each: sixteen megabytes at most. */
const keys = createLru<SeenKey>(32)

const base: SeenKey = { point: Sm2Point.BASE, uses: 0, multiples: undefined }

function multiplesOf(key: SeenKey): Multiples | undefined {
  if (key.multiples === undefined && ++key.uses > USES_BEFORE_TABLE)
    key.multiples = createMultiples(key.point)
  return key.multiples
}

/**
 * Verifies an SM2 signature in portable code (GB/T 32918.2-2016, 7.1).
 *
 * @param publicKey - `04 ‖ x ‖ y`, a point of the curve
 * @param digest - e = SM3(Z ‖ M)
 * @param signature - r ‖ s, 64 octets
 * @throws CoreError `ERR_KEY_POINT`
 */
export function verifySm2Digest(publicKey: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  const { n, p } = SM2_CURVE
  if (signature.length !== 64) return false
  const r = readNumber(signature.subarray(0, 32))
  const s = readNumber(signature.subarray(32))
  if (r === 0n || r >= n || s === 0n || s >= n) return false
  const t = Sm2Scalar.add(r, s)
  if (t === 0n) return false
  const key = keys.get(encodeHex(publicKey), () => ({
    point: parseSm2Point(publicKey),
    uses: 0,
    multiples: undefined,
  }))
  // r = (e + x) mod n, so x is (r - e) mod n, or that plus n where it is still below p.
  const x = Sm2Scalar.sub(r, Sm2Scalar.create(readNumber(digest)))
  const ofKey = multiplesOf(key)
  const ofBase = ofKey && multiplesOf(base)
  if (ofKey && ofBase) {
    const sum = sumOfMultiples(s, ofBase, t, ofKey)
    return hasX(sum, x) || (x + n < p && hasX(sum, x + n))
  }
  const sum = Sm2Point.BASE.mulAddUnsafe(s, key.point, t)
  return !sum.is0() && Sm2Scalar.create(sum.x) === x
}
