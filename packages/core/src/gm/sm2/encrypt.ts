import { concatBytes, equalSecrets } from '../../bytes/sequence.ts'
import { writeNumber } from '../number.ts'
import { encodeSm2Point, parseSm2Point, SM2_LENGTH, type Sm2Point } from './curve.ts'
import { secretMultiple, secretMultipleOfBase } from './secret-multiple.ts'

/** The parts of a ciphertext (GB/T 32918.4-2016, 6.1). */
export interface Sm2Ciphertext {
  /** C1, a point `04 ‖ x ‖ y`. */
  readonly point: Uint8Array
  /** C3, 32 octets. */
  readonly hash: Uint8Array
  /** C2, as long as the plaintext. */
  readonly masked: Uint8Array
}

/** SM3, native or portable. */
type Sm3 = (...parts: readonly Uint8Array[]) => Uint8Array

/** The shared point as two coordinates. */
function share(point: Sm2Point, scalar: Uint8Array): [x: Uint8Array, y: Uint8Array] {
  const { x, y } = secretMultiple(point, scalar)
  return [writeNumber(x, SM2_LENGTH), writeNumber(y, SM2_LENGTH)]
}

/** The key derivation function (GB/T 32918.4-2016, 5.4.3), laid over `data`. */
function mask(
  sm3: Sm3,
  x: Uint8Array,
  y: Uint8Array,
  data: Uint8Array,
): { masked: Uint8Array; isZero: boolean } {
  const masked = new Uint8Array(data.length)
  let seen = 0
  for (let at = 0, counter = 1; at < data.length; at += 32, counter++) {
    const key = sm3(x, y, writeNumber(BigInt(counter), 4))
    for (let i = 0; i < 32 && at + i < data.length; i++) {
      const octet = key[i] as number
      seen |= octet
      masked[at + i] = (data[at + i] as number) ^ octet
    }
  }
  return { masked, isZero: seen === 0 }
}

/**
 * Encrypts for a point with one ephemeral key (GB/T 32918.4-2016, 6.1).
 *
 * @param ephemeral - fresh and random, 1 to n-1
 * @returns nothing where the standard asks for another ephemeral key
 */
export function encryptForPoint(
  sm3: Sm3,
  publicKey: Uint8Array,
  ephemeral: Uint8Array,
  plaintext: Uint8Array,
): Sm2Ciphertext | undefined {
  const [x, y] = share(parseSm2Point(publicKey), ephemeral)
  const { masked, isZero } = mask(sm3, x, y, plaintext)
  if (isZero) return undefined
  const point = encodeSm2Point(secretMultipleOfBase(ephemeral))
  return { point, hash: sm3(x, plaintext, y), masked }
}

/**
 * Decrypts (GB/T 32918.4-2016, 7.1). What fails and where does not show, in the result or in time that depends on C3.
 *
 * @param secret - the private key
 * @returns nothing where C1 is no point or C3 does not fit
 * @throws CoreError `ERR_KEY_POINT`
 */
export function decryptWithScalar(
  sm3: Sm3,
  secret: Uint8Array,
  { point, hash, masked }: Sm2Ciphertext,
): Uint8Array | undefined {
  const [x, y] = share(parseSm2Point(point), secret)
  const { masked: plaintext, isZero } = mask(sm3, x, y, masked)
  const fits = equalSecrets(hash, sm3(x, plaintext, y))
  return fits && !isZero ? plaintext : undefined
}

/** The order in which the parts stand one after another. */
export type Sm2Order = 'C1C3C2' | 'C1C2C3'

export function joinCiphertext({ point, hash, masked }: Sm2Ciphertext, order: Sm2Order): Uint8Array {
  return order === 'C1C3C2' ? concatBytes(point, hash, masked) : concatBytes(point, masked, hash)
}

/** @returns nothing where there is not enough of it for a point, a hash and one octet */
export function splitCiphertext(bytes: Uint8Array, order: Sm2Order): Sm2Ciphertext | undefined {
  const pointEnd = 1 + 2 * SM2_LENGTH
  if (bytes.length <= pointEnd + 32) return undefined
  const hashAt = order === 'C1C3C2' ? pointEnd : bytes.length - 32
  const maskedAt = order === 'C1C3C2' ? pointEnd + 32 : pointEnd
  return {
    point: bytes.subarray(0, pointEnd),
    hash: bytes.subarray(hashAt, hashAt + 32),
    masked: bytes.subarray(maskedAt, maskedAt + bytes.length - pointEnd - 32),
  }
}
