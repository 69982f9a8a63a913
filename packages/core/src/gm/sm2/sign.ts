import { readNumber, writeNumber } from '../number.ts'
import { SM2_LENGTH, Sm2Point, Sm2Scalar } from './curve.ts'
import { nonces } from './nonce.ts'

/**
 * Signs in portable code (GB/T 32918.2-2016, 6.1).
 *
 * Secret scalars go only through noble's `multiply`, which does the same work for each, and the inversion sees the
 * key blinded. BigInt arithmetic itself is not constant-time: where an attacker can measure, use the native provider
 * or a device.
 *
 * @param secret - the private key, 32 octets, 1 to n-2
 * @param digest - e = SM3(Z ‖ M)
 * @param random - 64 octets of fresh randomness
 * @returns r ‖ s, 64 octets
 */
export function signSm2Digest(secret: Uint8Array, digest: Uint8Array, random: Uint8Array): Uint8Array {
  const d = readNumber(secret)
  const e = Sm2Scalar.create(readNumber(digest))
  const blind = Sm2Scalar.create(readNumber(random.subarray(32)) | 1n)
  for (const k of nonces(secret, digest, random.subarray(0, 32))) {
    const r = Sm2Scalar.add(e, Sm2Scalar.create(Sm2Point.BASE.multiply(k).x))
    if (r === 0n || Sm2Scalar.add(r, k) === 0n) continue
    // s = (1 + d)^-1 (k - r·d), both factors multiplied by the blind.
    const inverse = Sm2Scalar.inv(Sm2Scalar.mul(blind, Sm2Scalar.add(1n, d)))
    const s = Sm2Scalar.mul(inverse, Sm2Scalar.mul(blind, Sm2Scalar.sub(k, Sm2Scalar.mul(r, d))))
    if (s === 0n) continue
    const signature = new Uint8Array(2 * SM2_LENGTH)
    signature.set(writeNumber(r, SM2_LENGTH))
    signature.set(writeNumber(s, SM2_LENGTH), SM2_LENGTH)
    return signature
  }
  // The sequence of nonces has no end.
  throw new Error('unreachable')
}
