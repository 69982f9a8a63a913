import { assertOctets } from '../bytes/octets.ts'
import { SM4_BLOCK } from '../gm/sm4/block.ts'
import { SM4 } from './provider/sm4.ts'
import { secretError } from './secret-codes.ts'

/** `PKCS7` unless given; without padding only whole blocks go in. */
export interface Sm4Padding {
  readonly padding?: 'PKCS7' | 'none'
}

export interface Sm4EcbParameters extends Sm4Padding {
  /** 16 octets. */
  readonly key: Uint8Array
}

export interface Sm4Parameters {
  /** 16 octets. */
  readonly key: Uint8Array
  /** 16 octets, never used twice with one key; for CBC it must be random too. */
  readonly iv: Uint8Array
}

export interface Sm4CbcParameters extends Sm4Parameters, Sm4Padding {}

export function assertBlock(name: string, value: Uint8Array): void {
  assertOctets(name, value)
  if (value.length !== SM4_BLOCK) throw new RangeError(`${name}: expected 16 octets, found ${value.length}`)
}

function pad(plaintext: Uint8Array, padding: Sm4Padding['padding'] = 'PKCS7'): Uint8Array {
  assertOctets('plaintext', plaintext)
  if (padding === 'none') {
    if (plaintext.length % SM4_BLOCK !== 0)
      throw new RangeError(`plaintext: expected whole blocks of 16 octets, found ${plaintext.length} octets`)
    return plaintext
  }
  const missing = SM4_BLOCK - (plaintext.length % SM4_BLOCK)
  const padded = new Uint8Array(plaintext.length + missing)
  padded.set(plaintext)
  padded.fill(missing, plaintext.length)
  return padded
}

/** Takes the padding off. All sixteen octets are looked at, so that the time says nothing of where it is wrong. */
function unpad(padded: Uint8Array, padding: Sm4Padding['padding'] = 'PKCS7'): Uint8Array {
  if (padding === 'none') return padded
  const count = padded[padded.length - 1] ?? 0
  let wrong = count === 0 || count > SM4_BLOCK ? 1 : 0
  for (let i = 1; i <= SM4_BLOCK; i++) wrong |= i <= count ? (padded[padded.length - i] ?? 0) ^ count : 0
  if (wrong !== 0) throw secretError('ERR_SM4_DECRYPT')
  return new Uint8Array(padded.subarray(0, padded.length - count))
}

function assertCiphertext(ciphertext: Uint8Array, padding: Sm4Padding['padding']): void {
  assertOctets('ciphertext', ciphertext)
  if (ciphertext.length % SM4_BLOCK !== 0 || (ciphertext.length === 0 && padding !== 'none'))
    throw secretError('ERR_SM4_DECRYPT')
}

/**
 * Encrypts each block by itself: SM4-ECB (GB/T 17964-2021, 5).
 *
 * Equal blocks encrypt to equal blocks. It is here for formats that ask for it, keys in devices for instance; for
 * anything else take GCM.
 */
export function encryptSm4Ecb({ key, padding }: Sm4EcbParameters, plaintext: Uint8Array): Uint8Array {
  assertBlock('key', key)
  return SM4.current().encryptEcb(key, pad(plaintext, padding))
}

/**
 * Decrypts what {@link encryptSm4Ecb} made.
 *
 * @throws CoreError `ERR_SM4_DECRYPT`
 */
export function decryptSm4Ecb({ key, padding }: Sm4EcbParameters, ciphertext: Uint8Array): Uint8Array {
  assertBlock('key', key)
  assertCiphertext(ciphertext, padding)
  return unpad(SM4.current().decryptEcb(key, ciphertext), padding)
}

/**
 * Encrypts with SM4-CBC (GB/T 17964-2021, 6).
 *
 * CBC does not notice changes: where nothing else protects the ciphertext, take GCM.
 */
export function encryptSm4Cbc({ key, iv, padding }: Sm4CbcParameters, plaintext: Uint8Array): Uint8Array {
  assertBlock('key', key)
  assertBlock('iv', iv)
  return SM4.current().encryptCbc(key, iv, pad(plaintext, padding))
}

/**
 * Decrypts what {@link encryptSm4Cbc} made.
 *
 * @throws CoreError `ERR_SM4_DECRYPT`
 */
export function decryptSm4Cbc({ key, iv, padding }: Sm4CbcParameters, ciphertext: Uint8Array): Uint8Array {
  assertBlock('key', key)
  assertBlock('iv', iv)
  assertCiphertext(ciphertext, padding)
  return unpad(SM4.current().decryptCbc(key, iv, ciphertext), padding)
}

/** Encrypts, or decrypts, with SM4-CTR (GB/T 17964-2021, 9). Changes to the ciphertext go unnoticed. */
export function encryptSm4Ctr({ key, iv }: Sm4Parameters, plaintext: Uint8Array): Uint8Array {
  assertBlock('key', key)
  assertBlock('iv', iv)
  assertOctets('plaintext', plaintext)
  return SM4.current().applyCtr(key, iv, plaintext)
}

/** Decrypts what {@link encryptSm4Ctr} made: the same computation. */
export const decryptSm4Ctr: typeof encryptSm4Ctr = (parameters, ciphertext) =>
  encryptSm4Ctr(parameters, ciphertext)
