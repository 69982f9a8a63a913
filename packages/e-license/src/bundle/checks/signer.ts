import {
  type Certificate,
  type Check,
  decidingCheck,
  failed,
  inspectPath,
  type PathOptions,
  type PathReport,
  passed,
  type Role,
} from '@xinyin/core'

const ID = 'bundle.signer'

/** Who may put together what a window leans on. */
const ROLES: readonly Role[] = ['status-issuer', 'trust-list-signer']

/**
 * The signer's certificate leads to an anchor of `status-issuer` or `trust-list-signer` that was trusted before the bundle
 * came. What is in the bundle he does not thereby vouch for: each part is verified for itself.
 */
export async function checkSigner(
  [signer, ...intermediates]: readonly [Certificate, ...Certificate[]],
  context: Pick<PathOptions, 'trust' | 'revocation' | 'at'>,
): Promise<Check> {
  let nearest: PathReport | undefined
  for (const role of ROLES) {
    const report = await inspectPath(signer, { ...context, role, intermediates })
    if (report.verdict === 'passed') {
      const anchor = report.subject?.anchor.certificate.subject.text ?? ''
      return passed(ID, { role, signer: signer.subject.text, anchor })
    }
    // What is wrong is told of the path that leads somewhere.
    if (nearest === undefined || (nearest.subject === undefined && report.subject !== undefined))
      nearest = report
  }
  const { code = 'ERR_PATH_NO_ANCHOR', facts = {}, status } = (nearest && decidingCheck(nearest)) ?? {}
  const check = failed(ID, code, facts)
  return status === 'indeterminate' ? { ...check, status } : check
}
