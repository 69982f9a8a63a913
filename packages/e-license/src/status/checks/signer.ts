import {
  type Certificate,
  type Check,
  decidingCheck,
  failed,
  inspectPath,
  type PathOptions,
  passed,
} from '@xinyin/core'

/** What the path of a signer is held against. */
export type SignerContext = Pick<PathOptions, 'trust' | 'revocation' | 'at' | 'wanted'>

const ID = 'status-list.signer'

/**
 * The signer's certificate leads to an anchor of the role `status-issuer`, within its grants: where those name licence
 * types or regions, the licence has to be of them. Who may issue licences may not therefore say which of them still hold:
 * an authority that does both is an anchor for both.
 */
export async function checkSigner(
  [signer, ...intermediates]: readonly [Certificate, ...Certificate[]],
  context: SignerContext,
): Promise<Check> {
  const report = await inspectPath(signer, { ...context, role: 'status-issuer', intermediates })
  if (report.verdict === 'passed') {
    const anchor = report.subject?.anchor.certificate.subject.text ?? ''
    return passed(ID, { signer: signer.subject.text, anchor })
  }
  const { code = 'ERR_PATH_NO_ANCHOR', facts = {}, status } = decidingCheck(report) ?? {}
  const check = failed(ID, code, facts)
  return status === 'indeterminate' ? { ...check, status } : check
}
