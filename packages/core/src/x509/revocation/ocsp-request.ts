import { randomBytes } from '../../crypto/random.ts'
import { openDer, parseDer } from '../../der/read.ts'
import { contextTag, TAG } from '../../der/tag.ts'
import { readOctetString, readSequenceOf, readSmallInteger } from '../../der/value.ts'
import { encodeContext, encodeOctetString, encodeOid, encodeSequence } from '../../der/write.ts'
import type { Certificate, Extension } from '../certificate.ts'
import { readExtensionValue } from '../extension.ts'
import { OCSP_OID, readTaggedExtensions } from './ocsp.ts'
import { type CertId, createCertId, OCSP_DIGEST_OIDS, type OcspDigest, readCertId } from './ocsp-cert-id.ts'
import { ocspError } from './ocsp-codes.ts'

export interface OcspRequestOptions {
  readonly certificate: Certificate
  /** The certificate of who issued it. */
  readonly issuer: Certificate
  /**
   * What the answer has to hold, 1 to 128 octets (RFC 9654, 2.1): 32 random ones unless given. `false` sends none, so
   * that caches on the way can answer (RFC 5019).
   */
  readonly nonce?: Uint8Array | false
  /** How the issuer is named; SHA-1 unless given, since that is what every responder understands (RFC 5019, 2.1.1). */
  readonly digest?: OcspDigest
}

/** A question to a responder, and what its answer is held against. */
export interface OcspRequest {
  /** The request to be sent, `application/ocsp-request`. */
  readonly der: Uint8Array
  readonly certificate: Certificate
  readonly issuer: Certificate
  readonly certId: CertId
  readonly nonce: Uint8Array | undefined
}

/**
 * Asks about the state of a certificate (RFC 6960, 4.1). The caller sends `der` and gives the answer to `processOcsp`.
 *
 * @example
 * ```ts
 * const request = requestOcsp({ certificate, issuer })
 * const answer = await fetch(url, { method: 'POST', body: request.der, headers: { 'content-type': 'application/ocsp-request' } })
 * const { status } = processOcsp(new Uint8Array(await answer.arrayBuffer()), request).single
 * ```
 */
export function requestOcsp(options: OcspRequestOptions): OcspRequest {
  const { certificate, issuer, digest = 'SHA-1' } = options
  if (!Object.hasOwn(OCSP_DIGEST_OIDS, digest))
    throw new TypeError(`digest: expected one of ${Object.keys(OCSP_DIGEST_OIDS).join(', ')}`)
  const nonce = options.nonce === false ? undefined : (options.nonce ?? randomBytes(32))
  if (nonce !== undefined && (nonce.length < 1 || nonce.length > 128))
    throw new RangeError('nonce: expected 1 to 128 octets')
  const certId = createCertId({ certificate, issuer }, digest)
  const request = encodeSequence(encodeSequence(encodeSequence(certId.raw)))
  const tbs = nonce === undefined ? request : encodeSequence(parseDer(request).content, encodeNonce(nonce))
  return { der: encodeSequence(tbs), certificate, issuer, certId, nonce }
}

function encodeNonce(nonce: Uint8Array): Uint8Array {
  const extension = encodeSequence(encodeOid(OCSP_OID.nonce), encodeOctetString(encodeOctetString(nonce)))
  return encodeContext(2, encodeSequence(extension))
}

/** A question as a responder reads it. */
export interface ReceivedOcspRequest {
  readonly certIds: readonly CertId[]
  readonly nonce: Uint8Array | undefined
}

/** What a request may take: certificates asked about and octets. */
const MAX_CERTIFICATES = 100
const MAX_BYTES = 64 * 1024

/**
 * Reads a request (RFC 6960, 4.1.1), for responders. A signature on it is not looked at: everybody may ask.
 *
 * @throws CoreError `ERR_OCSP_FORMAT`, `ERR_OCSP_SIZE`, `ERR_DER_*`, `ERR_CERTIFICATE_EXTENSION*`
 */
export function parseOcspRequest(der: Uint8Array): ReceivedOcspRequest {
  const outer = openDer(
    parseDer(new Uint8Array(der), { maxBytes: MAX_BYTES, maxDepth: 24, maxElements: 1000 }),
  )
  const tbs = openDer(outer.next(TAG.sequence))
  outer.optional(contextTag(0))
  outer.end()

  const version = tbs.optional(contextTag(0))
  if (version !== undefined && readSmallInteger(parseDer(version.content)) !== 0)
    throw ocspError('ERR_OCSP_FORMAT', { reason: 'version' })
  tbs.optional(contextTag(1))
  const certIds = readSequenceOf(tbs.next(), (node) => {
    const request = openDer(node)
    const certId = readCertId(request.next())
    refuseCritical(readTaggedExtensions(request, 0))
    request.end()
    return certId
  })
  if (certIds.length === 0 || certIds.length > MAX_CERTIFICATES)
    throw ocspError('ERR_OCSP_SIZE', { limit: MAX_CERTIFICATES, unit: 'requests' })
  const extensions = readTaggedExtensions(tbs, 2)
  tbs.end()
  refuseCritical(extensions.filter(({ oid }) => oid !== OCSP_OID.nonce))
  const nonce = readExtensionValue(extensions, OCSP_OID.nonce, readOctetString)
  if (nonce !== undefined && (nonce.length < 1 || nonce.length > 128))
    throw ocspError('ERR_OCSP_FORMAT', { reason: 'nonce' })
  return { certIds, nonce }
}

/** What a question requires and is not understood here, of all of it or of one certificate, refuses it (RFC 6960, 4.4). */
function refuseCritical(extensions: readonly Extension[]): void {
  const critical = extensions.find((extension) => extension.critical)
  if (critical !== undefined) throw ocspError('ERR_OCSP_FORMAT', { reason: critical.oid })
}
