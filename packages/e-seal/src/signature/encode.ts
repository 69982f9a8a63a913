import {
  encodeBitString,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import type { SealSignature } from './signature.ts'

/** DER of `TBS_Sign`: the bytes that the signer signs (GB/T 38540-2020, 7.1). */
export function encodeToSign(
  content: Pick<SealSignature, 'version' | 'time' | 'dataHash' | 'propertyInfo'> & {
    seal: { raw: Uint8Array }
  },
): Uint8Array {
  return encodeSequence(
    encodeInteger(content.version),
    content.seal.raw,
    encodeGeneralizedTime(content.time),
    encodeBitString(content.dataHash),
    encodeIa5String(content.propertyInfo),
  )
}

/** DER of `SES_Signature`, without a time stamp. */
export function encodeSealSignature(
  content: Pick<SealSignature, 'signedBytes' | 'signerCertificate' | 'algorithm' | 'signature'>,
): Uint8Array {
  return encodeSequence(
    content.signedBytes,
    encodeOctetString(content.signerCertificate),
    encodeOid(content.algorithm),
    encodeBitString(content.signature),
  )
}
