import { concatBytes, equalSecrets } from '../bytes/sequence.ts'
import { CoreError } from '../errors.ts'
import { ghash } from '../gm/sm4/ghash.ts'
import { provider } from './provider/choose.ts'

const BLOCK = 16

export interface Sm4Parameters {
  /** 16 octets. */
  readonly key: Uint8Array
  /** 16 octets, never used twice with one key; for CBC it must be random too. */
  readonly iv: Uint8Array
}

export interface Sm4GcmParameters {
  /** 16 octets. */
  readonly key: Uint8Array
  /** 12 octets, or any other length from 1; never used twice with one key. */
  readonly iv: Uint8Array
  /** What is protected but not encrypted. */
  readonly associatedData?: Uint8Array
}

function assertLength(name: string, value: Uint8Array): void {
  if (value.length !== BLOCK) throw new RangeError(`${name}: expected 16 octets, found ${value.length}`)
}

/**
 * Encrypts with SM4-CBC and PKCS#7 padding (GB/T 17964-2021, 6).
 *
 * CBC does not notice changes: where nothing else protects the ciphertext, take GCM.
 */
export function encryptSm4Cbc({ key, iv }: Sm4Parameters, plaintext: Uint8Array): Uint8Array {
  assertLength('key', key)
  assertLength('iv', iv)
  const padding = BLOCK - (plaintext.length % BLOCK)
  const padded = new Uint8Array(plaintext.length + padding).fill(padding)
  padded.set(plaintext)
  return provider('SM4').encryptCbc(key, iv, padded)
}

/**
 * Decrypts what {@link encryptSm4Cbc} made.
 *
 * @throws CoreError `ERR_SM4_DECRYPT`
 */
export function decryptSm4Cbc({ key, iv }: Sm4Parameters, ciphertext: Uint8Array): Uint8Array {
  assertLength('key', key)
  assertLength('iv', iv)
  if (ciphertext.length === 0 || ciphertext.length % BLOCK !== 0) throw new CoreError('ERR_SM4_DECRYPT')
  const padded = provider('SM4').decryptCbc(key, iv, ciphertext)
  const padding = padded[padded.length - 1] ?? 0
  // All sixteen octets are looked at whatever the padding is, so that the time says nothing of where it is wrong.
  let wrong = padding === 0 || padding > BLOCK ? 1 : 0
  for (let i = 1; i <= BLOCK; i++) wrong |= i <= padding ? (padded[padded.length - i] ?? 0) ^ padding : 0
  if (wrong !== 0) throw new CoreError('ERR_SM4_DECRYPT')
  return padded.slice(0, padded.length - padding)
}

/** Encrypts, or decrypts, with SM4-CTR (GB/T 17964-2021, 9). Changes to the ciphertext go unnoticed. */
export function encryptSm4Ctr({ key, iv }: Sm4Parameters, plaintext: Uint8Array): Uint8Array {
  assertLength('key', key)
  assertLength('iv', iv)
  return provider('SM4').applyCtr(key, iv, plaintext)
}

/** Decrypts what {@link encryptSm4Ctr} made: the same computation. */
export const decryptSm4Ctr: typeof encryptSm4Ctr = (parameters, ciphertext) =>
  encryptSm4Ctr(parameters, ciphertext)

/**
 * Encrypts with SM4-GCM (NIST SP 800-38D; RFC 8998).
 *
 * @returns the ciphertext, followed by the tag of 16 octets
 */
export function encryptSm4Gcm(parameters: Sm4GcmParameters, plaintext: Uint8Array): Uint8Array {
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
  const { apply, tag } = openGcm(parameters)
  const end = ciphertext.length - BLOCK
  if (end < 0) throw new CoreError('ERR_SM4_DECRYPT')
  const body = ciphertext.subarray(0, end)
  if (!equalSecrets(tag(body), ciphertext.subarray(end))) throw new CoreError('ERR_SM4_DECRYPT')
  return apply(body)
}

function openGcm({ key, iv, associatedData = new Uint8Array(0) }: Sm4GcmParameters) {
  assertLength('key', key)
  if (iv.length === 0) throw new RangeError('iv: at least 1 octet')
  const { encryptCbc } = provider('SM4')
  const encryptBlock = (block: Uint8Array) => encryptCbc(key, new Uint8Array(BLOCK), block)
  const h = encryptBlock(new Uint8Array(BLOCK))
  const counter = firstCounter(h, iv)
  return {
    apply: (data: Uint8Array) => applyGcmCounter(key, counter, data),
    tag(ciphertext: Uint8Array) {
      const hash = ghash(h, associatedData, ciphertext, lengths(associatedData.length, ciphertext.length))
      return encryptBlock(counter).map((octet, i) => octet ^ (hash[i] ?? 0))
    },
  }
}

/** Two lengths in bits, 64 bits each. */
function lengths(first: number, second: number): Uint8Array {
  const block = new Uint8Array(BLOCK)
  const view = new DataView(block.buffer)
  view.setBigUint64(0, BigInt(first) * 8n)
  view.setBigUint64(8, BigInt(second) * 8n)
  return block
}

/** J0 (NIST SP 800-38D, 7.1, step 2). */
function firstCounter(h: Uint8Array, iv: Uint8Array): Uint8Array {
  if (iv.length !== 12) return ghash(h, iv, lengths(0, iv.length))
  const counter = new Uint8Array(BLOCK)
  counter.set(iv)
  counter[15] = 1
  return counter
}

/** GCTR: only the last 32 bits count, and wrap around, where CTR would carry on into the rest. */
function applyGcmCounter(key: Uint8Array, first: Uint8Array, data: Uint8Array): Uint8Array {
  const { applyCtr } = provider('SM4')
  const counter = first.slice()
  const view = new DataView(counter.buffer)
  const next = (view.getUint32(12) + 1) >>> 0
  view.setUint32(12, next)
  const untilWrap = (2 ** 32 - next) * BLOCK
  if (data.length <= untilWrap) return applyCtr(key, counter, data)
  const head = applyCtr(key, counter, data.subarray(0, untilWrap))
  view.setUint32(12, 0)
  return concatBytes(head, applyCtr(key, counter, data.subarray(untilWrap)))
}
