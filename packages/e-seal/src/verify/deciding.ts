import { CORE_CODES, decidingCheck, type Report, TrustError } from '@xinyin/core'
import { SEAL_CODES } from '../codes.ts'

/** The check that decides a report, as an error with that check's code and facts. */
export function errorOf(report: Report<unknown>): TrustError {
  const check = decidingCheck(report)
  if (check?.code === undefined)
    throw new Error('unreachable: a report that did not pass has a check with a code')
  const sentence = { ...CORE_CODES, ...SEAL_CODES }[
    check.code as keyof typeof CORE_CODES | keyof typeof SEAL_CODES
  ]
  return new TrustError(check.code, sentence, { ...check.facts, check: check.id })
}
