import { equalBytes, type Signer } from '@xinyin/core'
import { CMS_ATTRIBUTE, createSignedData } from '@xinyin/core/cms'
import {
  children,
  contextTag,
  encodeContext,
  encodeElement,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  parseDer,
  TAG,
} from '@xinyin/core/der'
import { SM2_WITH_SM3 } from '../../seal/algorithm.ts'
import { type DataContent, piecesOf } from './content.ts'
import { encodeDescriptionAttributes } from './description-attributes.ts'
import { type CmsPreparation, signingTime } from './preparation.ts'
import { faultOf, type OpenState } from './state.ts'

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
      toSign = new Uint8Array(attributes)
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
        signedAttributes: encodeDescriptionAttributes(options),
      },
    ],
    certificates: intermediates,
    profile: 'GMT0010',
  })
  if (toSign === undefined) throw new Error('unreachable: a message was made without being signed')
  return { toSign, message }
}

/**
 * Puts the signature, and a time stamp on it, into the place that was left for it; everything else stays as it is.
 *
 * @throws SealError `ERR_DATA_STATE`
 */
export function finishCms(
  { message, toSign }: OpenState,
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
  // What the signature was verified over is what stands in the message.
  const attributes = parts.find(({ tag }) => tag === contextTag(0))
  if (attributes === undefined || !equalBytes(asSet(attributes.raw), toSign)) faultOfMessage()
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

/** As they are signed: under the tag of a set in place of `[0]` (RFC 5652, 5.4). */
function asSet(attributes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(attributes)
  copy[0] = TAG.set
  return copy
}

const rawOf = (nodes: readonly { readonly raw: Uint8Array }[]) => nodes.map(({ raw }) => raw)

function faultOfMessage(): never {
  throw faultOf('message')
}
