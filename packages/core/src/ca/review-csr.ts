import { signatureScheme } from '../crypto/scheme.ts'
import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '../report.ts'
import { keyBits } from '../x509/key-size.ts'
import { EXTENSION } from '../x509/oid.ts'
import { type CertificateRequest, parseCsr } from '../x509/request.ts'
import { type ExtensionValues, readExtensionValues } from '../x509/standard-extensions.ts'
import type { CA_CODES } from './codes.ts'
import type { AlternativeNames } from './extensions.ts'
import { type CertificateProfile, type ProfileName, toProfile } from './profile.ts'
import { isNameKind, isWellFormedName, toAlternativeNames } from './requested-names.ts'
import { isSubjectValue, SUBJECT_ATTRIBUTES, type Subject } from './subject.ts'

/** What an authority knows after it looked at a request. */
export interface CsrReview {
  readonly request: CertificateRequest
  /** The subject as it would be written, where it can be. */
  readonly subject: Subject | undefined
  readonly subjectAltName: AlternativeNames
  /** OIDs of extensions that were asked for, mean nothing here and are left out. */
  readonly notGranted: readonly string[]
}

/** Extensions whose wishes are compared with the profile. */
const COMPARED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  EXTENSION.basicConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extKeyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.subjectKeyIdentifier,
])

const OTHERS = ['possession', 'key', 'subject', 'alternative-names', 'extensions']

/**
 * Reviews a request for a certificate (PKCS #10) against the profile that it would be issued by: that who asks holds the
 * key, that the key is of an allowed kind and size, that the subject says what the profile wants and no more, and that
 * nothing is asked for that the profile does not grant.
 *
 * Who asks, and whether the name is his, the authority finds out by other means. Nothing is thrown for what the request
 * holds.
 *
 * @example
 * ```ts
 * const report = await reviewCsr(pem, 'seal-signer')
 * if (report.verdict !== 'passed') console.log(explain(report, 'zh-CN'))
 * ```
 */
export async function reviewCsr(
  pemOrDer: string | Uint8Array,
  profile: ProfileName | CertificateProfile,
): Promise<Report<CsrReview>> {
  const wanted = toProfile(profile)
  let request: CertificateRequest
  try {
    request = parseCsr(pemOrDer)
  } catch (error) {
    const rest = OTHERS.map((name) => skipped(`request.${name}`, 'request.format'))
    return createReport<CsrReview>([failedBy('request.format', error), ...rest], undefined)
  }
  const subject = readSubject(request, wanted)
  const checks = [
    passed('request.format'),
    await checkPossession(request),
    checkKey(request, wanted),
    subject.fault ?? checkSubject(subject.value, wanted),
  ]
  let values: ExtensionValues
  try {
    values = readExtensionValues(request.extensions)
  } catch (error) {
    const names = skipped('request.alternative-names', 'request.extensions')
    const review = { request, subject: subject.value, subjectAltName: {}, notGranted: [] }
    return createReport([...checks, names, failedBy('request.extensions', error)], review)
  }
  const notGranted = request.extensions.map(({ oid }) => oid).filter((oid) => !COMPARED.has(oid))
  checks.push(checkNames(values, wanted), checkExtensions(request, values, wanted, notGranted))
  const subjectAltName = toAlternativeNames(values.subjectAltName ?? [])
  return createReport(checks, { request, subject: subject.value, subjectAltName, notGranted })
}

type Reason = keyof typeof CA_CODES

/** RFC 2986, 3: the request is signed with the key that it is for. */
async function checkPossession(request: CertificateRequest): Promise<Check> {
  const { signatureAlgorithm, publicKey, info, signature } = request
  const scheme = signatureScheme(signatureAlgorithm)
  if (scheme === undefined) {
    const code: Reason = 'ERR_REQUEST_ALGORITHM'
    return failed('request.possession', code, { algorithm: signatureAlgorithm.oid })
  }
  if (await scheme.verify(publicKey, info, signature)) return passed('request.possession')
  return failed('request.possession', 'ERR_REQUEST_SIGNATURE')
}

function checkKey({ publicKey }: CertificateRequest, profile: CertificateProfile): Check {
  const fail = (code: Reason, facts: Check['facts']) =>
    failed('request.key', code, { profile: profile.name, ...facts })
  const kind = profile.keys.find((candidate) => candidate === publicKey.kind)
  if (kind === undefined) {
    return fail('ERR_REQUEST_KEY', { found: publicKey.kind, allowed: profile.keys.join(', ') })
  }
  const bits = keyBits(publicKey)
  if (kind === 'RSA' && bits < profile.minimumRsaBits) {
    return fail('ERR_REQUEST_KEY_SIZE', { found: bits, minimum: profile.minimumRsaBits })
  }
  return passed('request.key', { kind, bits })
}

/** The subject in the form in which certificates are made, or what stands against it in any profile. */
function readSubject(
  { subject }: CertificateRequest,
  { name }: CertificateProfile,
): { value?: Subject; fault?: Check } {
  const value: Partial<Record<keyof Subject, string>> = {}
  for (const { oid, value: text, isText } of subject.attributes) {
    const attribute = SUBJECT_ATTRIBUTES.get(oid)
    const fail = (code: Reason) => ({
      fault: failed('request.subject', code, { profile: name, attribute: attribute ?? oid }),
    })
    if (attribute === undefined) return fail('ERR_REQUEST_SUBJECT_ATTRIBUTE')
    if (value[attribute] !== undefined) return fail('ERR_REQUEST_SUBJECT_TWICE')
    if (!isText || !isSubjectValue(attribute, text)) return fail('ERR_REQUEST_SUBJECT_VALUE')
    value[attribute] = text
  }
  return { value }
}

function checkSubject(subject: Subject = {}, profile: CertificateProfile): Check {
  const { requiredSubject, allowedSubject, name } = profile
  const fail = (code: Reason, attribute: string) =>
    failed('request.subject', code, { profile: name, attribute })
  const missing = requiredSubject.find((attribute) => subject[attribute] === undefined)
  if (missing !== undefined) return fail('ERR_REQUEST_SUBJECT_MISSING', missing)
  const allowed: readonly string[] = [...requiredSubject, ...allowedSubject]
  const other = Object.keys(subject).find((attribute) => !allowed.includes(attribute))
  return other === undefined ? passed('request.subject') : fail('ERR_REQUEST_SUBJECT_ATTRIBUTE', other)
}

function checkNames({ subjectAltName = [] }: ExtensionValues, profile: CertificateProfile): Check {
  const { alternativeNames, requiresAlternativeName, name } = profile
  const fail = (code: Reason, facts: Check['facts']) =>
    failed('request.alternative-names', code, { profile: name, ...facts })
  for (const found of subjectAltName) {
    const { kind } = found
    if (!isNameKind(kind) || !alternativeNames.includes(kind)) {
      return fail('ERR_REQUEST_NAME_KIND', { found: kind })
    }
    if (!isWellFormedName(found)) return fail('ERR_REQUEST_NAME_VALUE', { found: kind })
  }
  if (requiresAlternativeName && subjectAltName.length === 0) {
    return fail('ERR_REQUEST_NAME_MISSING', { allowed: alternativeNames.join(', ') })
  }
  return passed('request.alternative-names', { names: subjectAltName.length })
}

/** Less may be asked for than the profile grants, never more. */
function checkExtensions(
  request: CertificateRequest,
  values: ExtensionValues,
  profile: CertificateProfile,
  notGranted: readonly string[],
): Check {
  const fail = (code: Reason, facts: Check['facts'] = {}) =>
    failed('request.extensions', code, { profile: profile.name, ...facts })
  if (values.basicConstraints?.ca === true && !profile.authority) return fail('ERR_REQUEST_AUTHORITY')
  const usage = [...(values.keyUsage ?? [])].find((candidate) => !profile.keyUsage.includes(candidate))
  if (usage !== undefined) return fail('ERR_REQUEST_KEY_USAGE', { found: usage })
  const purpose = values.extKeyUsage?.find((candidate) => !profile.extendedKeyUsage.includes(candidate))
  if (purpose !== undefined) return fail('ERR_REQUEST_PURPOSE', { found: purpose })
  const binding = request.extensions.find(({ oid, critical }) => critical && notGranted.includes(oid))
  if (binding !== undefined) return fail('ERR_REQUEST_EXTENSION', { extension: binding.oid })
  return passed('request.extensions', { notGranted: notGranted.join(', ') })
}
