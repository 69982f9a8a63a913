import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { parseBer, readBerOctets } from '../der/ber.ts'
import { children, type DerCursor, type DerNode, expectTag, openDer, readExplicit } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readOid, readSmallInteger } from '../der/value.ts'
import { TrustError } from '../errors.ts'
import { completeLimits } from '../limits.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/certificate.ts'
import { parseCertificate } from '../x509/parse.ts'
import { toDer } from '../x509/pem.ts'
import { cmsError } from './codes.ts'
import { CONTENT_TYPE } from './oid.ts'
import { readSignerInfo, type SignerInfo } from './signer-info.ts'

/** Whose object identifiers a message is written with: PKCS #7's and CMS's, or those of GM/T 0010-2012. */
export type CmsProfile = 'PKCS7' | 'GMT0010'

/** A message with signatures on it (RFC 5652, 5.1; PKCS #7; GB/T 35275-2017, 8; GM/T 0010-2012). */
export interface SignedData {
  /** The whole message, as it arrived. */
  readonly raw: Uint8Array
  readonly profile: CmsProfile
  readonly version: number
  readonly digestAlgorithms: readonly AlgorithmIdentifier[]
  /** OID of what the content is. */
  readonly contentType: string
  /** The content, put together where it came in pieces; nothing where it is detached. */
  readonly content: Uint8Array | undefined
  /** They are trusted for nothing. */
  readonly certificates: readonly Certificate[]
  /** As they arrived: attribute certificates, and what cannot be read as a certificate. */
  readonly otherCertificates: readonly Uint8Array[]
  /** Revocation lists, DER, unread. */
  readonly crls: readonly Uint8Array[]
  /** OCSP responses (RFC 5940, 2.1), DER, unread. */
  readonly ocspResponses: readonly Uint8Array[]
  readonly signers: readonly SignerInfo[]
}

/**
 * What a message may take. Defaults: 64 MiB, 64 levels, 100,000 elements, 200 certificates, 100 revocation lists or
 * answers, 32 signers, 64 attributes of each kind.
 */
export interface SignedDataLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
  readonly maxCertificates: number
  readonly maxRevocations: number
  readonly maxSigners: number
  readonly maxAttributes: number
}

const DEFAULT_LIMITS: SignedDataLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 100_000,
  maxCertificates: 200,
  maxRevocations: 100,
  maxSigners: 32,
  maxAttributes: 64,
}

const PROFILES = /* @__PURE__ */ new Map<string, CmsProfile>([
  [CONTENT_TYPE.signedData, 'PKCS7'],
  [CONTENT_TYPE.gmSignedData, 'GMT0010'],
])

/** `id-ri-ocsp-response` (RFC 5940, 2.1). */
const OCSP_RESPONSE = '1.3.6.1.5.5.7.16.2'

/**
 * Reads a `ContentInfo` with `SignedData`, PEM (`CMS`, `PKCS7`) or in the basic encoding rules. Nothing is verified.
 *
 * Content of a type other than plain data is an OCTET STRING here too, as CMS has it; the open type that PKCS #7 1.5
 * puts in its place is refused.
 *
 * @throws CoreError `ERR_CMS_CONTENT_TYPE`, `ERR_CMS_VERSION`, `ERR_CMS_COUNT`, `ERR_CMS_ATTRIBUTE_VALUES`,
 *   `ERR_DER_*`, `ERR_PEM_*`
 */
export function parseSignedData(
  pemOrDer: string | Uint8Array,
  limits: Partial<SignedDataLimits> = {},
): SignedData {
  const all = completeLimits(DEFAULT_LIMITS, limits)
  // A copy: what was read must not change under its readers when the caller uses his buffer again.
  const whole = parseBer(new Uint8Array(toBer(pemOrDer)), all)
  const info = openDer(whole)
  const type = readOid(info.next())
  const profile = PROFILES.get(type)
  if (profile === undefined)
    throw cmsError('ERR_CMS_CONTENT_TYPE', { expected: CONTENT_TYPE.signedData, found: type })
  const signedData = readExplicit(info.next(contextTag(0)))
  info.end()

  const fields = openDer(signedData)
  const version = readVersion(fields)
  const digestAlgorithms = children(expectTag(fields.next(), TAG.set)).map(readAlgorithmIdentifier)
  const { contentType, content } = readContent(fields.next(TAG.sequence))
  const certificates = elementsOf(fields.optional(contextTag(0)), 'certificates', all.maxCertificates)
  const revocations = elementsOf(fields.optional(contextTag(1)), 'crls', all.maxRevocations)
  const signers = elementsOf(fields.next(TAG.set), 'signerInfos', all.maxSigners)
  fields.end()

  return {
    raw: whole.raw,
    profile,
    version,
    digestAlgorithms,
    contentType,
    content,
    ...sortCertificates(certificates),
    ...sortRevocations(revocations),
    signers: signers.map((signer) => readSignerInfo(signer, all.maxAttributes)),
  }
}

export function toBer(pemOrDer: string | Uint8Array): Uint8Array {
  return toDer(pemOrDer, 'CMS', { accepts: ['PKCS7'] })
}

/** 1 to 5; which one it should be follows from what is inside (RFC 5652, 5.1), and decides nothing. */
function readVersion(cursor: DerCursor): number {
  const version = readSmallInteger(cursor.next())
  if (version < 1 || version > 5) throw cmsError('ERR_CMS_VERSION', { found: version })
  return version
}

/** `EncapsulatedContentInfo` (RFC 5652, 5.2). */
function readContent(node: DerNode): Pick<SignedData, 'contentType' | 'content'> {
  const cursor = openDer(node)
  const contentType = readOid(cursor.next())
  const tagged = cursor.optional(contextTag(0))
  cursor.end()
  return { contentType, content: tagged && readBerOctets(readExplicit(tagged)) }
}

function elementsOf(node: DerNode | undefined, type: string, limit: number): DerNode[] {
  const elements = node === undefined ? [] : children(node)
  if (elements.length > limit) throw cmsError('ERR_CMS_COUNT', { type, limit })
  return elements
}

/** `CertificateSet` (RFC 5652, 10.2.3). One that cannot be read must not hide those that can. */
function sortCertificates(nodes: readonly DerNode[]): Pick<SignedData, 'certificates' | 'otherCertificates'> {
  const certificates: Certificate[] = []
  const otherCertificates: Uint8Array[] = []
  for (const { tag, raw } of nodes) {
    const certificate = tag === TAG.sequence ? tryCertificate(raw) : undefined
    if (certificate === undefined) otherCertificates.push(raw)
    else certificates.push(certificate)
  }
  return { certificates, otherCertificates }
}

function tryCertificate(raw: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(raw)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** `RevocationInfoChoices` (RFC 5652, 10.2.1). Forms of another kind are left aside. */
function sortRevocations(nodes: readonly DerNode[]): Pick<SignedData, 'crls' | 'ocspResponses'> {
  const crls = nodes.filter(({ tag }) => tag === TAG.sequence).map(({ raw }) => raw)
  const ocspResponses = nodes
    .filter(({ tag }) => tag === contextTag(1))
    .flatMap((node) => {
      const cursor = openDer(node, node.tag)
      return readOid(cursor.next()) === OCSP_RESPONSE ? [cursor.next().raw] : []
    })
  return { crls, ocspResponses }
}
