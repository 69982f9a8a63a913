import type { DigestName } from './digest.ts'

/** Object identifiers of the digests (NIST CSOR; GM/T 0006 for SM3). */
export const DIGEST_OIDS: Readonly<Record<DigestName, string>> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
  SM3: '1.2.156.10197.1.401',
}

/** SHA-1 where nothing rests on collisions: a name of an issuer, a mask, the key of an old file. */
export const SHA1_OID = '1.3.14.3.2.26'
