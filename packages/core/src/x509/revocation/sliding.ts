import { type Check, failed, indeterminate, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import type { Path } from '../path/path.ts'
import type { RevocationContext } from '../path/revocation.ts'
import type { CertificateFinding, PolicyRevocationChecker } from './check.ts'
import type { Finding, Gap } from './finding.ts'
import type { PastPathOptions } from './past.ts'

type Times = Required<Pick<PastPathOptions, 'provenAt' | 'now' | 'revocation' | 'materialProvenAt'>>

/** Validation time sliding (ETSI EN 319 102-1, 5.6.2.2.4). */
export async function slide(path: Path, context: RevocationContext, times: Times): Promise<Check> {
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
