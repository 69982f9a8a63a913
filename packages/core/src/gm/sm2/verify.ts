import { readNumber, writeNumber } from '../number.ts'
import { SM2_CURVE, SM2_LENGTH, type Sm2Point, Sm2Scalar } from './curve.ts'
import { addAffine, hasX, type JacobianPoint } from './jacobian.ts'
import { sumOfMultiples } from './multiples.ts'
import { secretMultiple, secretMultipleOfBase } from './secret-multiple.ts'
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

/** `s·G + t·P`. That the parts are computed as for secrets does no harm; neither of them is infinity, s and t being below n. */
function sumWithoutTables(s: bigint, t: bigint, point: Sm2Point): JacobianPoint {
  const { x: X, y: Y } = secretMultipleOfBase(writeNumber(s, SM2_LENGTH))
  const { x, y } = secretMultiple(point, writeNumber(t, SM2_LENGTH))
  return addAffine({ X, Y, Z: 1n }, x, y)
}
