import { type Check, equalBytes, failed, passed } from '@xinyin/core'
import { dataHashOf, type SealedData } from '../../signature/sealed-data.ts'
import type { SealSignature } from '../../signature/signature.ts'

/** The signature is over this data: its SM3 is the one that was signed (GB/T 38540-2020, 7.2). */
export function checkDataHash(signature: SealSignature, data: SealedData): Check {
  return equalBytes(signature.dataHash, dataHashOf(data))
    ? passed('signature.data-hash')
    : failed('signature.data-hash', 'ERR_SIGNATURE_DATA_HASH')
}
