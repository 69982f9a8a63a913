import { concatBytes, digest, encodeBase64, encodeUtf8 } from '@xinyin/core'
import {
  children,
  encodeBitString,
  encodeElement,
  encodeGeneralizedTime,
  encodeIa5String,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeTime,
  encodeUtf8String,
  parseDer,
  TAG,
} from '@xinyin/core/der'
import { parseSeal, type Seal, type SesForm } from '../../src/index.ts'
import { SES_VERSIONS } from '../../src/seal/version.ts'
import { AT, type Member, PIXEL } from '../province.ts'

const SM2_WITH_SM3 = '1.2.156.10197.1.501'
export const DATA = encodeUtf8('what is sealed')

/** The elements of a seal, DER each, so that any can be another than it should be. */
export interface SealParts {
  readonly version: number
  readonly vendor: Uint8Array
  readonly id: Uint8Array
  readonly name: Uint8Array
  /** The list, with its type before it where the form has one. */
  readonly list: readonly Uint8Array[]
  readonly dates: readonly Uint8Array[]
  readonly pictureType: Uint8Array
  readonly extensions: readonly Uint8Array[]
  readonly certificate: Uint8Array
  readonly algorithm: string
  readonly wrapValue: (value: Uint8Array) => Uint8Array
  readonly rest: readonly Uint8Array[]
  /** Changes the whole of what the maker vouches for. */
  readonly encodeInfo: (info: Uint8Array) => Uint8Array
}

const dates = [
  new Date('2026-02-01T00:00:00Z'),
  new Date('2026-02-01T00:00:00Z'),
  new Date('2027-02-01T00:00:00Z'),
]

/** A seal put together by hand and signed by the maker as it is. */
export async function buildSeal(
  form: SesForm,
  maker: Member,
  signer: Member,
  change: (parts: SealParts) => Partial<SealParts> = () => ({}),
): Promise<Seal> {
  const isFirst = form === 'GM/T 0031-2014'
  const list = encodeSequence(encodeOctetString(signer.certificate.raw))
  const usual: SealParts = {
    version: SES_VERSIONS[form],
    vendor: encodeIa5String('Xinyin'),
    id: encodeIa5String('0123456789abcdef'),
    name: encodeUtf8String('示例章'),
    list: isFirst ? [list] : [encodeInteger(1), list],
    dates: dates.map(isFirst ? encodeTime : encodeGeneralizedTime),
    pictureType: encodeIa5String('png'),
    extensions: [],
    certificate: encodeOctetString(maker.certificate.raw),
    algorithm: SM2_WITH_SM3,
    wrapValue: encodeBitString,
    rest: [],
    encodeInfo: (info) => info,
  }
  const parts = { ...usual, ...change(usual) }
  const info = encodeSequence(
    encodeSequence(encodeIa5String('ES'), encodeInteger(parts.version), parts.vendor),
    parts.id,
    encodeSequence(encodeInteger(1), parts.name, ...parts.list, ...parts.dates),
    encodeSequence(parts.pictureType, encodeOctetString(PIXEL), encodeInteger(40), encodeInteger(40)),
    ...parts.extensions,
  )
  const algorithm = encodeOid(parts.algorithm)
  const encoded = parts.encodeInfo(info)
  const signed = isFirst ? encodeSequence(encoded, parts.certificate, algorithm) : encoded
  const value = parts.wrapValue(await maker.signer.sign(signed))
  const tail = [parts.certificate, algorithm, value, ...parts.rest]
  return parseSeal(
    isFirst ? encodeSequence(encoded, encodeSequence(...tail)) : encodeSequence(encoded, ...tail),
  )
}

/** The elements of a signature with a seal, DER each. */
export interface SignatureParts {
  readonly version: number
  readonly time: Uint8Array
  readonly dataHash: Uint8Array
  readonly propertyInfo: Uint8Array
  readonly extensions: readonly Uint8Array[]
  readonly certificate: Uint8Array
  readonly algorithm: string
  readonly wrapValue: (value: Uint8Array) => Uint8Array
  readonly rest: readonly Uint8Array[]
}

/** A signature over {@link DATA} put together by hand and signed by the signer as it is. */
export async function buildSignature(
  seal: Pick<Seal, 'raw' | 'form' | 'info'>,
  signer: Member,
  change: (parts: SignatureParts) => Partial<SignatureParts> = () => ({}),
): Promise<Uint8Array> {
  const isFirst = seal.form === 'GM/T 0031-2014'
  const usual: SignatureParts = {
    version: seal.info.version,
    time: isFirst ? encodeBitString(encodeUtf8('20260601080000Z')) : encodeGeneralizedTime(AT),
    dataHash: encodeBitString(digest('SM3', DATA)),
    propertyInfo: encodeIa5String('/Signature.xml'),
    extensions: [],
    certificate: encodeOctetString(signer.certificate.raw),
    algorithm: SM2_WITH_SM3,
    wrapValue: encodeBitString,
    rest: [],
  }
  const parts = { ...usual, ...change(usual) }
  const own = [parts.certificate, encodeOid(parts.algorithm)]
  const toSign = encodeSequence(
    encodeInteger(parts.version),
    seal.raw,
    parts.time,
    parts.dataHash,
    parts.propertyInfo,
    ...parts.extensions,
    ...(isFirst ? own : []),
  )
  const value = parts.wrapValue(await signer.signer.sign(toSign))
  return encodeSequence(toSign, ...(isFirst ? [] : own), value, ...parts.rest)
}

/** An element with an indefinite length and a mark at its end, as BER has it (X.690, 8.1.3.6). */
export function indefinite(der: Uint8Array): Uint8Array {
  const { tag, content } = parseDer(der)
  return concatBytes(Uint8Array.of(tag, 0x80), content, Uint8Array.of(0, 0))
}

/** The same with every SEQUENCE inside of indefinite length too. */
export function indefiniteThroughout(der: Uint8Array): Uint8Array {
  const node = parseDer(der)
  if (node.tag !== TAG.sequence) return der
  const content = concatBytes(...children(node).map(({ raw }) => indefiniteThroughout(raw)))
  return concatBytes(Uint8Array.of(node.tag, 0x80), content, Uint8Array.of(0, 0))
}

/** `r ‖ s` of a value in DER. */
export function rawOf(value: Uint8Array): Uint8Array {
  const numbers = children(parseDer(value)).map(({ content }) => {
    const octets = new Uint8Array(32)
    const magnitude = content.length > 32 ? content.subarray(1) : content
    octets.set(magnitude, 32 - magnitude.length)
    return octets
  })
  return concatBytes(...numbers)
}

/** A value whose numbers lack the zeros in front. */
export function unpaddedOf(value: Uint8Array): Uint8Array {
  const numbers = children(parseDer(value)).map(({ content }) =>
    encodeElement(TAG.integer, content.length > 32 ? content.subarray(1) : content),
  )
  return encodeSequence(...numbers)
}

export const extension = (oid: Uint8Array, ...flag: Uint8Array[]): Uint8Array =>
  encodeSequence(oid, ...flag, encodeOctetString(Uint8Array.of(1)))

export const base64Text = (octets: Uint8Array): Uint8Array => encodeUtf8(encodeBase64(octets))
