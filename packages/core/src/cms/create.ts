import { equalBytes } from '../bytes/sequence.ts'
import { toBuffer } from '../ca/signing.ts'
import { children, parseDer } from '../der/read.ts'
import { encodeContext, encodeInteger, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import type { Certificate } from '../x509/certificate.ts'
import { type Content, digestContent } from './content.ts'
import { createSignerInfo, type MessageSigner, readySigner } from './create-signer.ts'
import { encodeDigestAlgorithm } from './digest.ts'
import { CONTENT_TYPE } from './oid.ts'
import { type CmsProfile, parseSignedData } from './signed-data.ts'

export interface CreateSignedDataOptions {
  /** Bytes; for a detached message also pieces of any size, which are read once. */
  readonly content: Content
  /** Leaves the content out of the message. */
  readonly detached?: boolean
  /** One or more. */
  readonly signers: readonly MessageSigner[]
  /** More certificates to go along: authorities between the signers and their roots. */
  readonly certificates?: readonly Certificate[]
  /** Whether the signers' certificates, and those above, go along. True unless given. */
  readonly embedCertificates?: boolean
  /** Revocation lists to go along, DER. */
  readonly crls?: readonly Uint8Array[]
  /** `GMT0010` writes the object identifiers of GM/T 0010-2012 and GB/T 35275. `PKCS7` unless given. */
  readonly profile?: CmsProfile
  /** OID of what the content is; plain data of the profile unless given. */
  readonly contentType?: string
  /** Gets a time stamp on each signature: a token, over the octets that it is given. */
  readonly timeStamp?: (signature: Uint8Array) => Promise<Uint8Array>
}

const TYPES: Readonly<Record<CmsProfile, { readonly signedData: string; readonly data: string }>> = {
  PKCS7: { signedData: CONTENT_TYPE.signedData, data: CONTENT_TYPE.data },
  GMT0010: { signedData: CONTENT_TYPE.gmSignedData, data: CONTENT_TYPE.gmData },
}

/**
 * Makes a signed message (RFC 5652, 5; GB/T 35275-2017, 8), DER.
 *
 * `pkijs` writes it, and it is read back here before it is given out.
 *
 * @throws TypeError for no signer, a key that is not the certificate's, attributes where there are to be none; CoreError
 *   `ERR_CMS_ATTRIBUTES_AS_CONTENT` for content to be signed without attributes that looks like some
 * @example
 * ```ts
 * const message = await createSignedData({
 *   content: document,
 *   detached: true,
 *   signers: [{ key, certificate, signingTime: new Date() }],
 *   certificates: [intermediate],
 * })
 * ```
 */
export async function createSignedData(options: CreateSignedDataOptions): Promise<Uint8Array> {
  const { content, detached = false, profile = 'PKCS7', crls = [], timeStamp } = options
  const types = TYPES[profile]
  if (types === undefined) throw new TypeError('profile: expected PKCS7 or GMT0010')
  if (options.signers.length === 0) throw new TypeError('signers: expected at least one')
  if (!detached && !(content instanceof Uint8Array))
    throw new TypeError('content: pieces can be signed in a detached message only')
  const contentType = options.contentType ?? types.data
  const signers = options.signers.map(readySigner)
  const isBare = signers.some(({ options: { attributes } }) => attributes === 'none')
  if (isBare && contentType !== types.data)
    throw new TypeError('signers.attributes: only plain data can be signed without')

  const digests = new Set(signers.map(({ digest }) => digest))
  const demand = { digests, whole: isBare, maxBytes: Number.POSITIVE_INFINITY }
  const digested = await digestContent(content, demand)
  const signerInfos: Uint8Array[] = []
  for (const signer of signers)
    signerInfos.push(await createSignerInfo(signer, digested, contentType, timeStamp))
  const own = signers.map(({ options: { certificate } }) => certificate)
  const certificates = options.embedCertificates === false ? [] : [...own, ...(options.certificates ?? [])]
  return writeMessage(types.signedData, {
    digestAlgorithms: [...digests].map(encodeDigestAlgorithm),
    content: encodeContent(contentType, detached ? undefined : digested.bytes),
    certificates: distinct(certificates),
    crls,
    signerInfos,
  })
}

function encodeContent(contentType: string, bytes: Uint8Array | undefined): Uint8Array {
  const octets = bytes === undefined ? [] : [encodeContext(0, encodeOctetString(bytes))]
  return encodeSequence(encodeOid(contentType), ...octets)
}

function distinct(certificates: readonly Certificate[]): Uint8Array[] {
  const raws: Uint8Array[] = []
  for (const { raw } of certificates) if (!raws.some((other) => equalBytes(other, raw))) raws.push(raw)
  return raws
}

/** The parts of a message, DER each. */
interface Parts {
  readonly digestAlgorithms: readonly Uint8Array[]
  readonly content: Uint8Array
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly signerInfos: readonly Uint8Array[]
}

async function writeMessage(type: string, parts: Parts): Promise<Uint8Array> {
  // Loaded here: who only verifies has no use for it.
  const pkijs = await import('pkijs')
  const signedData = new pkijs.SignedData({
    digestAlgorithms: parts.digestAlgorithms.map((der) => pkijs.AlgorithmIdentifier.fromBER(toBuffer(der))),
    encapContentInfo: pkijs.EncapsulatedContentInfo.fromBER(toBuffer(parts.content)),
    signerInfos: parts.signerInfos.map((der) => pkijs.SignerInfo.fromBER(toBuffer(der))),
  })
  if (parts.certificates.length > 0)
    signedData.certificates = readAll('certificates', parts.certificates, (ber) =>
      pkijs.Certificate.fromBER(ber),
    )
  if (parts.crls.length > 0)
    signedData.crls = readAll('crls', parts.crls, (ber) => pkijs.CertificateRevocationList.fromBER(ber))
  const written = parseDer(new Uint8Array(signedData.toSchema().toBER()), {
    maxBytes: Number.MAX_SAFE_INTEGER,
  })
  const [version, digestAlgorithms, , ...others] = children(written).map(({ raw }) => raw)
  if (version === undefined || digestAlgorithms === undefined)
    throw new TypeError('signers: cannot be written')
  // The library leaves out content of no octets, and takes version 3 for any that is not PKCS #7's data, where
  // GB/T 35275, 8 knows version 1 alone: these two fields are put in here.
  const isGm = type === CONTENT_TYPE.gmSignedData
  const signed = [isGm ? encodeInteger(1) : version, digestAlgorithms, parts.content, ...others]
  const message = encodeSequence(encodeOid(type), encodeContext(0, encodeSequence(...signed)))
  assertUnchanged(message, parts)
  return message
}

/** @throws TypeError for what the library cannot read */
function readAll<T>(name: string, ders: readonly Uint8Array[], read: (ber: ArrayBuffer) => T): T[] {
  return ders.map((der) => {
    try {
      return read(toBuffer(der))
    } catch (cause) {
      throw new TypeError(`${name}: one cannot be read`, { cause })
    }
  })
}

/** What is signed, and who by, must have come through the library octet for octet. */
function assertUnchanged(message: Uint8Array, parts: Parts): void {
  const read = parseSignedData(message, { maxBytes: Number.MAX_SAFE_INTEGER })
  const isKept = (wanted: readonly Uint8Array[], found: readonly Uint8Array[]) =>
    wanted.length === found.length && wanted.every((one) => found.some((other) => equalBytes(one, other)))
  const signerInfos = read.signers.map(({ raw }) => raw)
  if (!isKept(parts.signerInfos, signerInfos)) throw new TypeError('signers: cannot be written as they are')
  const certificates = read.certificates.map(({ raw }) => raw)
  if (!isKept(parts.certificates, certificates) || !isKept(parts.crls, read.crls))
    throw new TypeError('certificates: one cannot be written as it is')
}
