import { encodeHex } from '../../bytes/hex.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import type { AlgorithmIdentifier } from '../../crypto/key.ts'
import { type DerCursor, type DerNode, openDer, parseDer, readExplicit } from '../../der/read.ts'
import { contextTag, TAG } from '../../der/tag.ts'
import {
  readBitStringBytes,
  readInteger,
  readIntegerBytes,
  readSmallInteger,
  readTime,
} from '../../der/value.ts'
import { CoreError } from '../../errors.ts'
import { completeLimits } from '../../limits.ts'
import { readAlgorithmIdentifier } from '../algorithm.ts'
import type { Extension } from '../certificate.ts'
import { type DistributionPoint, readDistributionPoints } from '../distribution-points.ts'
import { readExtensions, readExtensionValue } from '../extension.ts'
import { type Name, readName } from '../name.ts'
import { toDer } from '../pem.ts'
import { crlError } from './crl-codes.ts'
import { type CrlEntries, type CrlEntry, readEntries } from './crl-entries.ts'
import { type IssuingDistributionPoint, readIssuingDistributionPoint } from './issuing-distribution-point.ts'

/** A list of revoked certificates 证书吊销列表 (RFC 5280, 5). What is signed is the bytes that arrived. */
export interface Crl {
  /** The whole list, DER. */
  readonly raw: Uint8Array
  /** The signed part, DER of `TBSCertList`. */
  readonly tbs: Uint8Array
  readonly version: 1 | 2
  readonly issuer: Name
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly extensions: readonly Extension[]
  /** `cRLNumber` (RFC 5280, 5.2.3). */
  readonly number: bigint | undefined
  /** `BaseCRLNumber` of a delta list: the list that it brings up to date, or a later one (RFC 5280, 5.2.4). */
  readonly baseNumber: bigint | undefined
  readonly issuingDistributionPoint: IssuingDistributionPoint | undefined
  /** Lower-case hexadecimal. */
  readonly authorityKeyIdentifier: string | undefined
  /** Where delta lists to this one are (RFC 5280, 5.2.6). */
  readonly freshestCRL: readonly DistributionPoint[] | undefined
  /** Certificates that expired since then are still on the list (X.509, `expiredCertsOnCRL`). */
  readonly expiredCertsOnCRL: Date | undefined
  /** A critical extension, of the list or an entry, that is not processed: the list must not be used. */
  readonly unknownCritical: string | undefined
  readonly entryCount: number
  /**
   * What the list says about a certificate. It is found in the same time in a list of a million.
   *
   * @param serialNumber - hexadecimal, as `Certificate.serialNumber`
   * @param issuer - who issued the certificate: the list's own issuer unless given
   * @returns nothing where the certificate is not on the list
   */
  find(serialNumber: string, issuer?: Name): CrlEntry | undefined
}

/** What a list may take. Defaults: 256 MiB, 5,000,000 entries, 1,000 issuers in an indirect one. */
export interface CrlLimits {
  readonly maxBytes: number
  readonly maxEntries: number
  readonly maxIssuers: number
}

const DEFAULT_LIMITS: CrlLimits = { maxBytes: 256 * 1024 * 1024, maxEntries: 5_000_000, maxIssuers: 1000 }

/** Object identifiers of the extensions of lists (RFC 5280, 5.2; X.509, 9.5.2.8). */
export const CRL_EXTENSION = {
  cRLNumber: '2.5.29.20',
  deltaCRLIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  authorityKeyIdentifier: '2.5.29.35',
  freshestCRL: '2.5.29.46',
  expiredCertsOnCRL: '2.5.29.60',
  issuerAltName: '2.5.29.18',
} as const

const PROCESSED: ReadonlySet<string> = /* @__PURE__ */ new Set(Object.values(CRL_EXTENSION))

/**
 * Reads a list of revoked certificates, PEM or DER (RFC 5280, 5.1), in strict DER. Nothing is verified.
 *
 * No entry becomes an object: the list stays the bytes that it is, with an index of 12 octets an entry, so that one
 * of a million entries is read in well under a second. Tolerated, since lists in use have it and it changes no
 * meaning: an empty `revokedCertificates`, no `nextUpdate`.
 *
 * @throws CoreError `ERR_CRL_*`, `ERR_DER_*`, `ERR_PEM_*`, `ERR_CERTIFICATE_EXTENSION*`
 * @example
 * ```ts
 * const crl = parseCrl(await readFile('revoked.crl'))
 * crl.find(certificate.serialNumber)?.revokedAt
 * ```
 */
export function parseCrl(pemOrDer: string | Uint8Array, limits: Partial<CrlLimits> = {}): Crl {
  const all = completeLimits(DEFAULT_LIMITS, limits)
  const parsed = parseDer(copyDer(pemOrDer, all), { maxBytes: all.maxBytes, maxDepth: 24, maxElements: 4000 })
  const outer = openDer(parsed)
  const tbs = outer.next(TAG.sequence)
  const algorithm = outer.next(TAG.sequence)
  const signature = readBitStringBytes(outer.next())
  outer.end()

  const inner = openDer(tbs)
  const version = readVersion(inner)
  if (!equalBytes(inner.next(TAG.sequence).raw, algorithm.raw)) throw crlError('ERR_CRL_ALGORITHMS')
  const issuer = readName(inner.next())
  const thisUpdate = readTime(inner.next())
  const next = inner.peek()
  const hasNext = next?.tag === TAG.utcTime || next?.tag === TAG.generalizedTime
  const nextUpdate = hasNext ? readTime(inner.next()) : undefined
  const list = inner.optional(TAG.sequence)
  const extensions = readListExtensions(inner, version)
  inner.end()

  const standard = readStandard(extensions)
  const isIndirect = standard.issuingDistributionPoint?.indirectCRL === true
  const entries = readEntries(list, issuer, isIndirect, all)
  return {
    raw: parsed.raw,
    tbs: tbs.raw,
    version,
    issuer,
    thisUpdate,
    nextUpdate,
    signatureAlgorithm: readAlgorithmIdentifier(algorithm),
    signature,
    extensions,
    ...standard,
    unknownCritical: unknownCritical(extensions) ?? entries.unknownCritical,
    entryCount: entries.count,
    find: finder(entries, issuer),
  }
}

const finder =
  (entries: CrlEntries, own: Name): Crl['find'] =>
  (serialNumber, issuer = own) =>
    entries.find(serialNumber, issuer)

/** A copy: what was read must not change under its readers when the caller uses his buffer again. */
function copyDer(pemOrDer: string | Uint8Array, { maxBytes }: CrlLimits): Uint8Array {
  const der = toDer(pemOrDer, 'X509 CRL', { maxBytes: Math.min(maxBytes * 1.5, 512 * 1024 * 1024) })
  // What is too long is not copied: its length is all that will be looked at. What came out of PEM is a copy already.
  return der === pemOrDer && der.length <= maxBytes ? new Uint8Array(der) : der
}

/** Version 1 does not write itself (RFC 5280, 5.1.2.1). */
function readVersion(cursor: DerCursor): 1 | 2 {
  const node = cursor.optional(TAG.integer)
  if (node === undefined) return 1
  const value = readSmallInteger(node)
  if (value !== 1) throw crlError('ERR_CRL_VERSION', { found: value + 1 })
  return 2
}

function readListExtensions(cursor: DerCursor, version: 1 | 2): Extension[] {
  const tagged = cursor.optional(contextTag(0))
  if (tagged === undefined) return []
  if (version === 1) throw crlError('ERR_CRL_VERSION', { found: version })
  return readExtensions(readExplicit(tagged))
}

function readStandard(extensions: readonly Extension[]) {
  return {
    number: readExtensionValue(extensions, CRL_EXTENSION.cRLNumber, readNumber),
    baseNumber: readExtensionValue(extensions, CRL_EXTENSION.deltaCRLIndicator, readNumber),
    issuingDistributionPoint: readExtensionValue(
      extensions,
      CRL_EXTENSION.issuingDistributionPoint,
      readIssuingDistributionPoint,
    ),
    authorityKeyIdentifier: readExtensionValue(
      extensions,
      CRL_EXTENSION.authorityKeyIdentifier,
      readAuthorityKey,
    ),
    freshestCRL: readExtensionValue(extensions, CRL_EXTENSION.freshestCRL, readDistributionPoints),
    expiredCertsOnCRL: readExtensionValue(extensions, CRL_EXTENSION.expiredCertsOnCRL, readTime),
  }
}

/** At most 20 octets (RFC 5280, 5.2.3), and not negative. */
function readNumber(node: DerNode): bigint {
  const number = readIntegerBytes(node).length > 21 ? -1n : readInteger(node)
  if (number < 0n) throw new CoreError('ERR_DER_VALUE', { type: 'CRLNumber', offset: node.offset })
  return number
}

function readAuthorityKey(node: DerNode): string | undefined {
  const identifier = openDer(node).optional(contextTag(0, 'primitive'))
  return identifier === undefined ? undefined : encodeHex(identifier.content)
}

function unknownCritical(extensions: readonly Extension[]): string | undefined {
  return extensions.find(({ oid, critical }) => critical && !PROCESSED.has(oid))?.oid
}
