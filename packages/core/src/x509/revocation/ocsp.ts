import { encodeHex } from '../../bytes/hex.ts'
import type { AlgorithmIdentifier } from '../../crypto/key.ts'
import { type DerCursor, type DerNode, expectTag, openDer, parseDer, readExplicit } from '../../der/read.ts'
import { contextTag, TAG } from '../../der/tag.ts'
import {
  readBitStringBytes,
  readOctetString,
  readOid,
  readSequenceOf,
  readSmallInteger,
  readTime,
} from '../../der/value.ts'
import { completeLimits } from '../../limits.ts'
import { readAlgorithmIdentifier } from '../algorithm.ts'
import type { Certificate, Extension } from '../certificate.ts'
import { readExtensions, readExtensionValue } from '../extension.ts'
import { type Name, readName } from '../name.ts'
import { parseCertificate } from '../parse.ts'
import { decodePem } from '../pem.ts'
import { ocspError } from './ocsp-codes.ts'
import { readSingleResponse, type SingleResponse } from './ocsp-single.ts'

/** An answer about the state of certificates (RFC 6960, 4.2). What is signed is the bytes that arrived. */
export interface OcspResponse {
  /** The whole answer, DER. */
  readonly raw: Uint8Array
  /** The signed part, DER of `ResponseData`. */
  readonly tbs: Uint8Array
  readonly responder: ResponderId
  readonly producedAt: Date
  readonly responses: readonly SingleResponse[]
  readonly extensions: readonly Extension[]
  /** What the request held so that no older answer can stand for this one (RFC 9654). */
  readonly nonce: Uint8Array | undefined
  /** A critical extension of the whole answer that is not processed: it must not be used. */
  readonly unknownCritical: string | undefined
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  /** Certificates that came with the answer: the responder's, if it is not the issuer itself. */
  readonly certificates: readonly Certificate[]
}

/** Who answers: by name, or by the SHA-1 of his key in lower-case hexadecimal. */
export type ResponderId = { readonly name: Name } | { readonly keyHash: string }

/** What an answer may take. Defaults: 1 MiB, 1,000 single responses, 16 certificates. */
export interface OcspLimits {
  readonly maxBytes: number
  readonly maxResponses: number
  readonly maxCertificates: number
}

const DEFAULT_LIMITS: OcspLimits = { maxBytes: 1024 * 1024, maxResponses: 1000, maxCertificates: 16 }

/** Object identifiers of OCSP (RFC 6960, 4.2.1 and 4.4). */
export const OCSP_OID = {
  basic: '1.3.6.1.5.5.7.48.1.1',
  nonce: '1.3.6.1.5.5.7.48.1.2',
  archiveCutoff: '1.3.6.1.5.5.7.48.1.6',
  extendedRevoke: '1.3.6.1.5.5.7.48.1.9',
} as const

/** `OCSPResponseStatus` (RFC 6960, 4.2.1); 4 is not used. */
const STATUS = new Map<number, string>([
  [0, 'successful'],
  [1, 'malformedRequest'],
  [2, 'internalError'],
  [3, 'tryLater'],
  [5, 'sigRequired'],
  [6, 'unauthorized'],
])

/**
 * Reads an OCSP answer, PEM (`OCSP RESPONSE`) or DER, in strict DER. Nothing is verified.
 *
 * @throws CoreError `ERR_OCSP_STATUS` for an answer that says nothing (`tryLater`, `unauthorized`, …), `ERR_OCSP_*`,
 *   `ERR_DER_*`, `ERR_PEM_*`, `ERR_CERTIFICATE_*`
 */
export function parseOcspResponse(
  pemOrDer: string | Uint8Array,
  limits: Partial<OcspLimits> = {},
): OcspResponse {
  const all = completeLimits(DEFAULT_LIMITS, limits)
  const parsed = parseDer(new Uint8Array(toDer(pemOrDer, all)), {
    maxBytes: all.maxBytes,
    maxDepth: 24,
    maxElements: Math.max(all.maxResponses, 64) + 1,
  })
  const outer = openDer(parsed)
  const status = readStatus(outer.next(TAG.enumerated))
  const tagged = outer.optional(contextTag(0))
  outer.end()
  if (status !== 'successful') throw ocspError('ERR_OCSP_STATUS', { status })
  if (tagged === undefined) throw ocspError('ERR_OCSP_FORMAT', { reason: 'responseBytes' })

  const bytes = openDer(readExplicit(tagged))
  const type = readOid(bytes.next())
  if (type !== OCSP_OID.basic) throw ocspError('ERR_OCSP_FORMAT', { reason: 'responseType' })
  const response = readOctetString(bytes.next())
  bytes.end()
  return readBasicResponse(parsed.raw, parseDer(response, parsed.limits), all)
}

function toDer(pemOrDer: string | Uint8Array, { maxBytes }: OcspLimits): Uint8Array {
  if (typeof pemOrDer !== 'string' && pemOrDer[0] === TAG.sequence) return pemOrDer
  const [block, ...more] = decodePem(pemOrDer, { maxBytes: maxBytes * 2 })
  if (block?.label === 'OCSP RESPONSE' && more.length === 0) return block.der
  throw ocspError('ERR_OCSP_FORMAT', { reason: 'PEM' })
}

function readStatus(node: DerNode): string {
  const status = node.content.length === 1 ? STATUS.get(node.content[0] ?? 4) : undefined
  if (status === undefined) throw ocspError('ERR_OCSP_FORMAT', { reason: 'responseStatus' })
  return status
}

/** `BasicOCSPResponse` and `ResponseData` (RFC 6960, 4.2.1). */
function readBasicResponse(raw: Uint8Array, node: DerNode, limits: OcspLimits): OcspResponse {
  const outer = openDer(node)
  const data = outer.next(TAG.sequence)
  const signatureAlgorithm = readAlgorithmIdentifier(outer.next())
  const signature = readBitStringBytes(outer.next())
  const certificates = readCertificates(outer.optional(contextTag(0)), limits)
  outer.end()

  const inner = openDer(data)
  const version = inner.optional(contextTag(0))
  // DER leaves the default out; responders in use write it.
  if (version !== undefined && readSmallInteger(readExplicit(version)) !== 0)
    throw ocspError('ERR_OCSP_FORMAT', { reason: 'version' })
  const responder = readResponder(inner.next())
  const producedAt = readTime(expectTag(inner.next(), TAG.generalizedTime))
  const responses = readSequenceOf(inner.next(), readSingleResponse)
  if (responses.length === 0 || responses.length > limits.maxResponses)
    throw ocspError('ERR_OCSP_SIZE', { limit: limits.maxResponses, unit: 'responses' })
  const extensions = readTaggedExtensions(inner, 1)
  inner.end()
  return {
    raw,
    tbs: data.raw,
    responder,
    producedAt,
    responses,
    extensions,
    nonce: readExtensionValue(extensions, OCSP_OID.nonce, readOctetString),
    unknownCritical: extensions.find(({ oid, critical }) => critical && !PROCESSED.has(oid))?.oid,
    signatureAlgorithm,
    signature,
    certificates,
  }
}

/** Of the whole answer. `extendedRevoke` says only that "revoked" may stand for "never issued" (RFC 6960, 4.4.8). */
const PROCESSED: ReadonlySet<string> = /* @__PURE__ */ new Set([OCSP_OID.nonce, OCSP_OID.extendedRevoke])

export function readTaggedExtensions(cursor: DerCursor, number: number): Extension[] {
  const tagged = cursor.optional(contextTag(number))
  return tagged === undefined ? [] : readExtensions(readExplicit(tagged))
}

function readResponder(node: DerNode): ResponderId {
  if (node.tag === contextTag(1)) return { name: readName(readExplicit(node)) }
  return { keyHash: encodeHex(readOctetString(readExplicit(expectTag(node, contextTag(2))))) }
}

function readCertificates(tagged: DerNode | undefined, { maxCertificates }: OcspLimits): Certificate[] {
  if (tagged === undefined) return []
  const elements = readSequenceOf(readExplicit(tagged), ({ raw }) => raw)
  if (elements.length > maxCertificates)
    throw ocspError('ERR_OCSP_SIZE', { limit: maxCertificates, unit: 'certificates' })
  return elements.map((raw) => parseCertificate(raw))
}
