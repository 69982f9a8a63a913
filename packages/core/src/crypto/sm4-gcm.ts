import { assertOctets } from '../bytes/octets.ts'
import { concatBytes, equalSecrets } from '../bytes/sequence.ts'
import { SM4_BLOCK } from '../gm/sm4/block.ts'
import { ghash } from '../gm/sm4/ghash.ts'
import { SM4 } from './provider/sm4.ts'
import { secretError } from './secret-codes.ts'
import { assertBlock } from './sm4.ts'

export interface Sm4GcmParameters {
  /** 16 octets. */
  readonly key: Uint8Array
  /** 12 octets, or any other length from 1; never used twice with one key. */
  readonly iv: Uint8Array
  /** What is protected but not encrypted. */
  readonly associatedData?: Uint8Array
}

/**
 * Encrypts with SM4-GCM (NIST SP 800-38D; RFC 8998).
 *
 * @returns the ciphertext, followed by the tag of 16 octets
 * @example
 * const sealed = encryptSm4Gcm({ key, iv: randomBytes(12), associatedData: header }, plaintext)
 */
export function encryptSm4Gcm(parameters: Sm4GcmParameters, plaintext: Uint8Array): Uint8Array {
  assertOctets('plaintext', plaintext)
  const { apply, tag } = openGcm(parameters)
  const ciphertext = apply(plaintext)
  return concatBytes(ciphertext, tag(ciphertext))
}

/**
 * Decrypts what {@link encryptSm4Gcm} made, once the tag has proved that nothing was changed.
 *
 * @param ciphertext - followed by the tag of 16 octets
 * @throws CoreError `ERR_SM4_DECRYPT`
 */
export function decryptSm4Gcm(parameters: Sm4GcmParameters, ciphertext: Uint8Array): Uint8Array {
  assertOctets('ciphertext', ciphertext)
  const { apply, tag } = openGcm(parameters)
  const end = ciphertext.length - SM4_BLOCK
  if (end < 0) throw secretError('ERR_SM4_DECRYPT')
  const body = ciphertext.subarray(0, end)
  if (!equalSecrets(tag(body), ciphertext.subarray(end))) throw secretError('ERR_SM4_DECRYPT')
  return apply(body)
}

function openGcm({ key, iv, associatedData = new Uint8Array(0) }: Sm4GcmParameters) {
  assertBlock('key', key)
  assertOctets('iv', iv)
  assertOctets('associatedData', associatedData)
  if (iv.length === 0) throw new RangeError('iv: at least 1 octet')
  const { encryptEcb } = SM4.current()
  const h = encryptEcb(key, new Uint8Array(SM4_BLOCK))
  const counter = firstCounter(h, iv)
  return {
    apply: (data: Uint8Array) => applyGcmCounter(key, counter, data),
    tag(ciphertext: Uint8Array) {
      const hash = ghash(h, associatedData, ciphertext, lengths(associatedData.length, ciphertext.length))
      return encryptEcb(key, counter).map((octet, i) => octet ^ (hash[i] ?? 0))
    },
  }
}

/** Two lengths in bits, 64 bits each. */
function lengths(first: number, second: number): Uint8Array {
  const block = new Uint8Array(SM4_BLOCK)
  const view = new DataView(block.buffer)
  view.setBigUint64(0, BigInt(first) * 8n)
  view.setBigUint64(8, BigInt(second) * 8n)
  return block
}

/** J0 (NIST SP 800-38D, 7.1, step 2). */
function firstCounter(h: Uint8Array, iv: Uint8Array): Uint8Array {
  if (iv.length !== 12) return ghash(h, iv, lengths(0, iv.length))
  const counter = new Uint8Array(SM4_BLOCK)
  counter.set(iv)
  counter[15] = 1
  return counter
}

/** GCTR: only the last 32 bits count, and wrap around, where CTR would carry on into the rest. */
function applyGcmCounter(key: Uint8Array, first: Uint8Array, data: Uint8Array): Uint8Array {
  const { applyCtr } = SM4.current()
  const counter = new Uint8Array(first)
  const view = new DataView(counter.buffer)
  const next = (view.getUint32(12) + 1) >>> 0
  view.setUint32(12, next)
  const untilWrap = (2 ** 32 - next) * SM4_BLOCK
  if (data.length <= untilWrap) return applyCtr(key, counter, data)
  const head = applyCtr(key, counter, data.subarray(0, untilWrap))
  view.setUint32(12, 0)
  return concatBytes(head, applyCtr(key, counter, data.subarray(untilWrap)))
}
