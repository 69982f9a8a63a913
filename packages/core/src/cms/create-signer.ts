import { decodeHex } from '../bytes/hex.ts'
import { equalBytes } from '../bytes/sequence.ts'
import { hasNullParameters } from '../ca/signing.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import { signatureScheme } from '../crypto/scheme.ts'
import { createSigner } from '../crypto/signer.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { underTag } from '../der/under-tag.ts'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeTime,
} from '../der/write.ts'
import type { Signer } from '../ports.ts'
import type { Certificate } from '../x509/certificate.ts'
import { EDWARDS_DIGESTS } from './algorithms.ts'
import { type CmsAttribute, looksLikeAttributes } from './attribute.ts'
import { cmsError } from './codes.ts'
import type { DigestedContent } from './content.ts'
import { digestBytes, encodeDigestAlgorithm, type MessageDigest } from './digest.ts'
import { CMS_ATTRIBUTE } from './oid.ts'

/** Who signs a message, and what he states with his signature. */
export interface MessageSigner {
  /** The key in memory, or who signs with it in a device or at a service. */
  readonly key: PrivateKey | Signer
  readonly certificate: Certificate
  /** `none` signs the content itself, as bare messages of GB/T 35275 have it; `signed` unless given. */
  readonly attributes?: 'signed' | 'none'
  /** When he says that he signs; left out unless given. */
  readonly signingTime?: Date
  /** Whether the signature names its certificate (`signing-certificate-v2`, RFC 5035). True unless given. */
  readonly signingCertificate?: boolean
  /** More attributes to be signed, none of those that are made here. */
  readonly signedAttributes?: readonly CmsAttribute[]
  /** How the certificate is pointed to: by issuer and number unless given. */
  readonly identifier?: 'issuer-and-serial-number' | 'subject-key-identifier'
}

/** Attributes that are made here, or that no signature can cover. */
const MADE_HERE: readonly string[] = /* @__PURE__ */ Object.values(CMS_ATTRIBUTE)

/** A signer, with the digest that goes with his algorithm. */
export interface ReadySigner {
  readonly options: MessageSigner
  readonly signer: Signer
  readonly digest: MessageDigest
}

/**
 * @throws TypeError when the key is not the one in the certificate, or its algorithm is not known, or attributes are
 *   given for a signature without any
 */
export function readySigner(options: MessageSigner): ReadySigner {
  const { key, certificate, attributes = 'signed' } = options
  const signer = 'sign' in key ? key : createSigner(key)
  if (!equalBytes(signer.publicKey.spki, certificate.spki))
    throw new TypeError('signers.key: not the key of signers.certificate')
  const scheme = signatureScheme({ oid: signer.algorithm, parameters: signer.parameters })
  const digest = scheme?.digest ?? EDWARDS_DIGESTS[signer.algorithm]
  if (digest === undefined)
    throw new TypeError(`signers.key: signs with ${signer.algorithm}, which is not known`)
  if (attributes !== 'signed' && attributes !== 'none')
    throw new TypeError('signers.attributes: expected signed or none')
  const { signingTime, signingCertificate, signedAttributes: others = [] } = options
  if (
    attributes === 'none' &&
    (signingTime !== undefined || signingCertificate === true || others.length > 0)
  )
    throw new TypeError('signers.attributes: none, but some are given')
  const oids = [...MADE_HERE, ...others.map(({ oid }) => oid)]
  if (new Set(oids).size < oids.length)
    throw new TypeError('signers.signedAttributes: one occurs twice, or is made here')
  return { options, signer, digest }
}

/**
 * Signs content and writes the `SignerInfo` (RFC 5652, 5.3).
 *
 * @param contentType - nothing for a countersignature, which states none
 * @param timeStamp - gets a time stamp on the signature
 * @throws CoreError `ERR_CMS_ATTRIBUTES_AS_CONTENT` for content to be signed without attributes that looks like some
 */
export async function createSignerInfo(
  { options, signer, digest }: ReadySigner,
  content: DigestedContent,
  contentType: string | undefined,
  timeStamp?: (signature: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const attributes =
    options.attributes === 'none'
      ? undefined
      : encodeSetOf(...signedAttributes({ options, signer, digest }, content, contentType))
  const signed = attributes ?? content.bytes
  if (signed === undefined) throw new TypeError('content: all of it is needed to sign it without attributes')
  if (attributes === undefined && looksLikeAttributes(signed)) throw cmsError('ERR_CMS_ATTRIBUTES_AS_CONTENT')
  const signature = await signer.sign(signed)
  const token = await timeStamp?.(signature)
  return encodeSequence(
    encodeInteger(options.identifier === 'subject-key-identifier' ? 3 : 1),
    encodeIdentifier(options),
    encodeDigestAlgorithm(digest),
    ...(attributes === undefined ? [] : [underTag(attributes, contextTag(0))]),
    encodeSignatureAlgorithm(signer),
    encodeOctetString(signature),
    ...(token === undefined ? [] : [encodeContext(1, encodeAttribute(CMS_ATTRIBUTE.timeStampToken, token))]),
  )
}

export const encodeAttribute = (oid: string, ...values: readonly Uint8Array[]): Uint8Array =>
  encodeSequence(encodeOid(oid), encodeSetOf(...values))

function signedAttributes(
  { options, digest }: ReadySigner,
  { digests }: DigestedContent,
  contentType: string | undefined,
): Uint8Array[] {
  const { signingTime, signingCertificate = true, signedAttributes: others = [], certificate } = options
  const attributes = [
    encodeAttribute(CMS_ATTRIBUTE.messageDigest, encodeOctetString(digests.get(digest) ?? new Uint8Array(0))),
  ]
  if (contentType !== undefined)
    attributes.push(encodeAttribute(CMS_ATTRIBUTE.contentType, encodeOid(contentType)))
  if (signingTime !== undefined)
    attributes.push(encodeAttribute(CMS_ATTRIBUTE.signingTime, encodeTime(signingTime)))
  if (signingCertificate)
    attributes.push(
      encodeAttribute(CMS_ATTRIBUTE.signingCertificateV2, encodeSigningCertificate(certificate, digest)),
    )
  return [...attributes, ...others.map(({ oid, values }) => encodeAttribute(oid, ...values))]
}

/** `SigningCertificateV2` with one identifier: the digest, and issuer and number (RFC 5035, 3). */
function encodeSigningCertificate(certificate: Certificate, digest: MessageDigest): Uint8Array {
  // SHAKE256 names a signature's digest, and is no usual one of certificates.
  const name = digest === 'SHAKE256' ? 'SHA-512' : digest
  const identifier = encodeSequence(
    // DER leaves out the default.
    ...(name === 'SHA-256' ? [] : [encodeDigestAlgorithm(name)]),
    encodeOctetString(digestBytes(name, certificate.raw)),
    encodeSequence(encodeSequence(encodeContext(4, certificate.issuer.raw)), encodeSerialNumber(certificate)),
  )
  return encodeSequence(encodeSequence(identifier))
}

const encodeSerialNumber = ({ serialNumber }: Certificate) =>
  encodeElement(TAG.integer, decodeHex(serialNumber))

function encodeIdentifier({ certificate, identifier }: MessageSigner): Uint8Array {
  if (identifier !== 'subject-key-identifier')
    return encodeSequence(certificate.issuer.raw, encodeSerialNumber(certificate))
  const { subjectKeyIdentifier } = certificate
  if (subjectKeyIdentifier === undefined)
    throw new TypeError('signers.identifier: the certificate has no subject key identifier')
  return encodeElement(contextTag(0, 'primitive'), decodeHex(subjectKeyIdentifier))
}

function encodeSignatureAlgorithm({ algorithm, parameters }: Signer): Uint8Array {
  const isNull = parameters === undefined && hasNullParameters(algorithm)
  return encodeSequence(
    encodeOid(algorithm),
    ...(parameters === undefined ? [] : [parameters]),
    ...(isNull ? [encodeNull()] : []),
  )
}
