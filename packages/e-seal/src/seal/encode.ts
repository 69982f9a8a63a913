import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeTime,
  encodeUtf8String,
} from '@xinyin/core/der'
import type { Seal, SealExtension, SealInfo, SealPicture, SignerList } from './seal.ts'
import type { SesForm } from './version.ts'

/** What a new `SES_SealInfo` is made from. */
export type NewSealInfo = Omit<SealInfo, 'raw'>

/** The form that is written unless another is asked for. */
export const USUAL_FORM: SesForm = 'GB/T 38540-2020'

/**
 * DER of `SES_SealInfo` (GM/T 0031-2014; GB/T 38540-2020, 6.1.2; GM/T 0031-2025).
 *
 * @throws TypeError for digests of signers in the form of GM/T 0031-2014, which has no place for them
 */
export function encodeSealInfo(info: NewSealInfo, form: SesForm = USUAL_FORM): Uint8Array {
  const header = encodeSequence(
    encodeIa5String('ES'),
    encodeInteger(info.version),
    encodeIa5String(info.vendor),
  )
  const extensions = info.extensions.length === 0 ? [] : [encodeExtensions(info.extensions)]
  return encodeSequence(
    header,
    encodeIa5String(info.id),
    encodeProperty(info, form),
    encodePicture(info.picture),
    ...extensions,
  )
}

function encodeProperty(info: NewSealInfo, form: SesForm): Uint8Array {
  const { type, name, signers, createdAt, validFrom, validTo } = info
  const dates = [createdAt, validFrom, validTo]
  const first = [encodeInteger(type), encodeUtf8String(name)]
  if (form !== 'GM/T 0031-2014') {
    const listType = encodeInteger(signers.kind === 'certificates' ? 1 : 2)
    return encodeSequence(...first, listType, encodeSigners(signers), ...dates.map(encodeGeneralizedTime))
  }
  if (signers.kind !== 'certificates') throw new TypeError('signers: GM/T 0031-2014 lists certificates only')
  return encodeSequence(...first, encodeSigners(signers), ...dates.map(encodeTime))
}

/** DER of what the maker of a seal signs, around an encoded `SES_SealInfo`. */
export function encodeMakerSigned({
  form = USUAL_FORM,
  info,
  makerCertificate,
  algorithm,
}: Pick<Seal, 'makerCertificate' | 'algorithm'> & {
  readonly form?: SesForm
  readonly info: { readonly raw: Uint8Array }
}): Uint8Array {
  if (form !== 'GM/T 0031-2014') return info.raw
  return encodeSequence(info.raw, encodeOctetString(makerCertificate), encodeOid(algorithm))
}

/** DER of `SESeal` around an encoded `SES_SealInfo`. */
export function encodeSeal(
  seal: Pick<Seal, 'makerCertificate' | 'algorithm' | 'signature'> & {
    readonly form?: SesForm
    readonly info: { readonly raw: Uint8Array }
    /** A token over the maker's signature; in the form of GM/T 0031-2025 alone. */
    readonly timeStamp?: Uint8Array | undefined
  },
): Uint8Array {
  const { form = USUAL_FORM, timeStamp } = seal
  if (timeStamp !== undefined && form !== 'GM/T 0031-2025')
    throw new TypeError('timeStamp: seals of GM/T 0031-2025 alone have one')
  const signed = [
    encodeOctetString(seal.makerCertificate),
    encodeOid(seal.algorithm),
    encodeBitString(seal.signature),
  ]
  if (form === 'GM/T 0031-2014') return encodeSequence(seal.info.raw, encodeSequence(...signed))
  return encodeSequence(seal.info.raw, ...signed, ...encodeTimeStamp(timeStamp))
}

/** `timeStamp [0] EXPLICIT BIT STRING OPTIONAL` */
export const encodeTimeStamp = (token: Uint8Array | undefined): Uint8Array[] =>
  token === undefined ? [] : [encodeContext(0, encodeBitString(token))]

function encodeSigners(signers: SignerList): Uint8Array {
  if (signers.kind === 'certificates') return encodeSequence(...signers.certificates.map(encodeOctetString))
  const digests = signers.digests.map(({ type, digest }) =>
    encodeSequence(encodePrintableString(type), encodeOctetString(digest)),
  )
  return encodeSequence(...digests)
}

function encodePicture(picture: SealPicture): Uint8Array {
  return encodeSequence(
    encodeIa5String(picture.type),
    encodeOctetString(picture.data),
    encodeInteger(picture.width),
    encodeInteger(picture.height),
  )
}

/** `ExtensionDatas` */
export function encodeExtensions(extensions: readonly SealExtension[]): Uint8Array {
  const encoded = extensions.map(({ oid, critical, value }) =>
    encodeSequence(encodeOid(oid), ...(critical ? [encodeBoolean(true)] : []), encodeOctetString(value)),
  )
  return encodeSequence(...encoded)
}
