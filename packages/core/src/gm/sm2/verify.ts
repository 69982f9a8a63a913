import { readNumber } from '../number.ts'
import { SM2_BASE, SM2_CURVE, type Sm2Point, Sm2Scalar } from './curve.ts'
import { addAffine, double, hasX, INFINITY, type JacobianPoint, toAffine } from './jacobian.ts'
import { sumOfMultiples } from './multiples.ts'
import { BASE_KEY, multiplesOf, seenKey } from './seen-key.ts'

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
  // r = (e + x) mod n, so x is (r - e) mod n, or that plus n where it is still below p.
  const x = Sm2Scalar.sub(r, Sm2Scalar.create(readNumber(digest)))
  const key = seenKey(publicKey)
  const ofKey = multiplesOf(key)
  const ofBase = multiplesOf(BASE_KEY)
  const sum = ofKey && ofBase ? sumOfMultiples(s, ofBase, t, ofKey) : sumWithoutTables(s, t, key.point)
  return hasX(sum, x) || (x + n < p && hasX(sum, x + n))
}

/** 1 to 15 times a point, in this order. */
type SmallMultiples = readonly Sm2Point[]

let ofBasePoint: SmallMultiples | undefined

/**
 * `s·G + t·P`, four bits of both scalars at a time. Its time depends on them, as it may: all of it is public. What computes
 * with secrets could do it too, but who only verifies need not load that.
 */
function sumWithoutTables(s: bigint, t: bigint, point: Sm2Point): JacobianPoint {
  ofBasePoint ??= smallMultiples(SM2_BASE)
  const summands = [
    [s, ofBasePoint],
    [t, smallMultiples(point)],
  ] as const
  let sum = INFINITY
  for (let at = 252n; at >= 0n; at -= 4n) {
    sum = double(double(double(double(sum))))
    for (const [scalar, multiples] of summands) {
      const multiple = multiples[Number((scalar >> at) & 15n) - 1]
      if (multiple !== undefined) sum = addAffine(sum, multiple.x, multiple.y)
    }
  }
  return sum
}

function smallMultiples({ x, y }: Sm2Point): SmallMultiples {
  let multiple = INFINITY
  return toAffine(Array.from({ length: 15 }, () => (multiple = addAffine(multiple, x, y))))
}
