import {
  type Certificate,
  type Check,
  createReport,
  decidingCheck,
  failed,
  failedBy,
  indeterminate,
  inspectPath,
  type PathReport,
  parseCertificate,
  passed,
  type Report,
  type Role,
  skipped,
  TrustError,
} from '@xinyin/core'
import { type Moments, showTime } from './moments.ts'
import type { PathPolicy } from './revocation.ts'

/** Reads a certificate with its key, or the error for which one of them cannot be read. */
export function readCertificate(der: Uint8Array): Certificate | TrustError {
  try {
    const certificate = parseCertificate(der)
    // A key is read when it is asked for; here every check leans on it.
    certificate.publicKey
    return certificate
  } catch (error) {
    if (error instanceof TrustError) return error
    throw error
  }
}

const REVOCATION = 'path.revocation'

/**
 * Checks that a certificate leads to an anchor of the role and was not revoked, at the claimed time and now.
 *
 * What was valid at the claimed time but is not any more would need proof that it existed then: without a trusted
 * time stamp nobody can tell a signature of that time from one made later with a stolen key (ETSI EN 319 102-1, 5.2.6:
 * `OUT_OF_BOUNDS_NO_POE`, `REVOKED_NO_POE`). So it is not the past path of `inspectPastPath`, which takes such a proof.
 *
 * @returns the check, and `path.revocation` with the fact `role`
 */
export async function checkCertificatePath(
  id: string,
  certificate: Certificate | TrustError,
  { role, moments, trust, revocation }: PathPolicy & { readonly role: Role; readonly moments: Moments },
): Promise<Check[]> {
  const whose = {
    role,
    ...(certificate instanceof TrustError ? {} : { certificate: certificate.subject.text }),
  }
  const notAsked: Check = { ...skipped(REVOCATION, id), facts: { because: id, ...whose } }
  if (certificate instanceof TrustError) return [failedBy(id, certificate), notAsked]

  const look = (at: Date) => inspectPath(certificate, { trust, role, at, revocation })
  const then = await look(moments.claimed)
  const facts = { ...whose, time: showTime(moments.claimed) }
  const path = withoutRevocation(then)
  if (path.verdict !== 'passed' || then.subject === undefined) {
    const against = decidingCheck(path)
    const code = against?.code ?? 'ERR_PATH_NO_ANCHOR'
    // The certificate that stands in the way may be another one of the path; `subject` names it.
    const why = { ...facts, ...against?.facts }
    return [path.verdict === 'failed' ? failed(id, code, why) : indeterminate(id, code, why), notAsked]
  }
  const today = moments.now.getTime() === moments.claimed.getTime() ? then : await look(moments.now)
  const against = decidingCheck(withoutRevocation(today))
  const anchor = then.subject.anchor.certificate.subject.text
  const check =
    against === undefined
      ? passed(id, { ...facts, anchor })
      : indeterminate(id, 'ERR_SIGNATURE_NO_PROOF_OF_TIME', { ...facts, reason: against.code ?? '' })
  const found = revocationOf(then, today, moments)
  return [check, ...found.map((each) => ({ ...each, facts: { ...each.facts, ...whose } }))]
}

const isRevocation = ({ id }: Check) => id === REVOCATION

const withoutRevocation = ({ checks, subject }: PathReport): Report<unknown> =>
  createReport(
    checks.filter((check) => !isRevocation(check)),
    subject,
  )

/** What was revoked before the claimed time fails; what was revoked since needs proof of that time. */
function revocationOf(then: PathReport, today: PathReport, { claimed }: Moments): Check[] {
  const before = then.checks.filter(isRevocation)
  const since = today.checks.filter(isRevocation)
  // Where the rest of the path does not hold any more, nobody was asked about today.
  const isUnasked = since.some(({ status }) => status === 'skipped')
  if (isUnasked || before.some(({ status }) => status !== 'passed')) return before
  return since.map((check) => {
    if (check.status !== 'failed') return check
    const facts = { ...check.facts, time: showTime(claimed), reason: check.code ?? '' }
    return indeterminate(REVOCATION, 'ERR_SIGNATURE_NO_PROOF_OF_TIME', facts)
  })
}
