import { encodeHex } from '../bytes/hex.ts'
import { TrustError } from '../errors.ts'
import type { Certificate } from '../x509/certificate.ts'
import { parseCertificates } from '../x509/parse.ts'
import { parseRevocationBundle } from '../x509/revocation/bundle.ts'
import { createRevocationChecker } from '../x509/revocation/check.ts'
import { parseCrl } from '../x509/revocation/crl.ts'
import type { RevocationMaterial } from '../x509/revocation/material.ts'
import { parseOcspResponse } from '../x509/revocation/ocsp.ts'
import { ROLES, type Role, type Trust, type TrustAnchor } from './anchor.ts'
import { trustError } from './codes.ts'

/** One file of a trust store. */
export interface TrustFile {
  /** Path inside the store, with `/`: `seal-maker/province.pem`. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a trust store may take. */
export interface TrustLimits {
  /** 2,000 unless given. */
  readonly maxCertificates: number
  /** Octets of all files with certificates; 16 MiB unless given. */
  readonly maxBytes: number
  /** Octets of all revocation lists and answers; 128 MiB unless given. */
  readonly maxRevocationBytes: number
}

/** Beside a folder for each role: certificates that may stand between a leaf and an anchor. */
const INTERMEDIATE = 'intermediate'

/** And revocation lists and OCSP answers, for machines without a network. */
const REVOCATION = 'revocation'

/** The folders of a trust store. */
export const TRUST_FOLDERS: readonly string[] = [...ROLES, INTERMEDIATE, REVOCATION]

const DEFAULT_LIMITS: TrustLimits = {
  maxCertificates: 2000,
  maxBytes: 16 * 1024 * 1024,
  maxRevocationBytes: 128 * 1024 * 1024,
}

interface Entry {
  readonly certificate: Certificate
  readonly folders: Map<string, string>
}

/**
 * Makes a trust store from files: `seal-maker/a.pem`, `seal-signer/…`, `licence-issuer/…`, `time-stamper/…` hold the
 * anchors of each role, `intermediate/…` what may stand below them. Each file is PEM with one or more certificates,
 * or one in DER. `revocation/…` holds what tells of revoked certificates: bundles in PEM, or a list or an answer in DER,
 * as `x.crl` or `x.ors`. The trust comes with a checker that looks at these, and at nothing else: where they do not tell,
 * no path passes.
 *
 * The same certificate may be an anchor of several roles; twice in one folder is an error, since one of the two is
 * then not what its name says. A file in any other place is an error too: it would be trusted for nothing, silently.
 *
 * @throws CoreError `ERR_TRUST_FOLDER`, `ERR_TRUST_CERTIFICATE`, `ERR_TRUST_KEY`, `ERR_TRUST_REVOCATION`, `ERR_TRUST_TWICE`,
 *   `ERR_TRUST_EMPTY`, `ERR_TRUST_SIZE`
 */
export function loadTrust(files: Iterable<TrustFile>, limits: Partial<TrustLimits> = {}): Trust {
  const { maxCertificates, maxBytes, maxRevocationBytes } = { ...DEFAULT_LIMITS, ...limits }
  const entries = new Map<string, Entry>()
  const materials: RevocationMaterial[] = []
  const count = { certificates: 0, revocation: 0 }
  for (const file of files) {
    const folder = folderOf(file.name)
    if (folder === REVOCATION) {
      count.revocation += file.bytes.length
      if (count.revocation > maxRevocationBytes) {
        throw trustError('ERR_TRUST_SIZE', { limit: maxRevocationBytes, unit: 'bytes' })
      }
      materials.push(readMaterial(file))
      continue
    }
    count.certificates += file.bytes.length
    if (count.certificates > maxBytes) throw trustError('ERR_TRUST_SIZE', { limit: maxBytes, unit: 'bytes' })
    for (const certificate of readCertificates(file)) {
      const key = encodeHex(certificate.raw)
      const entry = entries.get(key) ?? { certificate, folders: new Map<string, string>() }
      const other = entry.folders.get(folder)
      if (other !== undefined) throw trustError('ERR_TRUST_TWICE', { name: file.name, other })
      entry.folders.set(folder, file.name)
      entries.set(key, entry)
      if (entries.size > maxCertificates) {
        throw trustError('ERR_TRUST_SIZE', { limit: maxCertificates, unit: 'certificates' })
      }
    }
  }
  const trust = toTrust([...entries.values()])
  const crls = materials.flatMap((material) => material.crls)
  const ocspResponses = materials.flatMap((material) => material.ocspResponses)
  return { ...trust, revocation: { crls, ocspResponses }, revocationChecker: createRevocationChecker() }
}

function folderOf(name: string): string {
  const [folder = '', ...rest] = name.split('/')
  const isPlain = rest.length === 1 && !['', '.', '..'].includes(rest[0] ?? '')
  if (isPlain && TRUST_FOLDERS.includes(folder)) return folder
  throw trustError('ERR_TRUST_FOLDER', { name, allowed: TRUST_FOLDERS.join(', ') })
}

function readCertificates({ name, bytes }: TrustFile): Certificate[] {
  try {
    const certificates = parseCertificates(bytes)
    // A key is read when it is asked for: that of an anchor must be known now.
    for (const certificate of certificates) certificate.publicKey
    return certificates
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    if (cause.code === 'ERR_KEY_ALGORITHM') {
      throw trustError('ERR_TRUST_KEY', { name, algorithm: cause.facts['algorithm'] ?? '' }, cause)
    }
    throw trustError('ERR_TRUST_CERTIFICATE', { name, reason: cause.code }, cause)
  }
}

function readMaterial({ name, bytes }: TrustFile): RevocationMaterial {
  const limits = { maxBytes: bytes.length }
  try {
    if (bytes[0] !== 0x30) return parseRevocationBundle(bytes, limits)
    if (name.endsWith('.crl')) return { crls: [parseCrl(bytes, limits)], ocspResponses: [] }
    if (name.endsWith('.ors')) return { crls: [], ocspResponses: [parseOcspResponse(bytes, limits)] }
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw trustError('ERR_TRUST_REVOCATION', { name, reason: cause.code }, cause)
  }
  throw trustError('ERR_TRUST_REVOCATION', { name, reason: 'name' })
}

function toTrust(entries: readonly Entry[]): Trust {
  const anchors = entries
    .map(({ certificate, folders }): TrustAnchor => {
      const roles = ROLES.filter((role: Role) => folders.has(role))
      return { certificate, roles }
    })
    .filter((anchor) => anchor.roles.length > 0)
  if (anchors.length === 0) throw trustError('ERR_TRUST_EMPTY', { allowed: ROLES.join(', ') })
  const intermediates = entries
    .filter(({ folders }) => folders.has(INTERMEDIATE))
    .map(({ certificate }) => certificate)
  return { anchors, intermediates }
}
