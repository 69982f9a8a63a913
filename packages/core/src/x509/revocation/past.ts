import { type Check, failed, indeterminate, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import type { PathOptions } from '../path/checks.ts'
import { inspectPath } from '../path/inspect.ts'
import type { Path, PathReport } from '../path/path.ts'
import type { RevocationChecker, RevocationContext } from '../path/revocation.ts'
import type { CertificateFinding, PolicyRevocationChecker } from './check.ts'
import type { Finding, Gap } from './finding.ts'
import { loadSentences } from './sentences.ts'

export interface PastPathOptions extends Omit<PathOptions, 'at' | 'revocation'> {
  /** When the signature is proven to have existed: by a time stamp, or by who received it. */
  readonly provenAt: Date
  /** The time of the judgement. */
  readonly now: Date
  readonly revocation: PolicyRevocationChecker
  /**
   * When lists and answers are proven to have existed; `now` unless given. It matters where an authority above was
   * revoked or has expired since: what it signed after that proves nothing.
   */
  readonly materialProvenAt?: Date
}

/**
 * Inspects the path of a signature of the past, as of today (ETSI EN 319 102-1, 5.6.2: past certificate validation).
 *
 * From the anchor down to the leaf, a control time slides back from now: to the time at which a certificate was revoked,
 * or to that of the newest data about it where that no longer tells of the control time. What is proven to be older
 * than the control time at the end still stands, whatever happened to the certificates afterwards.
 *
 * @returns the checks of `inspectPath` at `provenAt`; `path.revocation` has `controlTime`, and is `indeterminate` with
 *   `ERR_REVOCATION_NO_PROOF` where something would have to be proven to be older than it is
 */
export function inspectPastPath(leaf: Certificate, options: PastPathOptions): Promise<PathReport> {
  const { provenAt, now, revocation, materialProvenAt, ...path } = options
  if (!(provenAt <= now)) throw new RangeError('provenAt: expected a time up to now')
  const times = { now, ...(materialProvenAt === undefined ? {} : { materialProvenAt }) }
  return inspectPath(leaf, { ...path, at: provenAt, revocation: createPastChecker(revocation, times) })
}

/**
 * The same as a checker, for what judges a path by itself: a time stamp that is itself proven to be old. The time at
 * which the path is judged (`at`) is the proven one.
 */
export function createPastChecker(
  revocation: PolicyRevocationChecker,
  { now, materialProvenAt = now }: Pick<PastPathOptions, 'now' | 'materialProvenAt'>,
): RevocationChecker {
  return {
    codes: loadSentences,
    check: (path, context) =>
      slide(path, context, { provenAt: context.at, now, revocation, materialProvenAt }),
  }
}

type Times = Required<Pick<PastPathOptions, 'provenAt' | 'now' | 'revocation' | 'materialProvenAt'>>

/** Validation time sliding (ETSI EN 319 102-1, 5.6.2.2.4). */
async function slide(path: Path, context: RevocationContext, times: Times): Promise<Check> {
  const { provenAt, now, revocation, materialProvenAt } = times
  let controlTime = now
  let cause: CertificateFinding | undefined
  for (let place = path.certificates.length - 2; place >= 0; place--) {
    const certificate = path.certificates[place]
    if (certificate === undefined) continue
    // 1) and 2): the data must be older than the control time, and be proven to be.
    if (controlTime < now && materialProvenAt > controlTime) return noProof(certificate, controlTime)
    const part = { ...path, certificates: path.certificates.slice(place) }
    const { finding, at } = await findBack(part, context, controlTime, revocation)
    if (finding.state === 'undetermined') return finding.gap
    const end = finding.state === 'revoked' ? revokedSince(finding) : at
    if (end < controlTime) {
      controlTime = end
      cause = { certificate, finding }
    }
  }
  const facts = { controlTime: controlTime.toISOString(), at: provenAt.toISOString() }
  if (provenAt <= controlTime) return passed('path.revocation', facts)
  if (cause?.finding.state === 'revoked') {
    const { revocation: own, statement } = cause.finding
    return failed('path.revocation', 'ERR_REVOCATION_REVOKED', {
      ...facts,
      subject: cause.certificate.subject.text,
      revokedAt: own.revokedAt.toISOString(),
      reason: own.reason,
      source: statement.source,
    })
  }
  return noProof(cause?.certificate, controlTime)
}

function noProof(certificate: Certificate | undefined, controlTime: Date): Check {
  const facts = { subject: certificate?.subject.text ?? '', controlTime: controlTime.toISOString() }
  return indeterminate('path.revocation', 'ERR_REVOCATION_NO_PROOF', facts)
}

function revokedSince({ revocation }: Extract<Finding, { state: 'revoked' }>): Date {
  const { revokedAt, invalidAt } = revocation
  return invalidAt !== undefined && invalidAt < revokedAt ? invalidAt : revokedAt
}

/** Times to which one certificate makes the control time slide, at most. */
const MAX_SLIDES = 16

/**
 * What is known of the first certificate of a path at the latest time of which anything is known, up to the control time.
 */
async function findBack(
  path: Path,
  context: RevocationContext,
  controlTime: Date,
  checker: PolicyRevocationChecker,
): Promise<{ finding: Finding; at: Date }> {
  let at = controlTime
  let finding = await findAt(path, context, at, checker)
  for (let slides = 0; slides < MAX_SLIDES && finding.state === 'undetermined'; slides++) {
    const earlier = earlierThan(finding.gap, at)
    if (earlier === undefined) break
    at = earlier
    finding = await findAt(path, context, at, checker)
  }
  return { finding, at }
}

async function findAt(
  path: Path,
  context: RevocationContext,
  at: Date,
  checker: PolicyRevocationChecker,
): Promise<Finding> {
  const [first] = await checker.findings(path, { ...context, at })
  if (first === undefined) throw new RangeError('revocation: the checker looks at nothing')
  return first.finding
}

/** When stale data was made, or when a certificate expired of which newer data does not tell. */
function earlierThan({ code, facts }: Gap, at: Date): Date | undefined {
  const from =
    code === 'ERR_REVOCATION_STALE'
      ? 'thisUpdate'
      : code === 'ERR_REVOCATION_EXPIRED'
        ? 'notAfter'
        : undefined
  const time = from === undefined ? undefined : facts[from]
  const earlier = typeof time === 'string' ? new Date(time) : undefined
  return earlier !== undefined && earlier < at ? earlier : undefined
}
