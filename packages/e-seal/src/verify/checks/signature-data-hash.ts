import { type Check, digest, equalBytes, failed, passed } from '@xinyin/core'
import type { SealSignature } from '../../signature/signature.ts'

/** The signature is over this data: its SM3 is the one that was signed (GB/T 38540-2020, 7.2). */
export function checkDataHash(signature: SealSignature, data: Uint8Array): Check {
  return equalBytes(signature.dataHash, digest('SM3', data))
    ? passed('signature.data-hash')
    : failed('signature.data-hash', 'ERR_SIGNATURE_DATA_HASH')
}
