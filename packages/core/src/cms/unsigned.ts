import { concatBytes, equalBytes } from '../bytes/sequence.ts'
import { parseBer } from '../der/ber.ts'
import { children, type DerNode, openDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { encodeContext, encodeElement, encodeSequence } from '../der/write.ts'
import { digestContent } from './content.ts'
import { createSignerInfo, encodeAttribute, type MessageSigner, readySigner } from './create-signer.ts'
import { CMS_ATTRIBUTE } from './oid.ts'
import { parseSignedData, type SignedData } from './signed-data.ts'

/** Which signature of a message is meant, from 0; the first unless given. */
interface WhichSignature {
  readonly signature?: number
}

const toMessage = (message: string | Uint8Array | SignedData): SignedData =>
  typeof message === 'string' || message instanceof Uint8Array ? parseSignedData(message) : message

function signatureOf({ signers }: SignedData, { signature = 0 }: WhichSignature): Uint8Array {
  const signer = signers[signature]
  if (signer === undefined) throw new RangeError(`signature: the message has ${signers.length}`)
  return signer.signature
}

/**
 * Puts a time stamp token on a signature of a message (RFC 3161, appendix A). All else stays as it is, octet for octet.
 *
 * @param token - over the octets of the signature: `message.signers[0].signature`
 * @returns the message with the stamp
 * @throws RangeError when there is no such signature; CoreError for a message that cannot be read
 */
export function addTimeStamp(
  message: string | Uint8Array | SignedData,
  token: Uint8Array,
  options: WhichSignature = {},
): Uint8Array {
  const read = toMessage(message)
  signatureOf(read, options)
  return withUnsigned(read, options, encodeAttribute(CMS_ATTRIBUTE.timeStampToken, token), [])
}

/**
 * Signs a signature of a message (RFC 5652, 11.4). All else stays as it is; the certificate goes along.
 *
 * @returns the message with the countersignature
 * @throws TypeError for a key that is not the certificate's; RangeError when there is no such signature
 */
export async function addCountersignature(
  message: string | Uint8Array | SignedData,
  countersigner: Omit<MessageSigner, 'attributes'>,
  options: WhichSignature = {},
): Promise<Uint8Array> {
  const read = toMessage(message)
  const signature = signatureOf(read, options)
  const ready = readySigner(countersigner)
  const demand = { digests: new Set([ready.digest]), whole: false, maxBytes: 0 }
  const info = await createSignerInfo(ready, await digestContent(signature, demand), undefined)
  const { raw } = countersigner.certificate
  const isThere = read.certificates.some((certificate) => equalBytes(certificate.raw, raw))
  const attribute = encodeAttribute(CMS_ATTRIBUTE.countersignature, info)
  return withUnsigned(read, options, attribute, isThere ? [] : [raw])
}

/** Writes the message anew around what it holds: lengths change, signed and other octets do not. */
function withUnsigned(
  { raw }: SignedData,
  { signature = 0 }: WhichSignature,
  attribute: Uint8Array,
  certificates: readonly Uint8Array[],
): Uint8Array {
  const limits = { maxBytes: Number.MAX_SAFE_INTEGER }
  const info = openDer(parseBer(raw, limits))
  const type = info.next().raw
  const [signedData] = children(info.next(contextTag(0)))
  if (signedData === undefined) return raw
  const fields = children(signedData)
  const signers = fields.at(-1)
  const before = fields.slice(0, 3).map((field) => field.raw)
  const present = fields.slice(3, -1).find(({ tag }) => tag === contextTag(0))
  const crls = fields.slice(3, -1).filter(({ tag }) => tag === contextTag(1))
  const all = [...(present === undefined ? [] : children(present).map((one) => one.raw)), ...certificates]
  const signerInfos = signers === undefined ? [] : children(signers)
  return encodeSequence(
    type,
    encodeContext(
      0,
      encodeSequence(
        ...before,
        ...(all.length === 0 ? [] : [encodeContext(0, ...all)]),
        ...crls.map((field) => field.raw),
        encodeElement(
          TAG.set,
          ...signerInfos.map((info, at) => (at === signature ? withAttribute(info, attribute) : info.raw)),
        ),
      ),
    ),
  )
}

function withAttribute(signerInfo: DerNode, attribute: Uint8Array): Uint8Array {
  const fields = children(signerInfo)
  const unsigned = fields.find(({ tag }) => tag === contextTag(1))
  const others = fields.filter((field) => field !== unsigned).map(({ raw }) => raw)
  const attributes = unsigned === undefined ? [] : children(unsigned).map(({ raw }) => raw)
  return encodeSequence(concatBytes(...others), encodeContext(1, ...attributes, attribute))
}
