import { type DerNode, openDer } from '../der/read.ts'
import { readOid } from '../der/value.ts'
import { keysError } from './codes.ts'
import { decryptPkcs12Pbe } from './legacy/pbe.ts'
import type { Budget } from './limits.ts'
import type { PasswordForms } from './password.ts'
import { decryptPbes2, PBES2_OID } from './pbes2.ts'

/**
 * Decrypts what a password encrypted: PBES2 (RFC 8018, 6.2), or the schemes of old PKCS#12 files (RFC 7292, C).
 *
 * @param algorithm - `AlgorithmIdentifier`
 * @throws CoreError `ERR_KEYS_PASSWORD`, `ERR_KEYS_ALGORITHM`, `ERR_KEYS_EFFORT`, and the `ERR_DER_…` codes
 */
export async function decryptWithPassword(
  algorithm: DerNode,
  password: PasswordForms,
  ciphertext: Uint8Array,
  budget: Budget,
): Promise<Uint8Array> {
  const fields = openDer(algorithm)
  const oid = readOid(fields.next())
  const parameters = fields.next()
  fields.end()
  const plaintext =
    oid === PBES2_OID
      ? await decryptPbes2(parameters, password.octets, ciphertext, budget)
      : await decryptPkcs12Pbe(oid, parameters, password.units, ciphertext, budget)
  if (plaintext === undefined) throw keysError('ERR_KEYS_PASSWORD')
  return plaintext
}
