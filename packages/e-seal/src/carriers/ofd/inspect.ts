import {
  type Certificate,
  type Check,
  createReport,
  failed,
  failedBy,
  indeterminate,
  type PathOptions,
  passed,
  type Report,
  skipped,
  type Trust,
  TrustError,
} from '@xinyin/core'
import type { Evidence } from '../../evidence/evidence.ts'
import { readDateTime } from '../../seal/date-time.ts'
import { parseSignedValue, type SignedValue } from '../../signature/signed-value.ts'
import { readCertificate } from '../../verify/certificate-path.ts'
import { errorOf } from '../../verify/deciding.ts'
import type { Moments } from '../../verify/moments.ts'
import { type PathPolicy, pathPolicy } from '../../verify/revocation.ts'
import { structureFault } from '../../verify/seal.ts'
import type { SealStatusPolicy } from '../../verify/seal-status.ts'
import { SIGNATURE_CHECK_IDS } from '../../verify/signature.ts'
import { inspectSignedValue } from '../../verify/signed-value.ts'
import { type Strict, toleranceChecks } from '../../verify/tolerances.ts'
import { type DescribedSignature, type FileDigests, rememberDigests } from './checks/context.ts'
import { checkCoverage, uncoveredFiles } from './checks/coverage.ts'
import { checkDigestMethod } from './checks/digest-method.ts'
import { leftoverFile } from './checks/leftover.ts'
import { checkPropertyInfo } from './checks/property-info.ts'
import { checkReferences } from './checks/references.ts'
import { checkSealCopy } from './checks/seal-copy.ts'
import { checkSignatureDate } from './checks/signature-date.ts'
import { checkSignatureMethod } from './checks/signature-method.ts'
import { checkStamps } from './checks/stamps.ts'
import { missingFiles } from './missing.ts'
import { fileOf, type OfdLimits, type OfdPackage, openOfdPackage } from './package.ts'
import { readSignatureFile } from './signature-file.ts'
import { type ListedSignature, listSignatures } from './signature-list.ts'
import { admitValues } from './signed-values.ts'
import type { OfdSignature, OfdSubject } from './subject.ts'
import type { ReadXml } from './xml/budget.ts'
import { printable } from './zip/name.ts'

/** What a sealed document is held against. */
export interface OfdOptions extends SealStatusPolicy {
  /** Who may make seals and who may sign with them: anchors of the roles `seal-maker` and `seal-signer`. */
  readonly trust: Trust
  /** The time for which the verdict is asked; now unless given. */
  readonly at?: Date
  /**
   * Who finds out whether certificates were revoked, as `createRevocationChecker` makes one: that of the trust unless
   * given, else the revocation lists and OCSP answers in the trust tell. What nobody tells of does not pass.
   */
  readonly revocation?: PathOptions['revocation']
  /**
   * How many signatures the document must carry. One that was taken off with all its files leaves no trace where the
   * others leave room for more, so who knows the number should say it.
   */
  readonly signatures?: number
  /** Which deviations from the standards are refused; none unless given. They are told as checks `tolerance.*`. */
  readonly strict?: Strict
  /**
   * What is kept beside the document to prove when it was signed and what was then known of certificates, as
   * `parseEvidence` of `@xinyin/e-seal/evidence` reads it. It counts for what its pieces, each of them signed, say.
   */
  readonly evidence?: Evidence
  readonly limits?: OfdLimits
}

const OFD_CHECK_IDS = ['ofd.digest-method', 'ofd.references', 'ofd.coverage', 'ofd.stamps']
const OFD_SIGNATURE_CHECK_IDS = [
  'ofd.property-info',
  'ofd.signature-method',
  'ofd.signature-date',
  'ofd.seal-copy',
]

/**
 * Inspects a sealed OFD document: the package, each of its signatures, and what they cover.
 *
 * A document without a signature fails with `ERR_OFD_UNSIGNED`. Checks of a signature carry the fact `signature`,
 * the ID that `Signatures.xml` gives it.
 *
 * @param bytes - the OFD file
 * @returns a report on the checks `ofd.*`, `signature.*`, `seal.*` and `path.revocation`; it never throws for what the data says
 */
export async function inspectOfd(bytes: Uint8Array, options: OfdOptions): Promise<Report<OfdSubject>> {
  const now = options.at ?? new Date()
  if (Number.isNaN(now.getTime())) throw new RangeError('at: not a valid time')
  let ofd: OfdPackage
  let readXml: ReadXml
  let listed: ListedSignature[]
  try {
    const opened = openOfdPackage(bytes, options.limits)
    ofd = opened.ofd
    readXml = opened.readXml
    listed = listSignatures(ofd, readXml, options.limits)
  } catch (error) {
    return createReport<OfdSubject>(
      [failedBy('ofd.package', error), skipped('ofd.signed', 'ofd.package')],
      undefined,
    )
  }
  const { described, checks: descriptions } = describeSignatures(ofd, listed, readXml, options.limits)
  const checks = [
    packageCheck(ofd),
    signedCheck(listed.length, options.signatures, leftoverFile(ofd, listed, described)),
    ...descriptions,
  ]
  const digestOf = rememberDigests(ofd)
  const policy = pathPolicy(options)
  const signatures: OfdSignature[] = []
  for (const each of described) {
    const {
      checks: made,
      value,
      signer,
      moments,
    } = await inspectSignature(ofd, each, described, digestOf, policy, now)
    checks.push(...made.map(withFact(each.listed)))
    signatures.push({ ...subjectOf(ofd, each, described, value, signer), ...clockOf(moments) })
  }
  return createReport<OfdSubject>(checks, { documents: ofd.documents, signatures })
}

/** Reads the description of each signature, and says which could not be read. */
function describeSignatures(
  ofd: OfdPackage,
  listed: readonly ListedSignature[],
  readXml: ReadXml,
  limits: OfdLimits = {},
): { described: DescribedSignature[]; checks: Check[] } {
  const described: DescribedSignature[] = []
  const checks: Check[] = []
  const admit = admitValues(ofd, limits.maxValueBytes)
  for (const each of listed) {
    try {
      const file = readSignatureFile(ofd, each.file, readXml)
      admit(file)
      described.push({ listed: each, described: file })
      checks.push(passed('ofd.signature-file', { signature: each.id, type: each.type }))
    } catch (error) {
      const others = [
        ...OFD_CHECK_IDS,
        'signature.structure',
        ...OFD_SIGNATURE_CHECK_IDS,
        ...SIGNATURE_CHECK_IDS,
      ]
      const skips = others.map((id) => skipped(id, 'ofd.signature-file'))
      checks.push(...[failedBy('ofd.signature-file', error), ...skips].map(withFact(each)))
    }
  }
  return { described, checks }
}

/**
 * What was sealed, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check; also where the verdict is `indeterminate`
 */
export async function verifyOfd(bytes: Uint8Array, options: OfdOptions): Promise<OfdSubject> {
  const report = await inspectOfd(bytes, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw errorOf(report)
}

const withFact =
  ({ id }: ListedSignature) =>
  (check: Check): Check => ({ ...check, facts: { signature: id.slice(0, 40), ...check.facts } })

function packageCheck(ofd: OfdPackage): Check {
  const { files, documents, deviations } = ofd
  const unreadable = documents.flatMap((document) => document.unreadable)
  const missing = missingFiles(ofd)
  const facts = {
    files: files.size,
    documents: documents.length,
    ...(deviations.length === 0 ? {} : { deviations: deviations.join(', ') }),
    ...(unreadable.length === 0 ? {} : { unreadable: unreadable.slice(0, 10).join(', ') }),
  }
  const [gone] = missing
  if (deviations.includes('prefix-bytes')) return indeterminate('ofd.package', 'ERR_ZIP_PREFIX', facts)
  if (gone !== undefined)
    return indeterminate('ofd.package', 'ERR_OFD_NAMED_MISSING', {
      ...facts,
      file: gone.from,
      missing: printable(gone.file),
      count: missing.length,
    })
  return passed('ofd.package', facts)
}

function signedCheck(found: number, expected: number | undefined, leftover: string | undefined): Check {
  if (expected !== undefined && expected !== found)
    return failed('ofd.signed', 'ERR_OFD_SIGNATURE_COUNT', { found, expected })
  if (found === 0) return failed('ofd.signed', 'ERR_OFD_UNSIGNED')
  return leftover === undefined
    ? passed('ofd.signed', { count: found })
    : failed('ofd.signed', 'ERR_OFD_SIGNATURE_REMOVED', { count: found, file: leftover })
}

async function inspectSignature(
  ofd: OfdPackage,
  signature: DescribedSignature,
  all: readonly DescribedSignature[],
  digestOf: FileDigests,
  policy: PathPolicy,
  now: Date,
): Promise<{ checks: Check[]; value?: SignedValue; signer?: Certificate | undefined; moments?: Moments }> {
  const { listed, described } = signature
  const method = checkDigestMethod(described)
  const content = [
    method,
    method.status === 'passed' ? checkReferences(described, digestOf) : skipped('ofd.references', method.id),
    checkCoverage(ofd, signature, all),
    checkStamps(ofd, signature),
  ]
  let value: SignedValue
  try {
    value = parseSignedValue(fileOf(ofd, described.signedValueFile), listed.type)
  } catch (error) {
    const others = [...SIGNATURE_CHECK_IDS, ...OFD_SIGNATURE_CHECK_IDS]
    return { checks: [...content, ...structureFault('signature.structure', error, others)] }
  }
  const { dateTime } = described
  const times = { now, described: dateTime === undefined ? undefined : readDateTime(dateTime) }
  const found = await inspectSignedValue(value, fileOf(ofd, described.file), policy, times)
  const places = [
    checkPropertyInfo(value, described),
    checkSignatureMethod(value.signature, described),
    checkSignatureDate(value.signature, described),
    checkSealCopy(ofd, value, described),
  ]
  const tolerances = toleranceChecks([], places, 'document', policy.strict)
  const { signer, moments } = found
  return { checks: [...content, ...found.checks, ...places, ...tolerances], value, signer, moments }
}

/** When it was proven to be signed, and by which clock its time is told. */
const clockOf = (moments: Moments | undefined): Pick<OfdSignature, 'provenAt' | 'clock'> => ({
  provenAt: moments?.proven,
  clock: moments?.proven === undefined ? 'claimed' : 'time-stamp',
})

function subjectOf(
  ofd: OfdPackage,
  signature: DescribedSignature,
  all: readonly DescribedSignature[],
  value: SignedValue | undefined,
  signer: Certificate | undefined,
): Omit<OfdSignature, 'provenAt' | 'clock'> {
  const { listed, described } = signature
  const seal = value?.type === 'Seal' ? value.signature.seal : undefined
  const maker = seal === undefined ? undefined : readCertificate(seal.makerCertificate)
  return {
    id: listed.id,
    type: listed.type,
    document: listed.document,
    sealName: seal?.info.name,
    sealId: seal?.info.id,
    signer: signer?.subject,
    maker: maker === undefined || maker instanceof TrustError ? undefined : maker.subject,
    time: value?.signature.time,
    files: [described.file, described.signedValueFile, described.sealFile].filter(
      (file) => file !== undefined,
    ),
    stamps: described.stamps,
    covered: described.references.map(({ file }) => file),
    uncovered: uncoveredFiles(ofd, signature, all),
    picture: seal?.info.picture,
  }
}
