import { readNumber, writeNumber } from '../number.ts'
import { SM2_LENGTH, Sm2Scalar } from './curve.ts'
import { nonces } from './nonce.ts'
import { secretMultipleOfBase } from './secret-multiple.ts'

/** A private key as signing holds it. */
export interface Sm2Secret {
  /** 32 octets, 1 to n-2. */
  readonly bytes: Uint8Array
  /** (1 + d)^-1 */
  readonly inverse: bigint
}

/** @param blind - 32 octets of fresh randomness: inverting takes a time that depends on what is inverted */
export function createSm2Secret(bytes: Uint8Array, blind: Uint8Array): Sm2Secret {
  const factor = Sm2Scalar.create(readNumber(blind) | 1n)
  const blinded = Sm2Scalar.mul(Sm2Scalar.add(1n, readNumber(bytes)), factor)
  return { bytes, inverse: Sm2Scalar.mul(Sm2Scalar.inv(blinded), factor) }
}

/**
 * Signs in portable code (GB/T 32918.2-2016, 6.1).
 *
 * The multiple of the base point is computed in constant time, as far as JavaScript allows. Numbers modulo n are BigInt,
 * which is not: the private key therefore goes into products in two parts that are random anew each time. Where an attacker
 * can measure closely all the same, use the native provider or a device.
 *
 * @param digest - e = SM3(Z ‖ M)
 * @param random - 64 octets of fresh randomness
 * @returns r ‖ s, 64 octets
 */
export function signSm2Digest(secret: Sm2Secret, digest: Uint8Array, random: Uint8Array): Uint8Array {
  const e = Sm2Scalar.create(readNumber(digest))
  const one = Sm2Scalar.create(readNumber(random.subarray(32)))
  const other = Sm2Scalar.sub(secret.inverse, one)
  for (const k of nonces(secret.bytes, digest, random.subarray(0, 32))) {
    const r = Sm2Scalar.add(e, Sm2Scalar.create(secretMultipleOfBase(writeNumber(k, SM2_LENGTH)).x))
    const sum = Sm2Scalar.add(r, k)
    if (r === 0n || sum === 0n) continue
    // s = (1 + d)^-1 (k - r·d), which is (1 + d)^-1 (k + r) - r: the private key stands in one factor only.
    const s = Sm2Scalar.sub(Sm2Scalar.add(Sm2Scalar.mul(one, sum), Sm2Scalar.mul(other, sum)), r)
    if (s === 0n) continue
    const signature = new Uint8Array(2 * SM2_LENGTH)
    signature.set(writeNumber(r, SM2_LENGTH))
    signature.set(writeNumber(s, SM2_LENGTH), SM2_LENGTH)
    return signature
  }
  // The sequence of nonces has no end.
  throw new Error('unreachable')
}
