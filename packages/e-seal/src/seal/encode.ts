import {
  encodeBitString,
  encodeBoolean,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeUtf8String,
} from '@xinyin/core/der'
import type { Seal, SealExtension, SealInfo, SealPicture, SignerList } from './seal.ts'

/** What a new `SES_SealInfo` is made from. */
export type NewSealInfo = Omit<SealInfo, 'raw' | 'deviations'>

/** DER of `SES_SealInfo`: the bytes that the maker signs (GB/T 38540-2020, 6.1.2). */
export function encodeSealInfo(info: NewSealInfo): Uint8Array {
  const header = encodeSequence(
    encodeIa5String('ES'),
    encodeInteger(info.version),
    encodeIa5String(info.vendor),
  )
  const property = encodeSequence(
    encodeInteger(info.type),
    encodeUtf8String(info.name),
    encodeInteger(info.signers.kind === 'certificates' ? 1 : 2),
    encodeSigners(info.signers),
    encodeGeneralizedTime(info.createdAt),
    encodeGeneralizedTime(info.validFrom),
    encodeGeneralizedTime(info.validTo),
  )
  const extensions = info.extensions.length === 0 ? [] : [encodeExtensions(info.extensions)]
  return encodeSequence(
    header,
    encodeIa5String(info.id),
    property,
    encodePicture(info.picture),
    ...extensions,
  )
}

/** DER of `SESeal` around an encoded `SES_SealInfo`. */
export function encodeSeal(seal: Omit<Seal, 'raw' | 'info'> & { info: { raw: Uint8Array } }): Uint8Array {
  return encodeSequence(
    seal.info.raw,
    encodeOctetString(seal.makerCertificate),
    encodeOid(seal.algorithm),
    encodeBitString(seal.signature),
  )
}

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

function encodeExtensions(extensions: readonly SealExtension[]): Uint8Array {
  const encoded = extensions.map(({ oid, critical, value }) =>
    encodeSequence(encodeOid(oid), ...(critical ? [encodeBoolean(true)] : []), encodeOctetString(value)),
  )
  return encodeSequence(...encoded)
}
