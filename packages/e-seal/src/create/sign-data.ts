import { type Certificate, digestSm3, equalBytes, parseCertificate, type Signer } from '@xinyin/core'
import { createSignedData, type MessageSigner } from '@xinyin/core/cms'
import { isSm2WithSm3, SM2_WITH_SM3 } from '../seal/algorithm.ts'
import { signatureError } from '../signature/codes.ts'
import { showTime } from '../verify/moments.ts'

/** What is signed without a seal, and by whom. */
export interface NewDataSignature {
  /** What is signed: in OFD, the whole `Signature.xml`. */
  readonly data: Uint8Array
  readonly signer: Signer
  /** The signer's certificate, which goes along. */
  readonly certificate: Certificate
  /**
   * `attributes` (default) signs attributes with the SM3 of the data, the time among them; `content` signs the SM3 of
   * the data, which becomes the content of the message, and nothing else. Programs in use write either.
   */
  readonly variant?: 'attributes' | 'content'
  /** When it is signed. Only attributes have a place for it. */
  readonly time: Date
  /** More certificates to go along: authorities between the signer and the root. */
  readonly certificates?: readonly Certificate[]
  /** Revocation lists to go along, DER. */
  readonly crls?: readonly Uint8Array[]
  /** Gets a time stamp on the signature: a token, over the octets that it is given. */
  readonly timeStamp?: (signature: Uint8Array) => Promise<Uint8Array>
}

/** A signature that lacks nothing but its value. */
export interface PreparedDataSignature extends Pick<NewDataSignature, 'time'> {
  readonly variant: 'attributes' | 'content'
  /** The message to be signed: the attributes, DER, or the SM3 of the data. */
  readonly signedBytes: Uint8Array
  /** OID of the algorithm to sign with. */
  readonly algorithm: string
  /** The signer's certificate, and others that go along, DER. */
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
}

/**
 * Signs data without a seal (GB/T 35275-2017, 8): what OFD documents hold under `Type="Sign"`.
 *
 * @returns DER of the message
 * @throws SealError `ERR_SIGNER_NOT_VALID` when the certificate is not valid at that time
 * @throws TypeError when the key is not SM2 or not that of the certificate
 */
export async function createDataSignature(options: NewDataSignature): Promise<Uint8Array> {
  const { signer, certificate } = options
  if (!isSm2WithSm3(signer.algorithm)) throw new TypeError('signer: documents are signed with SM2')
  if (!equalBytes(signer.publicKey.spki, certificate.publicKey.spki))
    throw new TypeError('certificate: not that of the signer')
  const prepared = await prepareDataSignature(options)
  const signature = await signer.sign(prepared.signedBytes)
  return finishDataSignature(prepared, options.data, signature, await options.timeStamp?.(signature))
}

/**
 * What is to be signed without a seal, for a key that is reached later or elsewhere.
 *
 * @throws SealError `ERR_SIGNER_NOT_VALID`
 */
export async function prepareDataSignature(
  options: Omit<NewDataSignature, 'signer' | 'timeStamp'>,
): Promise<PreparedDataSignature> {
  const { data, certificate, variant = 'attributes', time, certificates = [], crls = [] } = options
  if (variant !== 'attributes' && variant !== 'content')
    throw new TypeError('variant: expected attributes or content')
  if (certificate.publicKey.kind !== 'SM2') throw new TypeError('certificate: documents are signed with SM2')
  refuseInvalid(certificate, time)
  const parts = {
    variant,
    time,
    algorithm: SM2_WITH_SM3,
    certificates: [certificate, ...certificates].map(({ raw }) => raw),
    crls,
  }
  let signedBytes: Uint8Array | undefined
  await writeMessage(parts, data, async (message) => {
    signedBytes = new Uint8Array(message)
    return PLACEHOLDER
  })
  if (signedBytes === undefined) throw new TypeError('data: nothing to be signed')
  return { ...parts, signedBytes }
}

/** Stands for the signature until there is one. */
const PLACEHOLDER = new Uint8Array(64)

/**
 * Puts the signature into its place.
 *
 * @param data - those that were prepared for
 * @param signature - over `signedBytes`, DER
 * @param timeStamp - a time stamp token over the octets of the signature
 * @returns DER of the message
 * @throws TypeError for other data
 */
export async function finishDataSignature(
  prepared: PreparedDataSignature,
  data: Uint8Array,
  signature: Uint8Array,
  timeStamp?: Uint8Array,
): Promise<Uint8Array> {
  return writeMessage(
    prepared,
    data,
    async (message) => {
      if (!equalBytes(message, prepared.signedBytes))
        throw new TypeError('data: not those that were prepared')
      return signature
    },
    timeStamp,
  )
}

function writeMessage(
  parts: Omit<PreparedDataSignature, 'signedBytes'>,
  data: Uint8Array,
  sign: Signer['sign'],
  timeStamp?: Uint8Array,
): Promise<Uint8Array> {
  const [certificate, ...certificates] = parts.certificates.map((der) => parseCertificate(der))
  if (certificate === undefined) throw new TypeError('certificates: that of the signer is missing')
  const isBare = parts.variant === 'content'
  const key: Signer = { algorithm: parts.algorithm, publicKey: certificate.publicKey, sign }
  const stated: Partial<MessageSigner> = isBare
    ? { attributes: 'none' }
    : // Programs in use sign these three attributes and no other.
      { signingTime: parts.time, signingCertificate: false }
  return createSignedData({
    profile: 'GMT0010',
    content: isBare ? digestSm3(data) : data,
    detached: !isBare,
    signers: [{ key, certificate, ...stated }],
    certificates,
    crls: parts.crls,
    ...(timeStamp === undefined ? {} : { timeStamp: async () => timeStamp }),
  })
}

function refuseInvalid({ notBefore, notAfter }: Certificate, time: Date): void {
  if (time >= notBefore && time <= notAfter) return
  const facts = { from: showTime(notBefore), to: showTime(notAfter), time: showTime(time) }
  throw signatureError('ERR_SIGNER_NOT_VALID', facts)
}
