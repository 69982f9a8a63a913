import { equalSecrets } from '../../bytes/sequence.ts'
import { DIGEST_OIDS, SHA1_OID } from '../../crypto/digest-oid.ts'
import type { Pbkdf2Hash } from '../../crypto/pbkdf2.ts'
import { readBerOctets } from '../../der/ber.ts'
import { type DerNode, openDer } from '../../der/read.ts'
import { TAG } from '../../der/tag.ts'
import { readOid, readSmallInteger } from '../../der/value.ts'
import { keysError } from '../codes.ts'
import type { Budget } from '../limits.ts'
import type { PasswordForms } from '../password.ts'
import { derivePbkdf2, PBKDF2_OID, readHmac, readPbkdf2Parameters } from '../pbkdf2-parameters.ts'
import { derivePkcs12, hashLength, macOf } from './derive.ts'
import { PKCS12_OIDS } from './oid.ts'

/** Hashes of the MAC (RFC 7292, appendix A; GB/T 33560 for SM3). */
export const MAC_HASHES: Readonly<Record<string, Pbkdf2Hash>> = {
  [SHA1_OID]: 'SHA-1',
  [DIGEST_OIDS['SHA-256']]: 'SHA-256',
  [DIGEST_OIDS['SHA-384']]: 'SHA-384',
  [DIGEST_OIDS['SHA-512']]: 'SHA-512',
  [DIGEST_OIDS.SM3]: 'SM3',
}

/** RFC 9579, 5: octets of a key of PBMAC1; the upper bound is ours. */
const PBMAC1_KEY = { min: 20, max: 128 }

/**
 * Verifies the MAC of a PKCS#12 file (RFC 7292, 4 and 5.1), or its PBMAC1 (RFC 9579).
 *
 * @param macData - `MacData`
 * @param content - octets of the `AuthenticatedSafe` as they arrived
 * @returns the password in the forms that fitted: an empty one is written in two ways
 * @throws CoreError `ERR_KEYS_PASSWORD`, `ERR_KEYS_ALGORITHM`, `ERR_KEYS_EFFORT`, and the `ERR_DER_…` codes
 */
export async function verifyMac(
  macData: DerNode,
  content: Uint8Array,
  password: PasswordForms,
  budget: Budget,
): Promise<PasswordForms> {
  const fields = openDer(macData)
  const digestInfo = openDer(fields.next())
  const salt = readBerOctets(fields.next())
  const stated = fields.optional(TAG.integer)
  const iterations = stated === undefined ? 1 : readSmallInteger(stated)
  fields.end()
  const algorithm = openDer(digestInfo.next())
  const mac = readBerOctets(digestInfo.next())
  digestInfo.end()

  const oid = readOid(algorithm.next())
  if (oid === PKCS12_OIDS.pbmac1) {
    const computed = await computePbmac1(algorithm.next(), content, password.octets, budget)
    if (equalSecrets(computed, mac)) return password
    throw keysError('ERR_KEYS_PASSWORD')
  }
  const hash = MAC_HASHES[oid]
  if (hash === undefined || iterations < 1) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  for (const forms of formsToTry(password)) {
    const length = hashLength(hash)
    const derivation = { hash, salt, iterations, purpose: 'mac', length } as const
    const key = await derivePkcs12(forms.units, derivation, budget)
    if (equalSecrets(macOf(hash, key, content), mac)) return forms
  }
  throw keysError('ERR_KEYS_PASSWORD')
}

/** No password is an empty string, or nothing at all. */
function formsToTry(password: PasswordForms): readonly PasswordForms[] {
  return password.octets.length === 0 ? [password, { ...password, units: new Uint8Array(0) }] : [password]
}

/** `PBMAC1-params` (RFC 8018, A.5): PBKDF2 with a stated length of its key, and an HMAC. */
async function computePbmac1(
  parameters: DerNode,
  content: Uint8Array,
  password: Uint8Array,
  budget: Budget,
): Promise<Uint8Array> {
  const fields = openDer(parameters)
  const derivation = openDer(fields.next())
  const hash = readHmac(fields.next())
  fields.end()
  const oid = readOid(derivation.next())
  if (oid !== PBKDF2_OID) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  const pbkdf2 = readPbkdf2Parameters(derivation.next())
  derivation.end()
  const { keyLength = 0 } = pbkdf2
  if (keyLength < PBMAC1_KEY.min || keyLength > PBMAC1_KEY.max)
    throw keysError('ERR_KEYS_ALGORITHM', { algorithm: PKCS12_OIDS.pbmac1 })
  return macOf(hash, await derivePbkdf2(password, pbkdf2, keyLength, budget), content)
}
