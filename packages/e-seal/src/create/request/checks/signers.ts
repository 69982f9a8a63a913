import {
  type Certificate,
  type Check,
  decidingCheck,
  failed,
  indeterminate,
  inspectPath,
  passed,
} from '@xinyin/core'
import type { PathPolicy } from '../../../verify/revocation.ts'
import type { SealRequest } from '../request.ts'

/** Every certificate that is to be in the seal is of an SM2 key and leads to an anchor of the role `seal-signer`. */
export async function checkRequestSigners(
  { signers }: SealRequest,
  { trust, revocation, algorithms }: PathPolicy,
  at: Date,
  intermediates: readonly Certificate[],
): Promise<Check> {
  const id = 'seal-request.signers'
  for (const signer of signers) {
    const subject = signer.subject.text
    const { kind } = signer.publicKey
    if (kind !== 'SM2') return failed(id, 'ERR_SEAL_REQUEST_KEY', { subject, found: kind })
    const report = await inspectPath(signer, {
      trust,
      revocation,
      algorithms,
      role: 'seal-signer',
      at,
      intermediates,
    })
    if (report.verdict === 'passed') continue
    const { code = 'ERR_PATH_NO_ANCHOR', facts = {} } = decidingCheck(report) ?? {}
    const told = { subject, ...facts }
    return report.verdict === 'failed' ? failed(id, code, told) : indeterminate(id, code, told)
  }
  return passed(id, { count: signers.length })
}
