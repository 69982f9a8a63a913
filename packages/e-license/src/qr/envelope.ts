import { type Certificate, encodeUtf8, equalBytes, parseCertificate } from '@xinyin/core'
import type { CborKey, CborMap, CborValue } from '@xinyin/core/cbor'
import {
  type CertificateThumbprint,
  COSE_HEADER,
  COSE_SM2,
  type CoseSign1,
  encodeThumbprint,
  parseCoseSign1,
} from '@xinyin/core/cose'
import { decodeBase45 } from './base45.ts'
import { qrError } from './codes.ts'
import { isLowS } from './low-s.ts'
import { QR_PREFIX } from './prefix.ts'

/**
 * Signed too, though it is not in the message: a signature that the same key made over something else is none here
 * (RFC 9052, 4.3).
 */
export const QR_EXTERNAL_AAD: Uint8Array = /* @__PURE__ */ encodeUtf8(QR_PREFIX)

/** What any QR code holds at most: version 40, level L (ISO/IEC 18004, table 7). */
const MAX_CHARACTERS = 4296

/** Levels that the message has, and more values than it ever has. */
const LIMITS = { maxDepth: 4, maxValues: 64 } as const

/** Algorithms of the profile, by their COSE values. */
const ALGORITHMS: ReadonlyMap<number, QrAlgorithm> = new Map([
  [COSE_SM2, 'SM2'],
  [-7, 'ES256'],
])

export type QrAlgorithm = 'SM2' | 'ES256'

/** The signed message in a code, but for the certificates in it. Nothing is verified yet. */
export interface QrMessage {
  readonly message: CoseSign1
  /** What is signed, packed. */
  readonly payload: Uint8Array
  readonly algorithm: QrAlgorithm
  /** Names the signer's certificate, by few octets: a hint where to look. */
  readonly thumbprint: CertificateThumbprint
}

/** The signed message in a code. Nothing is verified yet. */
export interface QrEnvelope extends QrMessage {
  /** Certificates in the code itself, the signer's first; mostly none, as they take much room. */
  readonly certificates: readonly Certificate[]
}

/** Parameters of the protected header: these and no others. */
export function encodeQrHeader(
  thumbprint: CertificateThumbprint,
  certificates: readonly Certificate[],
): CborMap {
  const [first, ...more] = certificates.map(({ raw }) => raw)
  const header = new Map<CborKey, CborValue>([[COSE_HEADER.x5t, encodeThumbprint(thumbprint)]])
  if (first !== undefined) header.set(COSE_HEADER.x5chain, more.length === 0 ? first : [first, ...more])
  return header
}

/** Octets of a thumbprint: 64 bits of SHA-256 (RFC 9054, 2.1: `SHA-256/64`). */
export const HINT_LENGTH = 8

const LABELS: ReadonlySet<number | string> = new Set([COSE_HEADER.alg, COSE_HEADER.x5t, COSE_HEADER.x5chain])

const readCertificate = (der: Uint8Array): Certificate => parseCertificate(der)

function hasOnlyLabels(header: CborMap): boolean {
  for (const label of header.keys()) if (!LABELS.has(label)) return false
  return true
}

/**
 * Takes the text of a code apart, as far as the signed message: its certificates are read once it is known that the first
 * is the one that the message names (`withCertificates`). A text that differs in any character is refused or is
 * another message: nothing stands beside what is signed, and nothing in it has a second form.
 *
 * @throws LicenceError `ERR_QR_FORM`, `ERR_QR_SIZE`, `ERR_QR_BASE45`, `ERR_QR_CANONICAL`, `ERR_QR_ALGORITHM`;
 *   CoreError `ERR_COSE_*`, `ERR_CBOR_*`
 */
export function parseQrMessage(text: string): QrMessage {
  if (!text.startsWith(QR_PREFIX)) throw qrError('ERR_QR_FORM', { prefix: QR_PREFIX })
  if (text.length > MAX_CHARACTERS)
    throw qrError('ERR_QR_SIZE', { found: text.length, limit: MAX_CHARACTERS })
  const message = parseCoseSign1(decodeBase45(text, QR_PREFIX.length), LIMITS)
  const { isTagged, protectedHeader, unprotectedHeader, payload, signature, thumbprint } = message
  const algorithm = ALGORITHMS.get(message.algorithm)
  if (algorithm === undefined) throw qrError('ERR_QR_ALGORITHM')
  const isPlain = !isTagged && unprotectedHeader.size === 0 && signature.length === 64
  const isKnown = hasOnlyLabels(protectedHeader)
  const isTwin = algorithm === 'ES256' && !isLowS(signature)
  if (!isPlain || !isKnown || isTwin || payload === undefined || thumbprint?.algorithm !== 'SHA-256/64')
    throw qrError('ERR_QR_CANONICAL')
  return { message, payload, algorithm, thumbprint }
}

/**
 * The message with the certificates in it.
 *
 * @param digest - SHA-256 of the first of them, where there is one
 * @throws LicenceError `ERR_QR_CANONICAL` where that is not the one that the message names; CoreError of `parseCertificate`
 */
export function withCertificates(read: QrMessage, digest: Uint8Array | undefined): QrEnvelope {
  const { message, payload, algorithm, thumbprint } = read
  const { certificates } = message
  const isNamed = digest !== undefined && equalBytes(digest.subarray(0, HINT_LENGTH), thumbprint.value)
  if (certificates.length > 0 && !isNamed) throw qrError('ERR_QR_CANONICAL')
  return { message, payload, algorithm, thumbprint, certificates: certificates.map(readCertificate) }
}
