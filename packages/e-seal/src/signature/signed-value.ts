import { signatureError } from './codes.ts'
import { type DataSignature, parseDataSignature } from './data-signature.ts'
import { parseSealSignature } from './parse.ts'
import type { SealSignature } from './signature.ts'
import { isSignedData } from './signed-data.ts'

/** The signed value 签名值 of an OFD signature: with a seal, or without one. */
export type SignedValue =
  | { readonly type: 'Seal'; readonly signature: SealSignature }
  | { readonly type: 'Sign'; readonly signature: DataSignature }

/**
 * Reads a signed value. Type `Seal` holds a signature with a seal, type `Sign` one without (GB/T 35275-2017); neither
 * may hold the other.
 *
 * @param type - what the list of signatures says
 * @throws SealError `ERR_SIGNATURE_STRUCTURE` for a value of another kind, and those of `parseSealSignature` and
 *   `parseDataSignature`
 */
export function parseSignedValue(bytes: Uint8Array, type: SignedValue['type']): SignedValue {
  if (type === 'Seal') return { type, signature: parseSealSignature(bytes) }
  if (!isSignedData(bytes)) throw signatureError('ERR_SIGNATURE_STRUCTURE', { type })
  return { type, signature: parseDataSignature(bytes) }
}
