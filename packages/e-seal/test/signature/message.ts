import { decodeHex, digest, encodeBase64, encodeUtf8 } from '@xinyin/core'
import {
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  TAG,
} from '@xinyin/core/der'

import { AT, type Member } from '../province.ts'

export const DATA = encodeUtf8('<Signature/>')
export const HASH = digest('SM3', DATA)
const GM_SIGNED_DATA = '1.2.156.10197.6.1.4.2.2'
const GM_DATA = '1.2.156.10197.6.1.4.2.1'
export const DATA_OID = '1.2.840.113549.1.7.1'
const SM3 = '1.2.156.10197.1.401'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_TIME = '1.2.840.113549.1.9.5'

/** The elements of a message, so that any can be another than it should be. */
export interface MessageParts {
  readonly type: string
  readonly contentType: string
  readonly content: Uint8Array | undefined
  readonly digest: string
  readonly algorithm: string
  /** In the order in which they are to stand; nothing where the content itself is signed. */
  readonly attributes: readonly Uint8Array[] | undefined
  readonly wrapValue: (value: Uint8Array) => Uint8Array
  readonly certificates: readonly Uint8Array[]
  readonly unsigned: readonly Uint8Array[]
  readonly signers: (signer: Uint8Array) => readonly Uint8Array[]
}

export const attribute = (oid: string, value: Uint8Array): Uint8Array =>
  encodeSequence(encodeOid(oid), encodeSetOf(value))

export const ATTRIBUTES: readonly Uint8Array[] = [
  attribute(CONTENT_TYPE, encodeOid(GM_DATA)),
  attribute(SIGNING_TIME, encodeGeneralizedTime(AT)),
  attribute(MESSAGE_DIGEST, encodeOctetString(HASH)),
]

/** A message put together by hand and signed as it is: over {@link DATA} by attributes, unless told otherwise. */
export async function buildMessage(
  { certificate, signer }: Member,
  change: Partial<MessageParts> = {},
): Promise<Uint8Array> {
  const parts: MessageParts = {
    type: GM_SIGNED_DATA,
    contentType: GM_DATA,
    content: undefined,
    digest: SM3,
    algorithm: '1.2.156.10197.1.301.1',
    attributes: ATTRIBUTES,
    wrapValue: (value) => value,
    certificates: [certificate.raw],
    unsigned: [],
    signers: (one) => [one],
    ...change,
  }
  const attributes = parts.attributes === undefined ? undefined : encodeElement(TAG.set, ...parts.attributes)
  const signed = attributes ?? parts.content ?? DATA
  const digestAlgorithm = encodeSequence(encodeOid(parts.digest), encodeNull())
  const signerInfo = encodeSequence(
    encodeInteger(1),
    encodeSequence(certificate.issuer.raw, encodeElement(TAG.integer, decodeHex(certificate.serialNumber))),
    digestAlgorithm,
    ...(parts.attributes === undefined ? [] : [encodeContext(0, ...parts.attributes)]),
    encodeSequence(encodeOid(parts.algorithm), encodeNull()),
    encodeOctetString(parts.wrapValue(await signer.sign(signed))),
    ...(parts.unsigned.length === 0 ? [] : [encodeContext(1, ...parts.unsigned)]),
  )
  const content = parts.content === undefined ? [] : [encodeContext(0, encodeOctetString(parts.content))]
  const signedData = encodeSequence(
    encodeInteger(1),
    encodeSetOf(digestAlgorithm),
    encodeSequence(encodeOid(parts.contentType), ...content),
    ...(parts.certificates.length === 0 ? [] : [encodeContext(0, ...parts.certificates)]),
    encodeSetOf(...parts.signers(signerInfo)),
  )
  return encodeSequence(encodeOid(parts.type), encodeContext(0, signedData))
}

export const base64 = (octets: Uint8Array): Uint8Array => encodeUtf8(encodeBase64(octets))
