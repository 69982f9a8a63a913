import 'reflect-metadata'
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509'
import { encodeHex } from '../bytes/hex.ts'
import { digest } from '../crypto/digest.ts'
import type { PublicKey } from '../crypto/key.ts'
import { openDer, parseDer } from '../der/read.ts'
import { readBitStringBytes } from '../der/value.ts'
import { encodeBitString } from '../der/write.ts'
import type { Certificate, KeyUsage, Extension as ParsedExtension } from '../x509/certificate.ts'
import { KEY_USAGES } from '../x509/key-usage.ts'
import { EXTENSION, PURPOSE } from '../x509/oid.ts'
import { toBuffer } from './signing.ts'

/** Other names of a subject. */
export interface AlternativeNames {
  readonly dns?: readonly string[]
  readonly email?: readonly string[]
  readonly uri?: readonly string[]
  /** `192.0.2.1`, `2001:db8::1`. */
  readonly ip?: readonly string[]
}

/** What a certificate may say about its subject and where to ask about it. */
export interface CertificateContent {
  readonly keyUsage?: readonly KeyUsage[]
  /** Object identifiers of the purposes. */
  readonly extendedKeyUsage?: readonly string[]
  readonly subjectAltName?: AlternativeNames
  /** Object identifiers of the policies. */
  readonly policies?: readonly string[]
  /** Addresses of revocation lists. */
  readonly crlUrls?: readonly string[]
  /** Addresses of OCSP responders. */
  readonly ocspUrls?: readonly string[]
  /** Addresses of the issuer's own certificate. */
  readonly issuerUrls?: readonly string[]
  /** Further extensions, written as they are. */
  readonly extensions?: readonly ParsedExtension[]
}

/** Says what the key is for, as a critical extension (RFC 5280, 4.2.1.3). */
function keyUsageExtension(usages: readonly KeyUsage[]): Extension {
  const bits = new Uint8Array(2)
  for (const usage of usages) {
    const bit = KEY_USAGES.indexOf(usage)
    if (bit < 0) throw new TypeError(`keyUsage: not a key usage: ${usage}`)
    bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  }
  const octets = bits[1] === 0 ? bits.subarray(0, 1) : bits
  const last = octets.at(-1) ?? 0
  if (last === 0) throw new TypeError('keyUsage: at least one usage')
  // A named bit list ends at its last set bit (X.690, 11.2.2).
  const value = encodeBitString(octets, Math.clz32(last & -last) ^ 31)
  return new Extension(EXTENSION.keyUsage, true, toBuffer(value))
}

/** A time-stamper's purpose has to be critical (RFC 3161, 2.3), that of a server must not be (BR 7.1.2.7.6). */
function purposeExtension(purposes: readonly string[]): Extension {
  return new ExtendedKeyUsageExtension([...purposes], purposes.includes(PURPOSE.timeStamping))
}

/** The first 160 bits of SHA-256 over the key (RFC 7093, 2): RFC 5280's own method is SHA-1. */
export function keyIdentifier({ spki }: PublicKey): string {
  const cursor = openDer(parseDer(spki))
  cursor.next()
  return encodeHex(digest('SHA-256', readBitStringBytes(cursor.next())).subarray(0, 20))
}

/** The extensions of what the issuer signs: its key identifier, or none where the root signs itself. */
export function authorityExtension(issuer: Certificate | undefined): Extension[] {
  if (issuer === undefined) return []
  const identifier = issuer.subjectKeyIdentifier ?? keyIdentifier(issuer.publicKey)
  return [new AuthorityKeyIdentifierExtension(identifier)]
}

/** Only authorities have BasicConstraints: GmSSL refuses the empty one that a leaf would have. */
export function authorityConstraints(pathLength: number | undefined): Extension {
  if (pathLength !== undefined && (!Number.isInteger(pathLength) || pathLength < 0)) {
    throw new RangeError('pathLength: expected a whole number of authorities')
  }
  return new BasicConstraintsExtension(true, pathLength, true)
}

export function subjectExtension(publicKey: PublicKey): Extension {
  return new SubjectKeyIdentifierExtension(keyIdentifier(publicKey))
}

/** The extensions that say what a certificate, or a request for one, is for. */
export function contentExtensions(content: CertificateContent): Extension[] {
  const { keyUsage, extendedKeyUsage, subjectAltName, policies, crlUrls, extensions } = content
  return [
    ...optional(keyUsage, keyUsageExtension),
    ...optional(extendedKeyUsage, purposeExtension),
    ...alternativeNames(subjectAltName),
    ...optional(policies, (oids) => new CertificatePolicyExtension([...oids])),
    ...optional(crlUrls, (urls) => new CRLDistributionPointsExtension([...urls])),
    ...accessExtension(content),
    ...(extensions ?? []).map(({ oid, critical, value }) => new Extension(oid, critical, toBuffer(value))),
  ]
}

function accessExtension({ ocspUrls = [], issuerUrls = [] }: CertificateContent): Extension[] {
  if (ocspUrls.length === 0 && issuerUrls.length === 0) return []
  return [new AuthorityInfoAccessExtension({ ocsp: [...ocspUrls], caIssuers: [...issuerUrls] })]
}

function optional<T>(
  values: readonly T[] | undefined,
  make: (values: readonly T[]) => Extension,
): Extension[] {
  return values === undefined || values.length === 0 ? [] : [make(values)]
}

function alternativeNames({ dns = [], email = [], uri = [], ip = [] }: AlternativeNames = {}): Extension[] {
  const names = [
    ...dns.map((value) => ({ type: 'dns' as const, value })),
    ...email.map((value) => ({ type: 'email' as const, value })),
    ...uri.map((value) => ({ type: 'url' as const, value })),
    ...ip.map((value) => ({ type: 'ip' as const, value })),
  ]
  return names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]
}
