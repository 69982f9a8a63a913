import { exportPrivateKey } from '../crypto/export-private-key.ts'
import { isPem, parsePrivateKey } from '../crypto/pkcs8.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import { openDer, parseDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readOctetString } from '../der/value.ts'
import { encodeOctetString, encodeSequence } from '../der/write.ts'
import { CoreError } from '../errors.ts'
import { decodePem } from '../x509/pem.ts'
import { keysError } from './codes.ts'
import { decryptWithPassword } from './decrypt.ts'
import { createBudget, type KeyFileLimits } from './limits.ts'
import { forgetForms, type Password, passwordForms } from './password.ts'
import { chooseEncryption, type Encryption, encryptPbes2 } from './pbes2.ts'

/** Far above any key that is read. */
const MAX_BYTES = 65536

/**
 * Decrypts a private key in PKCS#8 (`EncryptedPrivateKeyInfo`, RFC 5958, 3), DER or PEM (`ENCRYPTED PRIVATE KEY`).
 *
 * Read are PBES2 with PBKDF2 (HMAC with SHA-1, SHA-2, SM3) or scrypt and AES, SM4 or triple DES in CBC mode, and the
 * schemes of old PKCS#12 files. Nothing in this form shows who encrypted it: what was altered may be another key.
 * Compare `publicKey` with the certificate. The encryption of old PEM files (`Proc-Type: 4,ENCRYPTED`), whose key is
 * one MD5 of the password, is refused as `ERR_PEM_FORMAT`.
 *
 * @param password - text, or UTF-8
 * @throws CoreError `ERR_KEYS_PASSWORD`, `ERR_KEYS_PKCS8`, `ERR_KEYS_ALGORITHM`, `ERR_KEYS_EFFORT`, and what
 *   `parsePrivateKey` throws for the key inside
 * @example
 * ```ts
 * const key = await decryptPrivateKey(await readFile('signer.key'), password)
 * ```
 */
export async function decryptPrivateKey(
  pemOrDer: Uint8Array | string,
  password: Password,
  limits: Partial<KeyFileLimits> = {},
): Promise<PrivateKey> {
  const budget = createBudget({ maxBytes: MAX_BYTES, ...limits })
  const forms = passwordForms(password)
  try {
    const { maxBytes } = budget.limits
    const isText = typeof pemOrDer === 'string' || isPem(pemOrDer)
    const der = isText ? encryptedBlock(pemOrDer, maxBytes) : new Uint8Array(pemOrDer)
    const fields = openDer(parseDer(der, { maxBytes, maxDepth: 8, maxElements: 16 }))
    const algorithm = fields.next(TAG.sequence)
    const ciphertext = readOctetString(fields.next())
    fields.end()
    return readDecrypted(await decryptWithPassword(algorithm, forms, ciphertext, budget))
  } catch (cause) {
    if (cause instanceof CoreError && cause.code.startsWith('ERR_DER_'))
      throw keysError('ERR_KEYS_PKCS8', {}, cause)
    throw cause
  } finally {
    forgetForms(forms)
  }
}

function encryptedBlock(pem: Uint8Array | string, maxBytes: number): Uint8Array {
  const blocks = decodePem(pem, { maxBytes, maxBlocks: 8 }).filter(
    ({ label }) => label === 'ENCRYPTED PRIVATE KEY',
  )
  const [block] = blocks
  if (block === undefined || blocks.length > 1) throw keysError('ERR_KEYS_PKCS8')
  return block.der
}

/** A wrong password leaves padding that looks right once in 256 times, and octets that are no DER then. */
function readDecrypted(plaintext: Uint8Array): PrivateKey {
  try {
    parseDer(plaintext)
  } catch (cause) {
    throw keysError('ERR_KEYS_PASSWORD', {}, cause)
  }
  try {
    return parsePrivateKey(plaintext)
  } finally {
    plaintext.fill(0)
  }
}

/**
 * Encrypts a private key as `EncryptedPrivateKeyInfo` (RFC 5958, 3) with PBES2: AES-256 in CBC mode with PBKDF2 of
 * HMAC-SHA-256, or SM4 with HMAC-SM3. `encodePem('ENCRYPTED PRIVATE KEY', der)` makes a file of it that OpenSSL reads.
 *
 * @param password - text, or UTF-8
 * @returns DER
 * @example
 * ```ts
 * const der = await encryptPrivateKey(key, password, { cipher: 'SM4' })
 * await writeFile('signer.key', encodePem('ENCRYPTED PRIVATE KEY', der), { mode: 0o600 })
 * ```
 */
export async function encryptPrivateKey(
  key: PrivateKey,
  password: Password,
  encryption: Encryption = {},
): Promise<Uint8Array> {
  const chosen = chooseEncryption(encryption)
  const plaintext = exportPrivateKey(key)
  const forms = passwordForms(password)
  try {
    const { algorithm, ciphertext } = await encryptPbes2(forms.octets, plaintext, chosen)
    return encodeSequence(algorithm, encodeOctetString(ciphertext))
  } finally {
    plaintext.fill(0)
    forgetForms(forms)
  }
}
