import type { PublicKey } from '../crypto/key.ts'
import { parseDer } from '../der/read.ts'
import { encodeNull } from '../der/write.ts'
import { type Catalogue, CoreError, errorsOf, type Sentence } from '../errors.ts'
import { decidingCheck } from '../report.ts'
import type { Certificate, Extension } from '../x509/certificate.ts'
import { keyBits } from '../x509/key-size.ts'
import { readName } from '../x509/name.ts'
import { sameName } from '../x509/name-match.ts'
import { EXTENSION } from '../x509/oid.ts'
import { createIntermediate, createLeaf } from './certificate.ts'
import { CA_CODES } from './codes.ts'
import type { AlternativeNames } from './extensions.ts'
import type { Issuer } from './issuer.ts'
import { type CertificateProfile, type ProfileName, toProfile } from './profile.ts'
import { reviewCsr } from './review-csr.ts'
import { encodeSubject, type Subject } from './subject.ts'

export interface IssueOptions {
  readonly issuer: Issuer
  readonly profile: ProfileName | CertificateProfile
  /** The request, PEM or DER; it is reviewed first. Without it, `publicKey` and `subject` say for whom and what. */
  readonly csr?: string | Uint8Array
  readonly publicKey?: PublicKey
  /** In place of the subject of the request, where the authority knows better. */
  readonly subject?: Subject
  /** In place of the names of the request. */
  readonly subjectAltName?: AlternativeNames
  readonly notBefore: Date
  readonly notAfter: Date
  /** Hexadecimal; 126 random bits unless given. */
  readonly serialNumber?: string
  /** Of an authority: how many more may stand below it. */
  readonly pathLength?: number
  readonly policies?: readonly string[]
  readonly crlUrls?: readonly string[]
  readonly ocspUrls?: readonly string[]
  /** Addresses of the issuer's own certificate. */
  readonly issuerUrls?: readonly string[]
}

const DAY = 86_400_000

const caError = /* @__PURE__ */ errorsOf(CA_CODES)

/**
 * Issues a certificate by a profile: for a request, which is reviewed first ({@link reviewCsr}), or for a key and a
 * subject that the authority knows.
 *
 * What the certificate is for stands in the profile, never in the request. It ends with its issuer at the latest.
 *
 * @throws CoreError the code of the first check that stands against the request, or `ERR_REQUEST_SUBJECT_ISSUER`
 * @throws TypeError, RangeError for what does not fit the profile or the issuer
 *
 * @example
 * ```ts
 * const certificate = await issueCertificate({
 *   issuer: { certificate: authority, key },
 *   profile: 'seal-signer',
 *   csr: pem,
 *   notBefore: new Date('2026-01-01T00:00:00Z'),
 *   notAfter: new Date('2029-01-01T00:00:00Z'),
 * })
 * ```
 */
export async function issueCertificate(options: IssueOptions): Promise<Certificate> {
  const profile = toProfile(options.profile)
  assertPeriod(options, profile)
  const { publicKey, subject, subjectAltName } = await applicant(options, profile)
  assertNames(subjectAltName, profile)
  assertOwnName(subject, options)
  const content = {
    issuer: options.issuer,
    publicKey,
    subject,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    keyUsage: profile.keyUsage,
    extendedKeyUsage: profile.extendedKeyUsage,
    subjectAltName,
    policies: options.policies ?? [],
    crlUrls: options.crlUrls ?? [],
    ocspUrls: options.ocspUrls ?? [],
    issuerUrls: options.issuerUrls ?? [],
    extensions: profile.ocspNoCheck ? [NO_CHECK] : [],
    ...(options.serialNumber !== undefined && { serialNumber: options.serialNumber }),
  }
  const { pathLength } = options
  if (profile.authority)
    return createIntermediate({ ...content, ...(pathLength !== undefined && { pathLength }) })
  if (pathLength !== undefined) throw new TypeError('pathLength: only an authority has one')
  return createLeaf(content)
}

const NO_CHECK: Extension = /* @__PURE__ */ (() => ({
  oid: EXTENSION.ocspNoCheck,
  critical: false,
  value: encodeNull(),
}))()

interface Applicant {
  readonly publicKey: PublicKey
  readonly subject: Subject
  readonly subjectAltName: AlternativeNames
}

async function applicant(options: IssueOptions, profile: CertificateProfile): Promise<Applicant> {
  const { csr, publicKey, subject, subjectAltName } = options
  if (csr === undefined) {
    if (publicKey === undefined || subject === undefined) {
      throw new TypeError('csr: expected a request, or publicKey and subject')
    }
    assertKey(publicKey, profile)
    return { publicKey, subject: assertSubject(subject, profile), subjectAltName: subjectAltName ?? {} }
  }
  if (publicKey !== undefined) throw new TypeError('publicKey: the request has its own')
  const report = await reviewCsr(csr, profile)
  const deciding = decidingCheck(report)
  if (deciding !== undefined || report.subject?.subject === undefined) {
    const { code = 'ERR_REQUEST_SIGNATURE', facts } = deciding ?? {}
    const codes: Catalogue = CA_CODES
    // Codes of reading have their sentences in CoreError.
    throw new CoreError(code as keyof typeof CA_CODES, facts, undefined, codes[code] as Sentence)
  }
  const review = report.subject
  return {
    publicKey: review.request.publicKey,
    subject: subject === undefined ? report.subject.subject : assertSubject(subject, profile),
    subjectAltName: subjectAltName ?? review.subjectAltName,
  }
}

/**
 * Names tell authorities from all others, so that nobody else gets that of his issuer: it would stand for the issuer where
 * lists are signed, and an authority of that name would count as none (RFC 5280, 4.1.2.6 and 6.1.4 (h)).
 */
function assertOwnName(subject: Subject, { issuer, subject: given }: IssueOptions): void {
  if (!sameName(readName(parseDer(encodeSubject(subject))), issuer.certificate.subject)) return
  if (given !== undefined) throw new TypeError('subject: the name of the issuer')
  throw caError('ERR_REQUEST_SUBJECT_ISSUER')
}

function assertPeriod(
  { issuer, notBefore, notAfter }: IssueOptions,
  { name, maxDays }: CertificateProfile,
): void {
  if (notAfter.getTime() - notBefore.getTime() > maxDays * DAY) {
    throw new RangeError(`notAfter: a ${name} is valid for at most ${maxDays} days`)
  }
  if (notBefore < issuer.certificate.notBefore || notAfter > issuer.certificate.notAfter) {
    throw new RangeError('notAfter: the issuer itself is not valid for all of this period')
  }
}

function assertKey(publicKey: PublicKey, { name, keys, minimumRsaBits }: CertificateProfile): void {
  if (!keys.some((kind) => kind === publicKey.kind)) {
    throw new TypeError(`publicKey: a ${name} has a key of ${keys.join(', ')}`)
  }
  if (publicKey.kind === 'RSA' && keyBits(publicKey) < minimumRsaBits) {
    throw new RangeError(`publicKey: an RSA key of a ${name} has at least ${minimumRsaBits} bits`)
  }
}

function assertSubject(subject: Subject, profile: CertificateProfile): Subject {
  const { requiredSubject, allowedSubject, name } = profile
  const missing = requiredSubject.find((attribute) => subject[attribute] === undefined)
  if (missing !== undefined) throw new TypeError(`subject.${missing}: a ${name} has one`)
  const allowed: readonly string[] = [...requiredSubject, ...allowedSubject]
  const other = Object.keys(subject).find((attribute) => !allowed.includes(attribute))
  if (other !== undefined) throw new TypeError(`subject.${other}: a ${name} has none`)
  return subject
}

function assertNames(names: AlternativeNames, profile: CertificateProfile): void {
  const kinds = (Object.keys(names) as (keyof AlternativeNames)[]).filter((kind) => names[kind]?.length)
  const other = kinds.find((kind) => !profile.alternativeNames.includes(kind))
  if (other !== undefined) throw new TypeError(`subjectAltName.${other}: a ${profile.name} has none`)
  if (profile.requiresAlternativeName && kinds.length === 0) {
    throw new TypeError(`subjectAltName: a ${profile.name} has one`)
  }
}
