import { decryptSm4Cbc, encryptSm4Cbc } from '../crypto/sm4.ts'
import { CoreError } from '../errors.ts'
import { decryptLegacyCbc } from './legacy/cbc.ts'
import { createTripleDes } from './legacy/des.ts'

/** A cipher in CBC mode that files of keys are encrypted with. */
export interface KeyFileCipher {
  readonly oid: string
  /** Octets. */
  readonly keyLength: number
  readonly ivLength: number
  /** @returns nothing for what this key and this initial value did not encrypt */
  decrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array | undefined>
  /** Absent where nothing new is to be encrypted. */
  encrypt?(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array>
}

/** WebCrypto does not take memory that threads share; a copy always is plain memory. */
const plain = (bytes: Uint8Array) => Uint8Array.from(bytes)

/** AES (NIST SP 800-38A) in WebCrypto. A browser may lack the keys of 192 bits. */
function aes(oid: string, keyLength: number): KeyFileCipher {
  const { subtle } = globalThis.crypto
  const use = (key: Uint8Array, usage: 'encrypt' | 'decrypt') =>
    subtle.importKey('raw', plain(key), 'AES-CBC', false, [usage])
  return {
    oid,
    keyLength,
    ivLength: 16,
    async decrypt(key, iv, ciphertext) {
      const imported = await use(key, 'decrypt')
      const parameters = { name: 'AES-CBC', iv: plain(iv) }
      try {
        return new Uint8Array(await subtle.decrypt(parameters, imported, plain(ciphertext)))
      } catch {
        // Of lengths and paddings that are wrong, WebCrypto says no more than that.
        return undefined
      }
    },
    async encrypt(key, iv, plaintext) {
      const parameters = { name: 'AES-CBC', iv: plain(iv) }
      return new Uint8Array(await subtle.encrypt(parameters, await use(key, 'encrypt'), plain(plaintext)))
    },
  }
}

/** SM4 (GB/T 32907) in CBC mode. */
const sm4 = (): KeyFileCipher => ({
  oid: '1.2.156.10197.1.104.2',
  keyLength: 16,
  ivLength: 16,
  async decrypt(key, iv, ciphertext) {
    try {
      return decryptSm4Cbc({ key, iv }, ciphertext)
    } catch (cause) {
      if (cause instanceof CoreError) return undefined
      throw cause
    }
  },
  encrypt: async (key, iv, plaintext) => encryptSm4Cbc({ key, iv }, plaintext),
})

/** For files of old. */
const tripleDes = (): KeyFileCipher => ({
  oid: '1.2.840.113549.3.7',
  keyLength: 24,
  ivLength: 8,
  decrypt: async (key, iv, ciphertext) => decryptLegacyCbc(createTripleDes(key), iv, ciphertext),
})

/** Ciphers that new files are written with. */
export const AES_256 = '2.16.840.1.101.3.4.1.42'
export const SM4 = '1.2.156.10197.1.104.2'

/** The cipher of an object identifier. */
export function cipherOf(oid: string): KeyFileCipher | undefined {
  switch (oid) {
    case '2.16.840.1.101.3.4.1.2':
      return aes(oid, 16)
    case '2.16.840.1.101.3.4.1.22':
      return aes(oid, 24)
    case AES_256:
      return aes(oid, 32)
    case SM4:
      return sm4()
    case '1.2.840.113549.3.7':
      return tripleDes()
    default:
      return undefined
  }
}
