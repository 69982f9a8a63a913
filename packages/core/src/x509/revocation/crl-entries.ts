import { decodeHex, encodeHex } from '../../bytes/hex.ts'
import { type DerNode, openDer, parseDer } from '../../der/read.ts'
import { TAG } from '../../der/tag.ts'
import { readIntegerBytes, readOid, readTime } from '../../der/value.ts'
import { TrustError } from '../../errors.ts'
import { readExtensions, readExtensionValue } from '../extension.ts'
import { readGeneralNames } from '../general-name.ts'
import type { Name } from '../name.ts'
import { sameName } from '../name-match.ts'
import { crlError } from './crl-codes.ts'
import { indexEntries, MAX_SERIAL_OCTETS } from './crl-entry-index.ts'
import { type ScannedEntry, scanEntry } from './crl-entry-scan.ts'
import { type CrlReason, readReason } from './reason.ts'

/** Object identifiers of the extensions of entries (RFC 5280, 5.3, and RFC 3280, 5.3.2). */
export const ENTRY_EXTENSION = {
  reasonCode: '2.5.29.21',
  holdInstruction: '2.5.29.23',
  invalidityDate: '2.5.29.24',
  certificateIssuer: '2.5.29.29',
} as const

/** What a list says about one certificate (RFC 5280, 5.3). */
export interface CrlEntry {
  /** Lower-case hexadecimal, as `Certificate.serialNumber`. */
  readonly serialNumber: string
  /** Whose certificate it is: the list's own issuer, or in an indirect list another one. */
  readonly issuer: Name
  readonly revokedAt: Date
  /** Absent where the list does not say; that means `unspecified`. */
  readonly reason: CrlReason | undefined
  /** From when on the certificate was no longer to be relied on: it can lie before `revokedAt`. */
  readonly invalidAt: Date | undefined
  /** What to do while the certificate is on hold, by its object identifier. RFC 5280 no longer has it. */
  readonly holdInstruction: string | undefined
}

/** The entries of a list, held as the bytes that arrived and an index over them. */
export interface CrlEntries {
  readonly count: number
  /** A critical extension of an entry that is not processed: the list must not be used (RFC 5280, 5.3). */
  readonly unknownCritical: string | undefined
  find(serialNumber: string, issuer: Name): CrlEntry | undefined
}

export interface CrlEntryLimits {
  readonly maxEntries: number
  /** Issuers named by the entries of an indirect list. */
  readonly maxIssuers: number
}

/** Entries whose certificates have an issuer of their own: from this entry on. */
interface IssuerRun {
  readonly from: number
  readonly issuer: number
}

/** Octets of the shortest entry. */
const SHORTEST_ENTRY = 20

/**
 * Goes once through `revokedCertificates` and proves each entry well-formed, without making an object of any.
 *
 * @throws CoreError `ERR_CRL_ENTRY`, `ERR_CRL_ENTRY_TWICE`, `ERR_CRL_SIZE`
 */
export function readEntries(
  list: DerNode | undefined,
  own: Name,
  isIndirect: boolean,
  limits: CrlEntryLimits,
): CrlEntries {
  const bytes = list?.content ?? new Uint8Array(0)
  const starts = new Uint32Array(Math.ceil(bytes.length / SHORTEST_ENTRY))
  const issuers: Name[] = [own]
  const runs: IssuerRun[] = []
  const byName = new Map<string, number>()
  let count = 0
  let unknownCritical: string | undefined

  const malformed = (entry: number, reason: string, cause?: unknown) =>
    crlError('ERR_CRL_ENTRY', { entry, reason }, cause)

  const issuerNumber = (names: Uint8Array): number => {
    const key = encodeHex(names)
    const known = byName.get(key)
    if (known !== undefined) return known
    const name = readGeneralNames(parseDer(names, { maxDepth: 24 })).find(({ kind }) => kind === 'directory')
    if (name?.kind !== 'directory') throw malformed(count, 'certificateIssuer')
    let number = issuers.findIndex((issuer) => sameName(issuer, name.value))
    if (number < 0) number = issuers.push(name.value) - 1
    if (number > limits.maxIssuers) {
      throw crlError('ERR_CRL_SIZE', { limit: limits.maxIssuers, unit: 'issuers' })
    }
    byName.set(key, number)
    return number
  }

  const scanned: ScannedEntry = { next: 0, issuerAt: 0, issuerEnd: 0, unknownCritical: undefined }
  for (let at = 0; at < bytes.length; at = scanned.next) {
    if (count >= limits.maxEntries)
      throw crlError('ERR_CRL_SIZE', { limit: limits.maxEntries, unit: 'entries' })
    const fault = scanEntry(bytes, at, scanned)
    if (fault !== undefined) throw malformed(count, fault)
    unknownCritical ??= scanned.unknownCritical
    if (scanned.issuerAt > 0) {
      // In a list that is not indirect, every certificate is of its own issuer (RFC 5280, 5.3.3).
      if (!isIndirect) throw malformed(count, 'certificateIssuer')
      try {
        runs.push({
          from: count,
          issuer: issuerNumber(bytes.subarray(scanned.issuerAt, scanned.issuerEnd)),
        })
      } catch (cause) {
        if (!(cause instanceof TrustError) || cause.code === 'ERR_CRL_SIZE') throw cause
        throw malformed(count, 'certificateIssuer', cause)
      }
    }
    starts[count++] = at
  }

  const issuerOf = (entry: number): number => {
    let [low, high] = [0, runs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((runs[middle]?.from ?? 0) <= entry) low = middle + 1
      else high = middle
    }
    return runs[low - 1]?.issuer ?? 0
  }

  // Tag and length of the entry, then those of the serial number.
  const serialAt = (entry: number): number => {
    const start = starts[entry] ?? 0
    const length = bytes[start + 1] ?? 0
    return start + (length < 0x80 ? 4 : 4 + (length & 0x7f))
  }

  const index = indexEntries({ count, bytes, serialAt, issuerOf }, (entry) => {
    throw crlError('ERR_CRL_ENTRY_TWICE', { entry })
  })

  return {
    count,
    unknownCritical,
    find(serialNumber, issuer) {
      const octets = decodeHex(serialNumber)
      const number = issuers.findIndex((candidate) => sameName(candidate, issuer))
      if (number < 0 || octets.length === 0 || octets.length > MAX_SERIAL_OCTETS) return undefined
      const entry = index.find(octets, number)
      return entry < 0
        ? undefined
        : readEntry(bytes.subarray(starts[entry], endOf(entry)), issuers[number] ?? own)
    },
  }

  function endOf(entry: number): number {
    return entry + 1 < count ? (starts[entry + 1] ?? bytes.length) : bytes.length
  }
}

/** One entry of `revokedCertificates` (RFC 5280, 5.1.2.6). */
function readEntry(der: Uint8Array, issuer: Name): CrlEntry {
  const cursor = openDer(parseDer(der, { maxDepth: 24 }))
  const serialNumber = encodeHex(readIntegerBytes(cursor.next()))
  const revokedAt = readTime(cursor.next())
  const tagged = cursor.optional(TAG.sequence)
  cursor.end()
  const extensions = tagged === undefined ? [] : readExtensions(tagged)
  return {
    serialNumber,
    issuer,
    revokedAt,
    reason: readExtensionValue(extensions, ENTRY_EXTENSION.reasonCode, readReason),
    invalidAt: readExtensionValue(extensions, ENTRY_EXTENSION.invalidityDate, readTime),
    holdInstruction: readExtensionValue(extensions, ENTRY_EXTENSION.holdInstruction, readOid),
  }
}
