import { pbkdf2 } from '../crypto/pbkdf2.ts'
import { randomBytes } from '../crypto/random.ts'
import { type DerNode, openDer } from '../der/read.ts'
import { readOctetString, readOid } from '../der/value.ts'
import { encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { AES_256, cipherOf, SM4 } from './cipher.ts'
import { keysError } from './codes.ts'
import type { Budget } from './limits.ts'
import { derivePbkdf2, encodePbkdf2, PBKDF2_OID, readPbkdf2Parameters } from './pbkdf2-parameters.ts'
import { deriveScrypt, readScryptParameters, SCRYPT_OID } from './scrypt-parameters.ts'

export const PBES2_OID = '1.2.840.113549.1.5.13'

/**
 * Decrypts what PBES2 encrypted (RFC 8018, 6.2.2): PBKDF2 or scrypt, then a cipher in CBC mode.
 *
 * @param parameters - `PBES2-params` (RFC 8018, A.4)
 * @param password - UTF-8
 * @returns nothing where the password did not encrypt this
 * @throws CoreError `ERR_KEYS_ALGORITHM`, `ERR_KEYS_EFFORT`, and the `ERR_DER_…` codes
 */
export async function decryptPbes2(
  parameters: DerNode,
  password: Uint8Array,
  ciphertext: Uint8Array,
  budget: Budget,
): Promise<Uint8Array | undefined> {
  const fields = openDer(parameters)
  const derivation = openDer(fields.next())
  const encryption = openDer(fields.next())
  fields.end()

  const oid = readOid(encryption.next())
  const cipher = cipherOf(oid)
  if (cipher === undefined) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  const { keyLength, ivLength } = cipher
  const iv = readOctetString(encryption.next())
  encryption.end()
  if (iv.length !== ivLength) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })

  const derive = readDerivation(readOid(derivation.next()), derivation.next())
  derivation.end()
  if (derive.keyLength !== undefined && derive.keyLength !== keyLength)
    throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  const key = await derive.derive(password, keyLength, budget)
  try {
    return await cipher.decrypt(key, iv, ciphertext)
  } finally {
    key.fill(0)
  }
}

interface KeyDerivation {
  readonly keyLength: number | undefined
  derive(password: Uint8Array, length: number, budget: Budget): Promise<Uint8Array>
}

function readDerivation(oid: string, node: DerNode): KeyDerivation {
  if (oid === PBKDF2_OID) {
    const parameters = readPbkdf2Parameters(node)
    return {
      keyLength: parameters.keyLength,
      derive: (password, length, budget) => derivePbkdf2(password, parameters, length, budget),
    }
  }
  if (oid === SCRYPT_OID) {
    const parameters = readScryptParameters(node)
    return {
      keyLength: parameters.keyLength,
      derive: (password, length, budget) => deriveScrypt(password, parameters, length, budget),
    }
  }
  throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
}

/** How new files are encrypted. */
export interface Encryption {
  /** AES-256 in CBC mode with HMAC-SHA-256, or SM4 in CBC mode with HMAC-SM3; AES unless given. */
  readonly cipher?: 'AES-256' | 'SM4'
  /**
   * Iterations of PBKDF2: 600,000 unless given, 1,000 at least and 10 million at most. Who reads a file of more than a
   * million has to raise `maxIterations`.
   */
  readonly iterations?: number
}

/** What 2026 has for a password that people remember. */
const DEFAULT_ITERATIONS = 600_000

/** @throws TypeError, RangeError for what is no such choice */
export function chooseEncryption({ cipher = 'AES-256', iterations = DEFAULT_ITERATIONS }: Encryption) {
  if (cipher !== 'AES-256' && cipher !== 'SM4')
    throw new TypeError(`cipher: expected AES-256 or SM4, found ${String(cipher)}`)
  if (!Number.isSafeInteger(iterations) || iterations < 1000 || iterations > 10_000_000)
    throw new RangeError(`iterations: 1,000 to 10 million, found ${iterations}`)
  const hash = cipher === 'SM4' ? ('SM3' as const) : ('SHA-256' as const)
  return { oid: cipher === 'SM4' ? SM4 : AES_256, hash, iterations }
}

/** @returns the `AlgorithmIdentifier` of PBES2 (RFC 8018, A.4), and what it encrypted */
export async function encryptPbes2(
  password: Uint8Array,
  plaintext: Uint8Array,
  { oid, hash, iterations }: ReturnType<typeof chooseEncryption>,
): Promise<{ algorithm: Uint8Array; ciphertext: Uint8Array }> {
  const cipher = cipherOf(oid)
  if (cipher?.encrypt === undefined) throw new TypeError(`cipher: ${oid} encrypts nothing`)
  const parameters = { hash, salt: randomBytes(16), iterations, keyLength: undefined }
  const iv = randomBytes(cipher.ivLength)
  const key = await pbkdf2(hash, password, parameters.salt, iterations, cipher.keyLength)
  const ciphertext = await cipher.encrypt(key, iv, plaintext)
  key.fill(0)
  const encryption = encodeSequence(encodeOid(oid), encodeOctetString(iv))
  const pbes2 = encodeSequence(encodePbkdf2(parameters), encryption)
  return { algorithm: encodeSequence(encodeOid(PBES2_OID), pbes2), ciphertext }
}
