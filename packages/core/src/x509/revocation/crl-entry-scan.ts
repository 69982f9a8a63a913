import { parseDer } from '../../der/read.ts'
import { TAG } from '../../der/tag.ts'
import { readOid } from '../../der/value.ts'
import { TrustError } from '../../errors.ts'
import { MAX_SERIAL_OCTETS } from './crl-entry-index.ts'
import { isReason } from './reason.ts'

/** What a look at one entry found. The same object serves for every entry: there may be millions. */
export interface ScannedEntry {
  /** Where the next entry begins. */
  next: number
  /** Where its `certificateIssuer` begins and ends; 0 where it has none. */
  issuerAt: number
  issuerEnd: number
  /** A critical extension that is not processed. */
  unknownCritical: string | undefined
}

/** Where the element at `at` ends, or -1 where it is no strict DER or does not end by `limit` (X.690, 10.1). */
function endOfElement(bytes: Uint8Array, at: number, limit: number): number {
  if (limit - at < 2) return -1
  const first = bytes[at + 1] ?? 0
  if (first < 0x80) return at + 2 + first <= limit ? at + 2 + first : -1
  const octets = first & 0x7f
  if (octets === 0 || octets > 4 || limit - at - 2 < octets) return -1
  let length = 0
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0)
  if (length < 0x80 || (octets > 1 && bytes[at + 2] === 0)) return -1
  return at + 2 + octets + length <= limit ? at + 2 + octets + length : -1
}

/** Where the content of the element at `at` begins. */
function contentOf(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0
  return first < 0x80 ? at + 2 : at + 2 + (first & 0x7f)
}

/**
 * Looks at one entry of `revokedCertificates` (RFC 5280, 5.1.2.6), without taking it apart.
 *
 * @param scanned - is filled in
 * @returns the field that is malformed, or nothing
 */
export function scanEntry(bytes: Uint8Array, at: number, scanned: ScannedEntry): string | undefined {
  scanned.issuerAt = 0
  scanned.unknownCritical = undefined
  const end = bytes[at] === TAG.sequence ? endOfElement(bytes, at, bytes.length) : -1
  if (end < 0) return 'revokedCertificate'
  scanned.next = end

  let field = contentOf(bytes, at)
  const serialLength = bytes[field + 1] ?? 0
  const isSerial =
    end - field > 2 && bytes[field] === TAG.integer && isShortestInteger(bytes, field + 2, serialLength)
  field += 2 + serialLength
  if (!isSerial || field > end) return 'userCertificate'

  if (!isTime(bytes, field, end)) return 'revocationDate'
  field += 2 + (bytes[field + 1] ?? 0)
  if (field === end) return undefined

  if (bytes[field] !== TAG.sequence || endOfElement(bytes, field, end) !== end) return 'crlEntryExtensions'
  return scanExtensions(bytes, contentOf(bytes, field), end, scanned)
}

function isShortestInteger(bytes: Uint8Array, at: number, length: number): boolean {
  if (length === 0 || length > MAX_SERIAL_OCTETS) return false
  const first = bytes[at] ?? 0
  const second = bytes[at + 1] ?? 0
  return length === 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** UTCTime or GeneralizedTime to the second in UTC (RFC 5280, 4.1.2.5), the element that begins at `at`. */
function isTime(bytes: Uint8Array, at: number, limit: number): boolean {
  const isUtc = bytes[at] === TAG.utcTime
  if (!isUtc && bytes[at] !== TAG.generalizedTime) return false
  const length = isUtc ? 13 : 15
  const last = at + 1 + length
  if (bytes[at + 1] !== length || last >= limit || bytes[last] !== 0x5a) return false
  const pair = (place: number): number => {
    const tens = (bytes[place] ?? 0) - 0x30
    const ones = (bytes[place + 1] ?? 0) - 0x30
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1e6
  }
  const inYear = last - 12
  const century = isUtc ? (pair(inYear) < 50 ? 20 : 19) : pair(inYear - 2)
  const year = century * 100 + pair(inYear)
  const month = pair(inYear + 2)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = (DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0)
  const day = pair(inYear + 4)
  const isDate = year < 10000 && day >= 1 && day <= days
  return isDate && pair(inYear + 6) < 24 && pair(inYear + 8) < 60 && pair(inYear + 10) < 60
}

/** Third octet of the object identifiers below 2.5.29 that are processed. */
const REASON_CODE = 21
const HOLD_INSTRUCTION = 23
const INVALIDITY_DATE = 24
const CERTIFICATE_ISSUER = 29

function scanExtensions(
  bytes: Uint8Array,
  from: number,
  end: number,
  scanned: ScannedEntry,
): string | undefined {
  // At least one (RFC 5280, 5.1: SIZE (1..MAX)).
  if (from === end) return 'crlEntryExtensions'
  let seen = 0
  for (let at = from; at < end; ) {
    const next = bytes[at] === TAG.sequence ? endOfElement(bytes, at, end) : -1
    if (next < 0) return 'crlEntryExtensions'
    const oid = contentOf(bytes, at)
    const afterOid = bytes[oid] === TAG.oid ? endOfElement(bytes, oid, next) : -1
    if (afterOid < 0) return 'crlEntryExtensions'
    let value = afterOid
    let isCritical = false
    if (bytes[value] === TAG.boolean) {
      const flag = bytes[value + 2]
      if (bytes[value + 1] !== 1 || (flag !== 0 && flag !== 0xff)) return 'crlEntryExtensions'
      isCritical = flag === 0xff
      value += 3
    }
    if (bytes[value] !== TAG.octetString || endOfElement(bytes, value, next) !== next)
      return 'crlEntryExtensions'

    const isStandard = bytes[oid + 1] === 3 && bytes[oid + 2] === 0x55 && bytes[oid + 3] === 0x1d
    const kind = isStandard ? (bytes[oid + 4] ?? 0) : 0
    const content = contentOf(bytes, value)
    if (kind > 0 && kind < 32) {
      if ((seen & (1 << kind)) !== 0) return 'crlEntryExtensions'
      seen |= 1 << kind
    }
    if (kind === REASON_CODE) {
      const isRight = bytes[content] === TAG.enumerated && bytes[content + 1] === 1 && next - content === 3
      if (!isRight || !isReason(bytes[content + 2] ?? 7)) return 'reasonCode'
    } else if (kind === INVALIDITY_DATE) {
      // A GeneralizedTime always (RFC 5280, 5.3.2).
      if (next - content !== 17 || bytes[content] !== TAG.generalizedTime || !isTime(bytes, content, next))
        return 'invalidityDate'
    } else if (kind === CERTIFICATE_ISSUER) {
      if (endOfElement(bytes, content, next) !== next) return 'certificateIssuer'
      scanned.issuerAt = content
      scanned.issuerEnd = next
    } else if (kind !== HOLD_INSTRUCTION && isCritical) {
      const name = readOidOf(bytes.subarray(oid, afterOid))
      if (name === undefined) return 'crlEntryExtensions'
      scanned.unknownCritical ??= name
    }
    at = next
  }
  return undefined
}

function readOidOf(der: Uint8Array): string | undefined {
  try {
    return readOid(parseDer(der))
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
