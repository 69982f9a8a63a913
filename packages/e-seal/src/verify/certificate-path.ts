import {
  type Certificate,
  type Check,
  decidingCheck,
  failed,
  failedBy,
  indeterminate,
  inspectPath,
  parseCertificate,
  passed,
  type Role,
  type Trust,
  TrustError,
} from '@xinyin/core'
import { type Moments, showTime } from './moments.ts'

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

/**
 * Checks that a certificate leads to an anchor of the role, at the claimed time and now.
 *
 * What was valid at the claimed time but is not any more would need proof that it existed then: without a trusted
 * time stamp nobody can tell a signature of that time from one made later with a stolen key (ETSI EN 319 102-1, 5.6).
 *
 * @returns the check, and those of the path that were not made
 */
export async function checkCertificatePath(
  id: string,
  certificate: Certificate | TrustError,
  options: { trust: Trust; role: Role; moments: Moments },
): Promise<Check[]> {
  if (certificate instanceof TrustError) return [failedBy(id, certificate)]
  const { trust, role, moments } = options
  const then = await inspectPath(certificate, { trust, role, at: moments.claimed })
  const facts = { certificate: certificate.subject.text, role, time: showTime(moments.claimed) }
  if (then.verdict !== 'passed' || then.subject === undefined) {
    const against = decidingCheck(then)
    const code = against?.code ?? 'ERR_PATH_NO_ANCHOR'
    // The certificate that stands in the way may be another one of the path; `subject` names it.
    const why = { ...facts, ...against?.facts }
    return [then.verdict === 'failed' ? failed(id, code, why) : indeterminate(id, code, why)]
  }
  const notMade = then.checks
    .filter(({ status }) => status === 'skipped')
    .map((check) => ({ ...check, facts: { ...check.facts, certificate: facts.certificate, role } }))
  const today = await inspectPath(certificate, { trust, role, at: moments.now })
  if (today.verdict === 'passed') {
    const anchor = then.subject.anchor.certificate.subject.text
    return [passed(id, { ...facts, anchor }), ...notMade]
  }
  const reason = decidingCheck(today)?.code ?? 'ERR_PATH_NO_ANCHOR'
  return [indeterminate(id, 'ERR_SIGNATURE_NO_PROOF_OF_TIME', { ...facts, reason }), ...notMade]
}
