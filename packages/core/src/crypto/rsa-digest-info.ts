import { encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { DIGEST_OIDS } from './digest-oid.ts'
import type { Sha2 } from './provider/provider.ts'

/** DER `DigestInfo` (RFC 8017, 9.2, step 2). */
export function encodeDigestInfo(hash: Sha2, digest: Uint8Array): Uint8Array {
  return encodeSequence(hashAlgorithm(hash), encodeOctetString(digest))
}

/** A hash algorithm as RFC 4055, 2.1, has it written. */
export const hashAlgorithm = (hash: Sha2): Uint8Array =>
  encodeSequence(encodeOid(DIGEST_OIDS[hash]), encodeNull())
