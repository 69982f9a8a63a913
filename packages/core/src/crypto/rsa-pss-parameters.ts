import { encodeContext, encodeInteger, encodeOid, encodeSequence } from '../der/write.ts'
import type { Sha2 } from './provider/provider.ts'
import { hashAlgorithm } from './rsa-digest-info.ts'
import { MGF1 } from './rsa-pss.ts'

/** Octets of a hash; the salt of a PSS signature has as many (RFC 8017, 9.1, note 4). */
export const SHA2_LENGTHS: Readonly<Record<Sha2, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }

/** DER `RSASSA-PSS-params` with MGF1 on the same hash and a salt as long as the hash. */
export function encodePssParameters(hash: Sha2): Uint8Array {
  const algorithm = hashAlgorithm(hash)
  return encodeSequence(
    encodeContext(0, algorithm),
    encodeContext(1, encodeSequence(encodeOid(MGF1), algorithm)),
    encodeContext(2, encodeInteger(SHA2_LENGTHS[hash])),
  )
}
