import { type AlgorithmPolicy, CURRENT_ALGORITHMS } from '../crypto/policy.ts'
import {
  type Check,
  indeterminate,
  passed,
  type Report,
  skipped,
  type Verdict,
  verdictOf,
} from '../report.ts'
import type { Role } from '../trust/anchor.ts'
import { type InspectedTimeStamp, inspectTimeStamp } from '../tsp/inspect.ts'
import type { Certificate } from '../x509/certificate.ts'
import { PATH_CHECKS } from '../x509/path/codes.ts'
import { inspectPath, type PathOptions } from '../x509/path/inspect.ts'
import type { Path } from '../x509/path/path.ts'
import type { DigestedContent } from './content.ts'
import { type InspectedCountersigner, inspectCountersigners } from './countersigner.ts'
import { CMS_ATTRIBUTE } from './oid.ts'
import { inspectSignature } from './signature.ts'
import type { SignedData } from './signed-data.ts'
import { certificatePool } from './signer-certificate.ts'
import type { SignerInfo } from './signer-info.ts'

/** What a caller demands of a signature beyond that it holds. */
export interface SignaturePolicy {
  /**
   * Whether the signature must name its certificate (RFC 5035), so that no other one of the same key can take its
   * place. `required` unless given.
   */
  readonly signingCertificate?: 'required' | 'optional'
  /** Whether a time stamp that holds must prove when the signature existed. `optional` unless given. */
  readonly timeStamp?: 'required' | 'optional'
}

/** What signatures are held against, beside the message. */
export interface SignerOptions extends Omit<PathOptions, 'role' | 'target' | 'name'> {
  /** What the signers must be trusted for; `document-signer` unless given. */
  readonly role?: Role
  readonly policy?: SignaturePolicy
  readonly algorithms?: AlgorithmPolicy
  /** SM2 only: the signers' id, `1234567812345678` unless given; the empty one is an id too. */
  readonly userId?: Uint8Array
}

/** @throws TypeError, RangeError for a wrong call, before anything is looked at: a misspelt demand demands nothing. */
export function assertSignerOptions({ at, policy = {} }: SignerOptions): void {
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  for (const name of ['signingCertificate', 'timeStamp'] as const) {
    if (![undefined, 'required', 'optional'].includes(policy[name]))
      throw new TypeError(`policy.${name}: expected required or optional`)
  }
}

/** What was found of one signature on a message. */
export interface InspectedSigner {
  readonly verdict: Verdict
  /** All checks of this signer: `cms.*` of the signature, `cms.time-stamp`, and `path.*` of his certificate. */
  readonly checks: readonly Check[]
  readonly signer: SignerInfo
  readonly certificate: Certificate | undefined
  readonly path: Path | undefined
  /** When the signer says that he signed. It proves nothing. */
  readonly signingTime: Date | undefined
  /** The latest time at which the signature was made, proven by a time stamp that holds. */
  readonly provenAt: Date | undefined
  readonly timeStamps: readonly Report<InspectedTimeStamp>[]
  /** Who signed this signature. Anyone may add or remove one; none of them counts for the verdict. */
  readonly countersigners: readonly InspectedCountersigner[]
}

/** Signatures upon signatures that are still to be looked at, so that a message cannot keep its reader busy. */
export interface Budget {
  left: number
}

/**
 * Inspects one signature, its time stamps and countersignatures, and the path of its certificate.
 *
 * The certificate must be valid when the signature was made: at the proven time, else at `options.at`.
 */
export async function inspectSigner(
  message: SignedData,
  signer: SignerInfo,
  content: DigestedContent | undefined,
  options: SignerOptions,
  budget: Budget,
): Promise<InspectedSigner> {
  const { policy = {}, role = 'document-signer', algorithms = CURRENT_ALGORITHMS, userId } = options
  const certificates = certificatePool(message, options)
  const finding = await inspectSignature(signer, {
    content,
    contentType: message.contentType,
    digestAlgorithms: message.digestAlgorithms,
    certificates,
    algorithms,
    signingCertificate: policy.signingCertificate ?? 'required',
    userId,
  })
  const { certificate, signingTime } = finding
  const intermediates = [...(options.intermediates ?? []), ...message.certificates]
  const timeStamps = await inspectTimeStamps(signer, { ...options, intermediates }, budget)
  const provenAt = provenTime(timeStamps, options.at)
  const path =
    certificate &&
    (await inspectPath(certificate, { ...options, role, at: provenAt ?? options.at, intermediates }))
  const checks = [
    ...finding.checks,
    checkTimeStamp(timeStamps, provenAt, policy.timeStamp ?? 'optional'),
    ...(path?.checks ?? Object.keys(PATH_CHECKS).map((id) => skipped(id, 'cms.signer-certificate'))),
  ]
  const countersigners = await inspectCountersigners(
    signer,
    { ...options, role, intermediates },
    { certificates, algorithms, userId },
    budget,
  )
  return {
    verdict: verdictOf(checks),
    checks,
    signer,
    certificate,
    path: path?.subject,
    signingTime,
    provenAt,
    timeStamps,
    countersigners,
  }
}

/** The time stamps on a signature (RFC 3161, appendix A). */
async function inspectTimeStamps(
  signer: SignerInfo,
  { policy: _policy, policies: _policies, userId: _userId, role: _role, ...options }: SignerOptions,
  budget: Budget,
): Promise<Report<InspectedTimeStamp>[]> {
  const tokens = signer.unsignedAttributes
    .filter(({ oid }) => oid === CMS_ATTRIBUTE.timeStampToken)
    .flatMap(({ values }) => values)
  const reports: Report<InspectedTimeStamp>[] = []
  for (const token of tokens) {
    if (budget.left-- <= 0) break
    reports.push(await inspectTimeStamp(token, { ...options, content: signer.signature }))
  }
  return reports
}

/** The earliest of the times by which the signature certainly existed, `at` itself being one. */
function provenTime(timeStamps: readonly Report<InspectedTimeStamp>[], at: Date): Date | undefined {
  const times = timeStamps.flatMap(({ verdict, subject }) => {
    if (verdict !== 'passed' || subject === undefined) return []
    return [subject.time.getTime() + (subject.timeStamp.info.accuracy ?? 0)]
  })
  return times.length === 0 ? undefined : new Date(Math.min(...times, at.getTime()))
}

/** A stamp that does not hold proves nothing, and breaks nothing: anyone may add one. @returns `cms.time-stamp` */
function checkTimeStamp(
  timeStamps: readonly Report<InspectedTimeStamp>[],
  provenAt: Date | undefined,
  demand: 'required' | 'optional',
): Check {
  const found = timeStamps.length
  if (provenAt !== undefined) return passed('cms.time-stamp', { time: provenAt.toISOString() })
  if (demand === 'required') return indeterminate('cms.time-stamp', 'ERR_CMS_TIME_STAMP_MISSING', { found })
  return skipped('cms.time-stamp', found === 0 ? 'time-stamp' : 'valid-time-stamp')
}
