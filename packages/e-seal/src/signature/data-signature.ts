import { TrustError } from '@xinyin/core'
import {
  CMS_ATTRIBUTE,
  CONTENT_TYPE,
  parseSignedData,
  type SignedData,
  type SignerInfo,
} from '@xinyin/core/cms'
import { children, parseDer, readOid, readTime } from '@xinyin/core/der'
import { isSm2WithSm3, SM2_WITH_SM3 } from '../seal/algorithm.ts'
import { collectDeviations, type Deviation, type Note } from '../seal/tolerance.ts'
import { signatureError } from './codes.ts'
import { normalizeValue, noteValueForm } from './value.ts'

/**
 * A signature without a seal 数字签名 (GB/T 35275-2017, 8), as OFD documents hold it under `Type="Sign"`.
 *
 * Programs in use write it in two ways, and no text at hand says which is meant [?]:
 *
 * - `content`: the message holds the SM3 of the data as its content, which is signed without attributes
 * - `attributes`: the message is detached, and attributes with the SM3 of the data are signed
 *
 * A detached message without attributes, and one that holds the data themselves, are read as well.
 */
export interface DataSignature {
  /** The whole message, as it arrived. */
  readonly raw: Uint8Array
  readonly form: 'GB/T 35275-2017'
  readonly variant: 'content' | 'attributes' | 'detached'
  /** The message, with what is tolerated put right in what was read of it; no byte that is signed is touched. */
  readonly message: SignedData
  /** OID of the signature algorithm, as it arrived. */
  readonly algorithm: string
  /** The signature value, as it arrived. */
  readonly signature: Uint8Array
  /** A time stamp over the signature value, as it arrived. The signature does not cover it. */
  readonly timeStamp: Uint8Array | undefined
  /** When the signer says that it signed; nothing where it does not say. Nobody vouches for it. */
  readonly time: Date | undefined
  readonly deviations: readonly Deviation[]
}

const SM3 = '1.2.156.10197.1.401'
/** SM3 with a key, as one writer calls it who uses none. */
const KEYED_SM3 = '1.2.156.10197.1.401.2'
const SM2_SIGNATURE = '1.2.156.10197.1.301.1'

/**
 * Reads a `SignedData` of one signer (GB/T 35275-2017, 8). Nothing is verified.
 *
 * @param bytes - DER or BER, as in the signed value of an OFD
 * @throws SealError `ERR_SIGNATURE_SIGNERS` for a message without a signer, or with several: who signed has to be one
 * @throws CoreError `ERR_CMS_*`, `ERR_DER_*`
 */
export function parseDataSignature(bytes: Uint8Array): DataSignature {
  const read = parseSignedData(bytes)
  const [signer, ...others] = read.signers
  if (signer === undefined || others.length > 0)
    throw signatureError('ERR_SIGNATURE_SIGNERS', { found: read.signers.length })
  const { deviations, note } = collectDeviations()
  if (read.profile !== 'GMT0010') note('pkcs7-oid', 'contentType')
  const content = read.content === undefined ? 'detached' : 'content'
  return {
    raw: read.raw,
    form: 'GB/T 35275-2017',
    variant: signer.signedAttributes === undefined ? content : 'attributes',
    message: {
      ...read,
      digestAlgorithms: read.digestAlgorithms.map((algorithm) => plainDigest(algorithm, note)),
      contentType: contentTypeOf(read, signer, note),
      signers: [putRight(signer, note)],
    },
    algorithm: signer.signatureAlgorithm.oid,
    signature: signer.signature,
    timeStamp: timeStampOf(signer),
    time: signingTimeOf(signer),
    deviations,
  }
}

type Algorithm = SignerInfo['digestAlgorithm']

function plainDigest(algorithm: Algorithm, note: Note): Algorithm {
  if (algorithm.oid !== KEYED_SM3) return algorithm
  note('digest-oid', 'digestAlgorithm')
  return { ...algorithm, oid: SM3 }
}

function putRight(signer: SignerInfo, note: Note): SignerInfo {
  const { signatureAlgorithm, signature, signedAttributes } = signer
  noteValueForm(signature, 'encryptedDigest', note)
  const isSm2 = isSm2WithSm3(signatureAlgorithm.oid)
  if (isSm2 && signatureAlgorithm.oid !== SM2_WITH_SM3 && signatureAlgorithm.oid !== SM2_SIGNATURE)
    note('algorithm-oid', 'digestEncryptionAlgorithm')
  if (signedAttributes !== undefined && !isInOrder(signedAttributes.signedBytes))
    note('attribute-order', 'authenticatedAttributes')
  return {
    ...signer,
    digestAlgorithm: plainDigest(signer.digestAlgorithm, note),
    signatureAlgorithm: isSm2 ? { ...signatureAlgorithm, oid: SM2_WITH_SM3 } : signatureAlgorithm,
    signature: isSm2 ? normalizeValue(signature).der : signature,
  }
}

/** Whether the elements of a SET OF ascend, as DER has them (X.690, 11.6). */
function isInOrder(set: Uint8Array): boolean {
  const elements = children(parseDer(set)).map(({ raw }) => raw)
  return elements.every((element, i) => i === 0 || compare(elements[i - 1] ?? element, element) <= 0)
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0)
  return a.length - b.length
}

const PLAIN: ReadonlySet<string> = /* @__PURE__ */ new Set([CONTENT_TYPE.data, CONTENT_TYPE.gmData])

/**
 * The type of the content as the attribute says it, where message and attribute call plain data by either of its two
 * names. Whatever else they differ in is left, and will not pass.
 */
function contentTypeOf({ contentType }: SignedData, { signedAttributes }: SignerInfo, note: Note): string {
  const attribute = signedAttributes?.attributes.find(({ oid }) => oid === CMS_ATTRIBUTE.contentType)
  const [value] = attribute?.values ?? []
  const signed = value === undefined ? undefined : orUndefined(() => readOid(parseDer(value)))
  if (signed === undefined || signed === contentType) return contentType
  if (!PLAIN.has(signed) || !PLAIN.has(contentType)) return contentType
  note('content-type', 'contentType')
  return signed
}

function signingTimeOf({ signedAttributes }: SignerInfo): Date | undefined {
  const attribute = signedAttributes?.attributes.find(({ oid }) => oid === CMS_ATTRIBUTE.signingTime)
  const [value] = attribute?.values ?? []
  // One that is none fails the check of the attributes.
  return value === undefined ? undefined : orUndefined(() => readTime(parseDer(value)))
}

function timeStampOf({ unsignedAttributes }: SignerInfo): Uint8Array | undefined {
  const attribute = unsignedAttributes.find(({ oid }) => oid === CMS_ATTRIBUTE.timeStampToken)
  return attribute?.values[0]
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
