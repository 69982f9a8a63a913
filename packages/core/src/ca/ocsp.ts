import { equalBytes } from '../bytes/sequence.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../der/write.ts'
import { TrustError } from '../errors.ts'
import type { Certificate } from '../x509/certificate.ts'
import { sameName } from '../x509/name-match.ts'
import { PURPOSE } from '../x509/oid.ts'
import { ENTRY_EXTENSION } from '../x509/revocation/crl-entries.ts'
import { OCSP_OID } from '../x509/revocation/ocsp.ts'
import {
  type CertId,
  hashOf,
  keyOctets,
  OCSP_DIGEST_OIDS,
  type OcspDigest,
} from '../x509/revocation/ocsp-cert-id.ts'
import { parseOcspRequest, type ReceivedOcspRequest } from '../x509/revocation/ocsp-request.ts'
import { REASONS } from '../x509/revocation/reason.ts'
import type { RevocationReason } from './crl.ts'
import { encodeExtension } from './crl-extensions.ts'
import { type Issuer, toSigner } from './issuer.ts'
import { hasNullParameters } from './signing.ts'

/** The state of a certificate, as the authority's records have it. */
export type CertificateState =
  | { readonly state: 'good' }
  /** Never issued, or not by this authority. */
  | { readonly state: 'unknown' }
  | {
      readonly state: 'revoked'
      readonly revokedAt: Date
      readonly reason?: Exclude<RevocationReason, 'removeFromCRL'>
      /** From when on the certificate was no longer to be relied on, where that is before `revokedAt`. */
      readonly invalidAt?: Date
    }

/** Who answers, about whose certificates. */
export interface OcspResponderOptions {
  /** The authority whose certificates are asked about. */
  readonly issuer: Certificate
  /** The authority itself, or one to whom it gave a certificate for answering (RFC 6960, 4.2.2.2). */
  readonly responder: Issuer
  /** Looks up a certificate by its serial number, lower-case hexadecimal. */
  lookup(serialNumber: string): CertificateState | Promise<CertificateState>
  /** Since when the states of expired certificates are kept (RFC 6960, 4.4.4). */
  readonly archiveCutoff?: Date
}

export interface OcspResponseOptions extends OcspResponderOptions {
  /** DER of `OCSPRequest`, as it arrived. */
  readonly request: Uint8Array
  readonly now: Date
  /** Until when the answer is to be relied on. */
  readonly nextUpdate: Date
}

/** `OCSPResponseStatus` of an answer that says nothing (RFC 6960, 4.2.1). */
const REFUSALS = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const

/** An answer that says nothing but why. It is not signed. */
export function createOcspRefusal(reason: keyof typeof REFUSALS): Uint8Array {
  return encodeSequence(encodeElement(TAG.enumerated, Uint8Array.of(REFUSALS[reason])))
}

/**
 * Answers a question about the state of certificates (RFC 6960, 4.2). One that is malformed, or about another authority's
 * certificates, is answered with a refusal.
 *
 * It is written here and not by `pkijs`, which signs with keys of WebCrypto only: with none of SM2, and none in a device.
 *
 * @returns DER of `OCSPResponse`; as PEM its label is `OCSP RESPONSE`
 * @throws TypeError for a key that is not the responder's, or a certificate that is not for answering
 */
export async function createOcspResponse(options: OcspResponseOptions): Promise<Uint8Array> {
  const { responder, issuer, now, nextUpdate } = options
  const signer = responderSigner(responder, issuer)
  if (!(now < nextUpdate)) throw new RangeError('nextUpdate: expected a time after now')
  const request = tryRequest(options.request)
  if (request === undefined) return createOcspRefusal('malformedRequest')
  if (!request.certIds.some((certId) => isOf(certId, issuer))) return createOcspRefusal('unauthorized')

  const singles: Uint8Array[] = []
  for (const certId of request.certIds) singles.push(await encodeSingle(certId, options))
  const { nonce } = request
  const echoed = nonce === undefined ? [] : [encodeExtension(OCSP_OID.nonce, encodeOctetString(nonce))]
  const tbs = encodeSequence(
    encodeContext(2, encodeOctetString(hashOf('SHA-1', keyOctets(responder.certificate.spki)))),
    encodeGeneralizedTime(now),
    encodeSequence(...singles),
    ...(echoed.length === 0 ? [] : [encodeContext(1, encodeSequence(...echoed))]),
  )
  const isDelegate = !equalBytes(responder.certificate.raw, issuer.raw)
  const basic = encodeSequence(
    tbs,
    encodeSequence(
      encodeOid(signer.algorithm),
      ...(hasNullParameters(signer.algorithm) ? [encodeNull()] : []),
    ),
    encodeBitString(await signer.sign(tbs)),
    ...(isDelegate ? [encodeContext(0, encodeSequence(responder.certificate.raw))] : []),
  )
  return encodeSequence(
    encodeElement(TAG.enumerated, Uint8Array.of(0)),
    encodeContext(0, encodeSequence(encodeOid(OCSP_OID.basic), encodeOctetString(basic))),
  )
}

function responderSigner({ certificate, key }: Issuer, issuer: Certificate) {
  const signer = toSigner(key)
  if (!equalBytes(signer.publicKey.spki, certificate.spki))
    throw new TypeError('responder.key: not the key of responder.certificate')
  const isDelegate =
    sameName(certificate.issuer, issuer.subject) &&
    certificate.extendedKeyUsage?.includes(PURPOSE.ocspSigning) === true
  if (!isDelegate && !equalBytes(certificate.raw, issuer.raw))
    throw new TypeError(
      'responder.certificate: neither the issuer nor one for answering that the issuer made',
    )
  return signer
}

function tryRequest(der: Uint8Array): ReceivedOcspRequest | undefined {
  try {
    return parseOcspRequest(der)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** Whether a certificate that is asked about is one of the authority's. */
function isOf({ algorithm, issuerNameHash, issuerKeyHash }: CertId, issuer: Certificate): boolean {
  for (const [name, oid] of Object.entries(OCSP_DIGEST_OIDS)) {
    if (oid !== algorithm) continue
    return (
      equalBytes(issuerNameHash, hashOf(name as OcspDigest, issuer.subject.raw)) &&
      equalBytes(issuerKeyHash, hashOf(name as OcspDigest, keyOctets(issuer.spki)))
    )
  }
  return false
}

async function encodeSingle(certId: CertId, options: OcspResponseOptions): Promise<Uint8Array> {
  const { issuer, now, nextUpdate, archiveCutoff } = options
  const state = isOf(certId, issuer) ? await options.lookup(certId.serialNumber) : UNKNOWN
  const invalidAt = state.state === 'revoked' ? state.invalidAt : undefined
  const extensions = [
    ...(archiveCutoff === undefined
      ? []
      : [encodeExtension(OCSP_OID.archiveCutoff, encodeGeneralizedTime(archiveCutoff))]),
    ...(invalidAt === undefined
      ? []
      : [encodeExtension(ENTRY_EXTENSION.invalidityDate, encodeGeneralizedTime(invalidAt))]),
  ]
  return encodeSequence(
    certId.raw,
    encodeState(state),
    encodeGeneralizedTime(now),
    encodeContext(0, encodeGeneralizedTime(nextUpdate)),
    ...(extensions.length === 0 ? [] : [encodeContext(1, encodeSequence(...extensions))]),
  )
}

const UNKNOWN: CertificateState = { state: 'unknown' }

function encodeState(state: CertificateState): Uint8Array {
  if (state.state !== 'revoked') return encodeElement(contextTag(state.state === 'good' ? 0 : 2, 'primitive'))
  const { revokedAt, reason } = state
  return encodeContext(
    1,
    encodeGeneralizedTime(revokedAt),
    ...(reason === undefined
      ? []
      : [encodeContext(0, encodeElement(TAG.enumerated, Uint8Array.of(REASONS[reason])))]),
  )
}
