import type { Crl } from './crl.ts'
import type { Finding, Gap } from './finding.ts'
import type { OcspResponse } from './ocsp.ts'
import type { Retrieved } from './retrieve.ts'

interface Keeper {
  urlOf(answer: object): string | undefined
  forget(answers: readonly object[]): void
}

/** Says from where a finding is, or why there is none; what led to none is not kept. */
export function settle(finding: Finding, got: Retrieved<Crl | OcspResponse>, keeper: Keeper): Finding {
  const [first] = got.answers
  if (finding.state !== 'undetermined') {
    const url = first === undefined ? undefined : keeper.urlOf(first)
    return url === undefined ? finding : { ...finding, statement: { ...finding.statement, url } }
  }
  keeper.forget(got.answers)
  const gap: Gap | undefined = finding.gap.code === 'ERR_REVOCATION_UNKNOWN' ? got.gaps[0] : undefined
  return gap === undefined ? finding : { state: 'undetermined', gap }
}
