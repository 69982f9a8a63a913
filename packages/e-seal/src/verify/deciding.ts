import { decidingCheck, loadCoreCodes, type Report, TrustError } from '@xinyin/core'

/** The check that decides a report, as an error with that check's code and facts, and its sentence, which is loaded. */
export async function errorOf(report: Report<unknown>): Promise<TrustError> {
  const check = decidingCheck(report)
  if (check?.code === undefined)
    throw new Error('unreachable: a report that did not pass has a check with a code')
  const { SEAL_CODES } = await import('../codes.ts')
  const sentences = { ...(await loadCoreCodes()), ...SEAL_CODES }
  const sentence = sentences[check.code as keyof typeof sentences]
  return new TrustError(check.code, sentence, { ...check.facts, check: check.id })
}
