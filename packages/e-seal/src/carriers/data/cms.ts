import type { Signer } from '@xinyin/core'
import { CMS_ATTRIBUTE, createSignedData } from '@xinyin/core/cms'
import {
  children,
  encodeContext,
  encodeElement,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeUtf8String,
  parseDer,
  TAG,
} from '@xinyin/core/der'
import { SM2_WITH_SM3 } from '../../seal/algorithm.ts'
import { type DataContent, piecesOf } from './content.ts'
import type { DataDescription } from './description.ts'
import { type CmsPreparation, signingTime } from './preparation.ts'
import { faultOf, type OpenState } from './state.ts'

/** Attributes that say what the content is: `mime-type` (ETSI EN 319 122-1) and `content-hints` (RFC 2634, 2.9). */
export const MIME_TYPE = '0.4.0.1733.2.1'
export const CONTENT_HINTS = '1.2.840.113549.1.9.16.2.4'
/** `data` of GB/T 35275-2017, 6. */
export const GM_DATA = '1.2.156.10197.6.1.4.2.1'

/** A value that no signature has, to be replaced. */
const NO_VALUE = Uint8Array.of(0)

/** What is to be signed for a message over data: its signed attributes (GB/T 35275-2017, 8). */
export async function prepareCms(content: DataContent, options: CmsPreparation) {
  const { certificate, intermediates = [] } = options
  let toSign: Uint8Array | undefined
  const key: Signer = {
    publicKey: certificate.publicKey,
    algorithm: SM2_WITH_SM3,
    async sign(attributes) {
      toSign = attributes.slice()
      return NO_VALUE
    },
  }
  const message = await createSignedData({
    content: piecesOf(content),
    detached: true,
    signers: [
      {
        key,
        certificate,
        signingTime: signingTime(options.at),
        signedAttributes: descriptionAttributes(options),
      },
    ],
    certificates: intermediates,
    profile: 'GMT0010',
  })
  if (toSign === undefined) throw new Error('unreachable: a message was made without being signed')
  return { toSign, message }
}

function descriptionAttributes({ name, mediaType }: DataDescription) {
  const hints = (description: string) => encodeSequence(encodeUtf8String(description), encodeOid(GM_DATA))
  return [
    ...(name === undefined ? [] : [{ oid: CONTENT_HINTS, values: [hints(name)] }]),
    ...(mediaType === undefined ? [] : [{ oid: MIME_TYPE, values: [encodeUtf8String(mediaType)] }]),
  ]
}

/**
 * Puts the signature, and a time stamp on it, into the place that was left for it; everything else stays as it is.
 *
 * @throws SealError `ERR_DATA_STATE`
 */
export function finishCms(
  { message }: OpenState,
  signature: Uint8Array,
  timeStamp: Uint8Array | undefined,
): Uint8Array {
  if (message === undefined) throw faultOf('message')
  const [type, explicit] = children(parseDer(message, { maxBytes: message.length }))
  const [signedData] = explicit === undefined ? [] : children(explicit)
  const fields = signedData === undefined ? [] : children(signedData)
  const [signerInfo, ...others] = children(fields.at(-1) ?? faultOfMessage())
  const parts = signerInfo === undefined ? [] : children(signerInfo)
  if (type === undefined || others.length > 0 || parts.at(-1)?.tag !== TAG.octetString) faultOfMessage()
  const stamp =
    timeStamp === undefined
      ? []
      : [encodeContext(1, encodeSequence(encodeOid(CMS_ATTRIBUTE.timeStampToken), encodeSetOf(timeStamp)))]
  const signed = encodeSequence(...rawOf(parts.slice(0, -1)), encodeOctetString(signature), ...stamp)
  return encodeSequence(
    type.raw,
    encodeContext(0, encodeSequence(...rawOf(fields.slice(0, -1)), encodeElement(TAG.set, signed))),
  )
}

const rawOf = (nodes: readonly { readonly raw: Uint8Array }[]) => nodes.map(({ raw }) => raw)

function faultOfMessage(): never {
  throw faultOf('message')
}
