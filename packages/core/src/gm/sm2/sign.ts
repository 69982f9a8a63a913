import { readNumber, writeNumber } from '../number.ts'
import { SM2_LENGTH, Sm2Point, Sm2Scalar } from './curve.ts'
import { affineX, sumOfMultiples } from './multiples.ts'
import { nonces } from './nonce.ts'
import { BASE_KEY, multiplesOf } from './seen-key.ts'

/** A private key as signing holds it. */
export interface Sm2Secret {
  /** 32 octets, 1 to n-2. */
  readonly bytes: Uint8Array
  readonly d: bigint
  /** (1 + d)^-1 */
  readonly inverse: bigint
}

/** @param blind - 32 octets of fresh randomness: inverting takes a time that depends on what is inverted */
export function createSm2Secret(bytes: Uint8Array, blind: Uint8Array): Sm2Secret {
  const d = readNumber(bytes)
  const factor = Sm2Scalar.create(readNumber(blind) | 1n)
  const inverse = Sm2Scalar.mul(Sm2Scalar.inv(Sm2Scalar.mul(Sm2Scalar.add(1n, d), factor)), factor)
  return { bytes, d, inverse }
}

/**
 * Signs in portable code (GB/T 32918.2-2016, 6.1).
 *
 * BigInt arithmetic is not constant-time. What depends on a secret is therefore split or blinded anew every time;
 * where an attacker can measure closely all the same, use the native provider or a device.
 *
 * @param digest - e = SM3(Z ‖ M)
 * @param random - 64 octets of fresh randomness
 * @returns r ‖ s, 64 octets
 */
export function signSm2Digest(secret: Sm2Secret, digest: Uint8Array, random: Uint8Array): Uint8Array {
  const { bytes, d, inverse } = secret
  const e = Sm2Scalar.create(readNumber(digest))
  const half = Sm2Scalar.create(readNumber(random.subarray(32)))
  for (const k of nonces(bytes, digest, random.subarray(0, 32))) {
    const r = Sm2Scalar.add(e, Sm2Scalar.create(xOfMultiple(k, half)))
    if (r === 0n || Sm2Scalar.add(r, k) === 0n) continue
    // s = (1 + d)^-1 (k - r·d)
    const s = Sm2Scalar.mul(inverse, Sm2Scalar.sub(k, Sm2Scalar.mul(r, d)))
    if (s === 0n) continue
    const signature = new Uint8Array(2 * SM2_LENGTH)
    signature.set(writeNumber(r, SM2_LENGTH))
    signature.set(writeNumber(s, SM2_LENGTH), SM2_LENGTH)
    return signature
  }
  // The sequence of nonces has no end.
  throw new Error('unreachable')
}

/**
 * The x coordinate of k · G.
 *
 * With the table of G it is the sum of two multiples, by a random half and by k less that half. Each of the two, which
 * is all that the time of its additions or the places read in the table can tell, is independent of k.
 */
function xOfMultiple(k: bigint, half: bigint): bigint {
  const table = multiplesOf(BASE_KEY)
  if (table === undefined) return Sm2Point.BASE.multiply(k).x
  return affineX(sumOfMultiples(Sm2Scalar.sub(k, half), table, half, table))
}
