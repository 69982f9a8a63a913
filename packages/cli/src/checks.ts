import {
  type Catalogue,
  CORE_CODES,
  createExplain,
  type Explain,
  type Facts,
  type Language,
  render,
  type TrustError,
  type Vocabulary,
} from '@xinyin/core'
import { explain as explainLower, LICENCE_VOCABULARY } from '@xinyin/e-license'
import { SEAL_CODES } from '@xinyin/e-seal'
import { CLI_CODES } from './errors.ts'
import { printable } from './terminal/printable.ts'

/** The checks of `@xinyin/cli`, with their titles; `docs/checks.md` is made from this table. */
export const CLI_CHECKS = {
  'file.kind': { en: 'Kind of file', 'zh-CN': '文件类型' },
  'certificate.form': { en: 'Form of the certificate', 'zh-CN': '证书格式' },
  'certificate.roles': { en: 'Roles for which the certificate is trusted', 'zh-CN': '证书可信的角色' },
  'demand.type': { en: 'The licence is of the type asked for', 'zh-CN': '证照类型符合要求' },
  'demand.region': { en: 'The licence is of the region asked for', 'zh-CN': '颁发区划符合要求' },
} as const satisfies Catalogue

/** What may be absent, by its name in `because`. */
export const CLI_ABSENCES: Catalogue = {
  demand: { en: 'nothing was asked for', 'zh-CN': '未提出要求' },
}

export const CLI_VOCABULARY: Vocabulary = {
  checks: CLI_CHECKS,
  codes: CLI_CODES,
  absences: CLI_ABSENCES,
}

const explainOwn = createExplain(LICENCE_VOCABULARY, { checks: {}, codes: CORE_CODES }, CLI_VOCABULARY)

/** Says a check of any package in words for people. */
export const explain: Explain = (subject, language) =>
  'id' in subject && Object.hasOwn(CLI_CHECKS, subject.id)
    ? explainOwn(subject, language)
    : explainLower(subject, language)

const SENTENCES: Catalogue = { ...CORE_CODES, ...SEAL_CODES, ...LICENCE_VOCABULARY.codes, ...CLI_CODES }

/** The sentence of a code. */
export function sayCode(code: string, facts: Facts, language: Language): string {
  const sentence = SENTENCES[code]
  return sentence === undefined ? code : render(sentence, language, facts)
}

/** The sentence of an error. */
const say = (error: TrustError, language: Language): string =>
  Object.hasOwn(SENTENCES, error.code) ? sayCode(error.code, error.facts, language) : error.message

/** The line that an error leaves on a terminal. */
export function complaint(error: TrustError, language: Language): string {
  return `xinyin: ${printable(say(error, language), 400)} (${error.code})`
}
