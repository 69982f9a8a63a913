import { readFirst } from './first.ts'
import { readSealSignature } from './read.ts'
import type { SealSignature } from './signature.ts'

/**
 * Reads a signature made with a seal of any version (GM/T 0031-2014; GB/T 38540-2020, 7.1; GM/T 0031-2025). Nothing is
 * verified.
 *
 * @param bytes - `SES_Signature`, as in the signed value of an OFD
 * @throws SealError `ERR_SEAL_STRUCTURE`, `ERR_SEAL_LIMIT`
 * @throws CoreError `ERR_DER_*`; `ERR_TSP_*` and `ERR_CMS_*` for a token in place of a time
 */
export function parseSealSignature(bytes: Uint8Array): SealSignature {
  return readSealSignature(bytes, readFirst)
}
