import { assertOctets } from '../bytes/octets.ts'
import { type DerLimits, type DerNode, DerWalk, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  assertBitString,
  readBitStringBytes,
  readIntegerHex,
  readSmallInteger,
  readTime,
} from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { completeLimits } from '../limits.ts'
import { readAlgorithmIdentifier } from './algorithm.ts'
import type { Certificate, Extension } from './certificate.ts'
import { readExtensions } from './extension.ts'
import { createCertificate } from './parsed-certificate.ts'
import { decodePem, type PemLimits } from './pem.ts'
import { readIssuer, readSubject } from './seen-name.ts'

// Far above certificates in use: those with a thousand alternative names stay below 64 KiB.
const LIMITS: DerLimits = { maxBytes: 256 * 1024, maxDepth: 24, maxElements: 4000 }

/**
 * Reads one X.509 certificate (RFC 5280, 4.1), versions 1 to 3, in strict DER.
 *
 * Nothing is verified here. What is tolerated, since certificates in use have it and it changes no meaning: a
 * written-out `FALSE`, zero bits at the end of `KeyUsage`, GeneralizedTime before 2050, unsorted sets in names.
 *
 * The key is read when `publicKey` is first asked for, and throws then if it is unknown or bad: a certificate of an
 * unknown algorithm can be described. Everything else is read at once.
 *
 * @throws CoreError `ERR_CERTIFICATE_*`, `ERR_DER_*`, `ERR_BYTES_UTF8`
 */
export function parseCertificate(der: Uint8Array, limits?: Partial<DerLimits>): Certificate {
  assertOctets('der', der)
  // A copy: what was read must not change under its readers when the caller uses his buffer again.
  const raw = new Uint8Array(der)
  const parsed = parseDer(raw, limits === undefined ? LIMITS : completeLimits(LIMITS, limits))
  const outer = openDer(parsed)
  const tbs = outer.next(TAG.sequence)
  const signatureAlgorithm = outer.next(TAG.sequence)
  const signature = readBitStringBytes(outer.next())
  outer.end()

  const inner = new DerWalk(tbs)
  const version = readVersion(inner)
  const serialNumber = readSerialNumber(inner.take())
  if (!isSameElement(inner.take(TAG.sequence), signatureAlgorithm)) {
    throw new CoreError('ERR_CERTIFICATE_ALGORITHMS')
  }
  const issuer = readIssuer(inner.take())
  const { notBefore, notAfter, usesUtcTime } = readValidity(inner.take())
  const subject = readSubject(inner.take())
  const spki = readSubjectPublicKeyInfo(inner.take())
  readUniqueIdentifiers(inner, version)
  const extensions = readVersion3Extensions(inner, version)
  inner.finish()

  return createCertificate({
    raw,
    tbs: tbs.raw,
    version,
    serialNumber,
    issuer,
    subject,
    notBefore,
    notAfter,
    usesUtcTime,
    spki,
    signatureAlgorithm: readAlgorithmIdentifier(signatureAlgorithm),
    signature,
    extensions,
  })
}

/**
 * A `SubjectPublicKeyInfo` of whatever algorithm (RFC 5280, 4.1). The key in it is read when it is asked for, for a
 * point is proved to be on its curve in the time that all the rest takes three times.
 */
function readSubjectPublicKeyInfo(node: DerNode): Uint8Array {
  const parts = new DerWalk(node)
  readAlgorithmIdentifier(parts.take())
  assertBitString(parts.take())
  parts.finish()
  return node.raw
}

/** Whether two elements of one value are the same, octet for octet. */
function isSameElement(a: DerNode, b: DerNode): boolean {
  const { bytes } = a.source
  const length = a.next - a.offset
  if (length !== b.next - b.offset) return false
  for (let i = 0; i < length; i++) if (bytes[a.offset + i] !== bytes[b.offset + i]) return false
  return true
}

function readVersion(parts: DerWalk): 1 | 2 | 3 {
  if (!parts.optional(contextTag(0))) return 1
  const content = new DerWalk(parts, parts.tag)
  const value = readSmallInteger(content.take())
  content.finish()
  // Version 1 is the default, which DER does not write.
  if (value !== 1 && value !== 2) throw new CoreError('ERR_CERTIFICATE_VERSION', { found: value })
  return value === 1 ? 2 : 3
}

/** At most 20 octets of value (RFC 5280, 4.1.2.2). Zero and negative numbers occur and are read. */
function readSerialNumber(node: DerNode): string {
  const digits = readIntegerHex(node)
  const length = digits.length / 2 - (digits.startsWith('00') ? 1 : 0)
  if (length > 20) throw new CoreError('ERR_CERTIFICATE_SERIAL_NUMBER', { found: length, limit: 20 })
  return digits
}

function readValidity(node: DerNode): Pick<Certificate, 'notBefore' | 'notAfter' | 'usesUtcTime'> {
  const times = new DerWalk(node)
  const notBefore = readWholeSecond(times.take())
  const isFirstPrescribed = isPrescribed(times, notBefore)
  const notAfter = readWholeSecond(times.take())
  const usesUtcTime = isFirstPrescribed && isPrescribed(times, notAfter)
  times.finish()
  return { notBefore, notAfter, usesUtcTime }
}

/** GeneralizedTime from 2050 on, and before 1950, which UTCTime cannot tell from it; UTCTime says nothing else. */
function isPrescribed({ tag }: DerNode, date: Date): boolean {
  if (tag === TAG.utcTime) return true
  const year = date.getUTCFullYear()
  return year >= 2050 || year < 1950
}

/** RFC 5280, 4.1.2.5.2: no fractions. */
function readWholeSecond(node: DerNode): Date {
  if (node.end - node.start > 15) throw new CoreError('ERR_DER_VALUE', { type: 'Time', offset: node.offset })
  return readTime(node)
}

function readUniqueIdentifiers(parts: DerWalk, version: 1 | 2 | 3): void {
  for (const number of [1, 2]) {
    const tag = contextTag(number, 'primitive')
    if (!parts.optional(tag)) continue
    if (version === 1) throw new CoreError('ERR_CERTIFICATE_VERSION', { found: version })
    assertBitString(parts, tag)
  }
}

function readVersion3Extensions(parts: DerWalk, version: 1 | 2 | 3): Extension[] {
  if (!parts.optional(contextTag(3))) return []
  if (version !== 3) throw new CoreError('ERR_CERTIFICATE_VERSION', { found: version })
  const content = new DerWalk(parts, parts.tag)
  const extensions = readExtensions(content.take())
  content.finish()
  return extensions
}

/**
 * Reads the certificates of a file: PEM with one or more blocks, all of them certificates, or one in DER.
 *
 * @throws CoreError `ERR_PEM_*`, and those of {@link parseCertificate}
 */
export function parseCertificates(
  pemOrDer: string | Uint8Array,
  limits: Partial<PemLimits> = {},
): Certificate[] {
  if (typeof pemOrDer !== 'string' && looksLikeDer(pemOrDer)) return [parseCertificate(pemOrDer)]
  return decodePem(pemOrDer, limits).map(({ label, der }) => {
    if (label !== 'CERTIFICATE')
      throw new CoreError('ERR_PEM_LABEL', { expected: 'CERTIFICATE', found: label })
    return parseCertificate(der)
  })
}

// A SEQUENCE of 128 bytes or more: no certificate is shorter, and no text has that second octet after a '0'.
function looksLikeDer(bytes: Uint8Array): boolean {
  return bytes[0] === TAG.sequence && (bytes[1] ?? 0) >= 0x80
}
