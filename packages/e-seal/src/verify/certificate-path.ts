import {
  type Certificate,
  type Check,
  createReport,
  decidingCheck,
  type Facts,
  failed,
  failedBy,
  indeterminate,
  inspectPath,
  type PathReport,
  passed,
  type Report,
  type Role,
  skipped,
  TrustError,
} from '@xinyin/core'
import { NO_PROOFS } from '../evidence/no-proofs.ts'
import type { pastRevocation as PastRevocation } from '../evidence/past-revocation.ts'
import { latestOf, type Moments, showTime, withoutProof } from './moments.ts'
import type { PathPolicy } from './revocation.ts'

const REVOCATION = 'path.revocation'

/**
 * Checks that a certificate leads to an anchor of the role and was not revoked: at the claimed time, and at the latest
 * time at which the signature may have been made.
 *
 * That is now, unless a time stamp proves that the signature is older. What was valid at the claimed time but is not any
 * more would need such a proof: without one nobody can tell a signature of that time from one made later with a stolen
 * key (ETSI EN 319 102-1, 5.2.6: `OUT_OF_BOUNDS_NO_POE`, `REVOKED_NO_POE`). With one, what happened to the certificate
 * since does not count (5.6.2).
 *
 * @returns the check, and `path.revocation` with the fact `role`
 */
export async function checkCertificatePath(
  id: string,
  certificate: Certificate | TrustError,
  { policy, role, moments }: PathQuestion,
): Promise<Check[]> {
  const notAsked = (whose: Facts): Check => ({
    ...skipped(REVOCATION, id),
    facts: { because: id, role, ...whose },
  })
  if (certificate instanceof TrustError) return [failedBy(id, certificate), notAsked({})]

  const { trust, revocation, algorithms, proofs, wanted } = policy
  const subject = certificate.subject.text
  const known = await proofs(moments.now)
  const present =
    known === NO_PROOFS ? revocation : (await import('./seldom.ts')).presentRevocation(revocation, known)
  const look = (at: Date, who = present) =>
    inspectPath(certificate, {
      trust,
      role,
      at,
      algorithms,
      revocation: who,
      intermediates: known.certificates,
      ...(wanted === undefined ? {} : { wanted }),
    })
  const { claimed, proven } = moments
  const then = await look(claimed)
  const time = showTime(claimed)
  const facts =
    proven === undefined
      ? { role, certificate: subject, time }
      : { role, certificate: subject, time, proven: showTime(proven) }
  const path = withoutRevocation(then)
  if (path.verdict !== 'passed' || then.subject === undefined) {
    const against = decidingCheck(path)
    const code = against?.code ?? 'ERR_PATH_NO_ANCHOR'
    // The certificate that stands in the way may be another one of the path; `subject` names it.
    const why = { ...facts, ...against?.facts }
    return [
      path.verdict === 'failed' ? failed(id, code, why) : indeterminate(id, code, why),
      notAsked({ certificate: subject }),
    ]
  }
  const who = proven === undefined ? present : await atProvenTime(revocation, known, moments.now)
  const isNow = proven === undefined && moments.now.getTime() === claimed.getTime()
  const latest = isNow ? then : await look(latestOf(moments), who)
  const against = decidingCheck(withoutRevocation(latest))
  const anchor = then.subject.anchor.certificate.subject.text
  const check =
    against === undefined
      ? passed(id, { ...facts, anchor, ...toleratedBy(then) })
      : withoutProof(id, moments, { ...facts, reason: against.code ?? '' })
  const found = revocationOf(then, latest, moments)
  return [check, ...found.map((each) => ({ ...each, facts: { ...each.facts, role, certificate: subject } }))]
}

/** Who finds out about revocation at a proven time: loaded with the first time stamp. */
const atProvenTime = async (...asked: Parameters<typeof PastRevocation>) =>
  (await import('./seldom.ts')).pastRevocation(...asked)

/** Whose path it is, when it has to have held, and what it is held against. */
interface PathQuestion {
  readonly policy: Pick<PathPolicy, 'trust' | 'revocation' | 'algorithms' | 'proofs' | 'wanted'>
  readonly role: Role
  readonly moments: Moments
}

/** What the path needed: the report of the seal makes a check of it, and `strict` is asked there. */
function toleratedBy({ checks }: PathReport): Facts {
  const met = checks.find((check) => check.id.startsWith('tolerance.'))
  return met === undefined ? {} : { tolerance: met.id.slice('tolerance.'.length) }
}

const isRevocation = ({ id }: Check) => id === REVOCATION

const withoutRevocation = ({ checks, subject }: PathReport): Report<unknown> =>
  createReport(
    checks.filter((check) => !isRevocation(check)),
    subject,
  )

/** What was revoked before the claimed time fails; what was revoked since needs proof of that time. */
function revocationOf(then: PathReport, latest: PathReport, moments: Moments): Check[] {
  const before = then.checks.filter(isRevocation)
  const since = latest.checks.filter(isRevocation)
  // Where the rest of the path does not hold any more, nobody was asked about the latest time.
  const isUnasked = since.some(({ status }) => status === 'skipped')
  if (isUnasked || before.some(({ status }) => status === 'failed')) return before
  // What is known of a proven time is known of the one before it.
  if (moments.proven === undefined && before.some(({ status }) => status !== 'passed')) return before
  return since.map((check) =>
    check.status === 'failed'
      ? withoutProof(REVOCATION, moments, { ...check.facts, reason: check.code ?? '' })
      : check,
  )
}
