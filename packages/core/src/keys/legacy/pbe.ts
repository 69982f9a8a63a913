import { type DerNode, openDer } from '../../der/read.ts'
import { readOctetString, readSmallInteger } from '../../der/value.ts'
import { keysError } from '../codes.ts'
import type { Budget } from '../limits.ts'
import { derivePkcs12 } from '../pkcs12/derive.ts'
import { decryptLegacyCbc } from './cbc.ts'
import { createTripleDes } from './des.ts'
import { createRc2 } from './rc2.ts'

interface Scheme {
  /** Octets. */
  readonly keyLength: number
  create(key: Uint8Array): (block: Uint8Array) => void
}

/** `pbeWithSHAAnd…` (RFC 7292, C), for files of old; RC4 is left out. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.12.1.3': { keyLength: 24, create: createTripleDes },
  '1.2.840.113549.1.12.1.4': { keyLength: 16, create: createTripleDes },
  '1.2.840.113549.1.12.1.5': { keyLength: 16, create: createRc2 },
  '1.2.840.113549.1.12.1.6': { keyLength: 5, create: createRc2 },
}

const IV_LENGTH = 8

/**
 * Decrypts with one of the schemes of old PKCS#12 files.
 *
 * These protect little by today's measure. They are read, so that keys in use can be moved; nothing is written so.
 *
 * @param parameters - `pkcs-12PbeParams`
 * @param units - the password as a `BMPString` with its end, or empty
 * @returns nothing where the password did not encrypt this
 * @throws CoreError `ERR_KEYS_EFFORT`, `ERR_KEYS_ALGORITHM` for another scheme, and without an iteration
 */
export async function decryptPkcs12Pbe(
  oid: string,
  parameters: DerNode,
  units: Uint8Array,
  ciphertext: Uint8Array,
  budget: Budget,
): Promise<Uint8Array | undefined> {
  const scheme = Object.hasOwn(SCHEMES, oid) ? SCHEMES[oid] : undefined
  if (scheme === undefined) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  const fields = openDer(parameters)
  const salt = readOctetString(fields.next())
  const iterations = readSmallInteger(fields.next())
  fields.end()
  if (iterations < 1) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: oid })
  const from = { hash: 'SHA-1', salt, iterations } as const
  const key = await derivePkcs12(units, { ...from, purpose: 'key', length: scheme.keyLength }, budget)
  const iv = await derivePkcs12(units, { ...from, purpose: 'iv', length: IV_LENGTH }, budget)
  const plaintext = decryptLegacyCbc(scheme.create(key), iv, ciphertext)
  key.fill(0)
  return plaintext
}
