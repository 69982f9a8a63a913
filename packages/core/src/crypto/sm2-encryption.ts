import { assertOctets } from '../bytes/octets.ts'
import { concatBytes } from '../bytes/sequence.ts'
import { openDer, parseDer } from '../der/read.ts'
import { readIntegerBytes, readOctetString } from '../der/value.ts'
import { encodeOctetString, encodeSequence, encodeUnsignedInteger } from '../der/write.ts'
import { TrustError } from '../errors.ts'
import {
  decryptWithScalar,
  encryptForPoint,
  joinCiphertext,
  type Sm2Ciphertext,
  splitCiphertext,
} from '../gm/sm2/encrypt.ts'
import { createPrivateKey } from './create-key.ts'
import type { PublicKey } from './key.ts'
import { type PrivateKey, scalarOf } from './private-key.ts'
import { secretError } from './secret-codes.ts'
import { digestSm3 } from './sm3.ts'

export interface Sm2EncryptionOptions {
  /**
   * `C1C3C2` is the bare concatenation, its point as `04 ‖ x ‖ y`, and taken unless said otherwise; `C1C2C3` is the order
   * of the drafts of 2010, which systems in use still have; `DER` is `SEQUENCE { x, y, hash, ciphertext }` (GM/T 0009-2012,
   * 7.2), which OpenSSL writes.
   */
  readonly encoding?: 'C1C3C2' | 'C1C2C3' | 'DER'
}

const MAX_BYTES = 16 * 1024 * 1024

function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  return digestSm3(...parts)
}

/**
 * Encrypts a short message, a key for instance, for the holder of an SM2 key (GB/T 32918.4-2016).
 *
 * @param plaintext - 1 octet to 16 MiB
 */
export async function encryptSm2(
  publicKey: PublicKey,
  plaintext: Uint8Array,
  options: Sm2EncryptionOptions = {},
): Promise<Uint8Array> {
  const { kind, point } = publicKey
  if (kind !== 'SM2' || point === undefined)
    throw new TypeError(`publicKey: expected an SM2 key, found ${kind}`)
  assertOctets('plaintext', plaintext)
  if (plaintext.length === 0 || plaintext.length > MAX_BYTES)
    throw new RangeError(`plaintext: 1 to ${MAX_BYTES} octets, found ${plaintext.length}`)
  for (;;) {
    const ephemeral = scalarOf(await createPrivateKey('SM2'))
    const ciphertext = encryptForPoint(sm3, point, ephemeral, plaintext)
    if (ciphertext === undefined) continue
    return options.encoding === 'DER'
      ? encodeCiphertext(ciphertext)
      : joinCiphertext(ciphertext, options.encoding ?? 'C1C3C2')
  }
}

/**
 * Decrypts what {@link encryptSm2} made.
 *
 * @throws CoreError `ERR_SM2_DECRYPT`, whatever is wrong with the ciphertext
 */
export async function decryptSm2(
  privateKey: PrivateKey,
  ciphertext: Uint8Array,
  options: Sm2EncryptionOptions = {},
): Promise<Uint8Array> {
  if (privateKey.kind !== 'SM2')
    throw new TypeError(`privateKey: expected an SM2 key, found ${privateKey.kind}`)
  assertOctets('ciphertext', ciphertext)
  const plaintext = decrypt(scalarOf(privateKey), ciphertext, options)
  if (plaintext === undefined) throw secretError('ERR_SM2_DECRYPT')
  return plaintext
}

function decrypt(
  secret: Uint8Array,
  bytes: Uint8Array,
  options: Sm2EncryptionOptions,
): Uint8Array | undefined {
  if (bytes.length > MAX_BYTES + 128) return undefined
  try {
    const { encoding = 'C1C3C2' } = options
    const parts = encoding === 'DER' ? readCiphertext(bytes) : splitCiphertext(bytes, encoding)
    return parts && decryptWithScalar(sm3, secret, parts)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

function encodeCiphertext({ point, hash, masked }: Sm2Ciphertext): Uint8Array {
  return encodeSequence(
    encodeUnsignedInteger(point.subarray(1, 33)),
    encodeUnsignedInteger(point.subarray(33)),
    encodeOctetString(hash),
    encodeOctetString(masked),
  )
}

function readCiphertext(der: Uint8Array): Sm2Ciphertext | undefined {
  const fields = openDer(parseDer(der, { maxBytes: MAX_BYTES + 128 }))
  const coordinates = [fields.next(), fields.next()].map((node) => {
    const number = readIntegerBytes(node)
    const magnitude = number[0] === 0 ? number.subarray(1) : number
    if ((number[0] ?? 0) >= 0x80 || magnitude.length > 32) return undefined
    const coordinate = new Uint8Array(32)
    coordinate.set(magnitude, 32 - magnitude.length)
    return coordinate
  })
  const hash = readOctetString(fields.next())
  const masked = readOctetString(fields.next())
  fields.end()
  const [x, y] = coordinates
  return x && y && { point: concatBytes(Uint8Array.of(4), x, y), hash, masked }
}
