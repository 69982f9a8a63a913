import { decidingCheck, loadCoreCodes, type Report, TrustError } from '@xinyin/core'

/** The check that decides a report, as an error with that check's code and facts, and its sentence, which is loaded. */
export async function errorOf(report: Report<unknown>): Promise<TrustError> {
  const check = decidingCheck(report)
  if (check?.code === undefined)
    throw new TypeError('a report that did not pass must have a check that says why')
  const { code, facts, id } = check
  const sentences = { ...(await loadCoreCodes()), ...(await import('./sentences.ts')).SENTENCES }
  // Checkers of revocation and of states may be the caller's own, with codes of their own.
  const sentence = Object.hasOwn(sentences, code)
    ? sentences[code as keyof typeof sentences]
    : { en: `Not passed: ${id}.` }
  return new TrustError(code, sentence, facts)
}
