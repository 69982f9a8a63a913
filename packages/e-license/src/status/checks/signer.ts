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
export interface SignerContext extends Pick<PathOptions, 'trust' | 'revocation' | 'at' | 'wanted'> {
  /** Object identifier of the purpose that the certificate must name if it names any. */
  readonly signerPurpose?: string | undefined
}

/** Whether purposes that a certificate names leave this one out. One that names none is for all, and so is `any`. */
const isExcluded = (purpose: string, { extendedKeyUsage: named }: Certificate): boolean =>
  named !== undefined && !named.includes(purpose) && !named.includes(ANY_PURPOSE)

/** anyExtendedKeyUsage (RFC 5280, 4.2.1.12). */
const ANY_PURPOSE = '2.5.29.37.0'

/** @throws TypeError for a purpose that is no object identifier */
export function assertPurpose(purpose: string | undefined): void {
  if (purpose !== undefined && !/^[0-2](\.(0|[1-9]\d*))+$/.test(purpose))
    throw new TypeError('signerPurpose: expected an object identifier')
}

const ID = 'status-list.signer'

/**
 * The signer's certificate leads to an anchor of the role `status-issuer`, within its grants: where those name licence
 * types or regions, the licence has to be of them. Who may issue licences may not therefore say which of them still hold:
 * an authority that does both is an anchor for both.
 *
 * The purpose that the draft has for signers (10) bears no number yet [?], so that no certificate is held to it unless the
 * caller names one.
 */
export async function checkSigner(
  [signer, ...intermediates]: readonly [Certificate, ...Certificate[]],
  { signerPurpose, ...context }: SignerContext,
): Promise<Check> {
  if (signerPurpose !== undefined && isExcluded(signerPurpose, signer)) {
    const facts = { signer: signer.subject.text, purpose: signerPurpose }
    return failed(ID, 'ERR_STATUS_LIST_PURPOSE', facts)
  }
  const report = await inspectPath(signer, { ...context, role: 'status-issuer', intermediates })
  if (report.verdict === 'passed') {
    const anchor = report.subject?.anchor.certificate.subject.text ?? ''
    return passed(ID, { signer: signer.subject.text, anchor })
  }
  const { code = 'ERR_PATH_NO_ANCHOR', facts = {}, status } = decidingCheck(report) ?? {}
  const check = failed(ID, code, facts)
  return status === 'indeterminate' ? { ...check, status } : check
}
