import { type Check, CORE_CODES, TrustError } from '@xinyin/core'
import { STATUS_LIST_CODES } from './codes.ts'

/** A check that stands against a list, as an error with its code and facts. */
export function errorOf({ code, facts, id }: Check): TrustError {
  const sentences = { ...CORE_CODES, ...STATUS_LIST_CODES }
  const known = code !== undefined && Object.hasOwn(sentences, code)
  // Checkers of revocation may be the caller's own, with codes of their own.
  const sentence = known
    ? sentences[code as keyof typeof sentences]
    : { en: `Not passed: ${id}.`, 'zh-CN': `未通过：${id}。` }
  return new TrustError(code ?? id, sentence, facts)
}
