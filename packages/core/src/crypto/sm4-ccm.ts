import { assertOctets } from '../bytes/octets.ts'
import { concatBytes, equalSecrets } from '../bytes/sequence.ts'
import { SM4_BLOCK } from '../gm/sm4/block.ts'
import { SM4 } from './provider/sm4.ts'
import { secretError } from './secret-codes.ts'
import { assertBlock } from './sm4.ts'

export interface Sm4CcmParameters {
  /** 16 octets. */
  readonly key: Uint8Array
  /** 7 to 13 octets, never used twice with one key: the shorter it is, the longer the plaintext may be. */
  readonly nonce: Uint8Array
  /** What is protected but not encrypted. */
  readonly associatedData?: Uint8Array
  /** Octets of the tag: 16 unless given; 4, 6, 8, 10, 12 and 14 exist too, and each is easier to forge. */
  readonly tagLength?: number
}

/**
 * Encrypts with SM4-CCM (NIST SP 800-38C; RFC 8998).
 *
 * @returns the ciphertext, followed by the tag
 */
export function encryptSm4Ccm(parameters: Sm4CcmParameters, plaintext: Uint8Array): Uint8Array {
  assertOctets('plaintext', plaintext)
  const { apply, tag } = openCcm(parameters, plaintext.length)
  return concatBytes(apply(1, plaintext), apply(0, tag(plaintext)))
}

/**
 * Decrypts what {@link encryptSm4Ccm} made. The plaintext is given out once its tag has proved right.
 *
 * @param ciphertext - followed by the tag
 * @throws CoreError `ERR_SM4_DECRYPT`
 */
export function decryptSm4Ccm(parameters: Sm4CcmParameters, ciphertext: Uint8Array): Uint8Array {
  assertOctets('ciphertext', ciphertext)
  const end = ciphertext.length - (parameters.tagLength ?? SM4_BLOCK)
  if (end < 0) throw secretError('ERR_SM4_DECRYPT')
  const { apply, tag } = openCcm(parameters, end)
  const plaintext = apply(1, ciphertext.subarray(0, end))
  if (!equalSecrets(apply(0, tag(plaintext)), ciphertext.subarray(end))) throw secretError('ERR_SM4_DECRYPT')
  return plaintext
}

function openCcm(parameters: Sm4CcmParameters, length: number) {
  const { key, nonce, associatedData = new Uint8Array(0), tagLength = SM4_BLOCK } = parameters
  assertBlock('key', key)
  assertOctets('nonce', nonce)
  assertOctets('associatedData', associatedData)
  if (nonce.length < 7 || nonce.length > 13)
    throw new RangeError(`nonce: expected 7 to 13 octets, found ${nonce.length}`)
  if (!Number.isInteger(tagLength) || tagLength < 4 || tagLength > 16 || tagLength % 2 !== 0)
    throw new RangeError(`tagLength: expected an even number from 4 to 16, found ${tagLength}`)
  // q, the octets that count the length and the blocks.
  const counting = 15 - nonce.length
  if (length >= 2 ** (8 * counting))
    throw new RangeError(`plaintext: too long for a nonce of ${nonce.length}`)
  const { encryptCbc, applyCtr } = SM4.current()
  return {
    /** The key stream from block `first` on, laid over the data (6.1, steps 5 to 8). */
    apply: (first: number, data: Uint8Array) => applyCtr(key, block(counting - 1, nonce, first), data),
    /** The first octets of the CBC-MAC over the formatted input (6.1, steps 1 to 4). */
    tag(plaintext: Uint8Array) {
      const flags = (associatedData.length > 0 ? 0x40 : 0) | ((tagLength - 2) << 2) | (counting - 1)
      const input = concatBytes(
        block(flags, nonce, length),
        filled(associatedData.length > 0 ? [lengthOf(associatedData), associatedData] : []),
        filled([plaintext]),
      )
      return new Uint8Array(encryptCbc(key, new Uint8Array(SM4_BLOCK), input).subarray(-SM4_BLOCK)).subarray(
        0,
        tagLength,
      )
    },
  }
}

/** `flags ‖ nonce ‖ number` (SP 800-38C, A.2.1 and A.3). */
function block(flags: number, nonce: Uint8Array, number: number): Uint8Array {
  const bytes = new Uint8Array(SM4_BLOCK)
  bytes[0] = flags
  bytes.set(nonce, 1)
  for (let at = 15, rest = number; rest > 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  return bytes
}

/** The length of associated data, in front of it (A.2.2). */
function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length < 0xff00) return Uint8Array.of(length >> 8, length)
  return Uint8Array.of(0xff, 0xfe, length >>> 24, length >>> 16, length >>> 8, length)
}

/** The parts, filled up with zeros to whole blocks. */
function filled(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return concatBytes(...parts, new Uint8Array((SM4_BLOCK - (length % SM4_BLOCK)) % SM4_BLOCK))
}
