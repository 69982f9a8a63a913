import { encodeUtf8 } from '@xinyin/core'
import {
  encodeBitString,
  encodeContext,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { encodeExtensions, encodeTimeStamp, USUAL_FORM } from '../seal/encode.ts'
import type { SesForm } from '../seal/version.ts'
import type { SealSignature } from './signature.ts'

/** What `TBS_Sign` is made from. Certificate and algorithm stand in that of GM/T 0031-2014 alone, which has to have them. */
export type NewToSign = Pick<SealSignature, 'version' | 'time' | 'dataHash' | 'propertyInfo'> &
  Partial<Pick<SealSignature, 'extensions' | 'signerCertificate' | 'algorithm'>> & {
    readonly form?: SesForm
    readonly seal: { readonly raw: Uint8Array }
  }

/**
 * DER of `TBS_Sign`: the bytes that the signer signs (GM/T 0031-2014; GB/T 38540-2020, 7.1; GM/T 0031-2025).
 *
 * @throws TypeError where the form of 2014 lacks certificate or algorithm, or has extensions
 */
export function encodeToSign(content: NewToSign): Uint8Array {
  const { form = USUAL_FORM, extensions = [] } = content
  const first = [encodeInteger(content.version), content.seal.raw]
  const last = [encodeBitString(content.dataHash), encodeIa5String(content.propertyInfo)]
  if (form !== 'GM/T 0031-2014') {
    const tagged = extensions.length === 0 ? [] : [encodeContext(0, encodeExtensions(extensions))]
    return encodeSequence(...first, encodeGeneralizedTime(content.time), ...last, ...tagged)
  }
  const { signerCertificate, algorithm } = content
  if (signerCertificate === undefined || algorithm === undefined)
    throw new TypeError('signerCertificate, algorithm: part of what is signed in GM/T 0031-2014')
  if (extensions.length > 0) throw new TypeError('extensions: GM/T 0031-2014 has none in a signature')
  return encodeSequence(
    ...first,
    encodeBitString(encodeUtf8(timeText(content.time))),
    ...last,
    encodeOctetString(signerCertificate),
    encodeOid(algorithm),
  )
}

/** `20210414033404Z` */
const timeText = (time: Date) => `${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`

/**
 * DER of `SES_Signature`.
 *
 * @throws TypeError for a time stamp in the form of GM/T 0031-2014, which has no place for one
 */
export function encodeSealSignature(
  content: Pick<SealSignature, 'signedBytes' | 'signerCertificate' | 'algorithm' | 'signature'> & {
    readonly form?: SesForm
    readonly timeStamp?: Uint8Array | undefined
  },
): Uint8Array {
  const { form = USUAL_FORM, signedBytes, timeStamp } = content
  const signature = encodeBitString(content.signature)
  if (form !== 'GM/T 0031-2014')
    return encodeSequence(
      signedBytes,
      encodeOctetString(content.signerCertificate),
      encodeOid(content.algorithm),
      signature,
      ...encodeTimeStamp(timeStamp),
    )
  if (timeStamp !== undefined) throw new TypeError('timeStamp: GM/T 0031-2014 has no place for one')
  return encodeSequence(signedBytes, signature)
}
