import { type Facts, type Language, render, type Sentence } from '@xinyin/core'

/** An `error` has to be mended; a `warning` is worth a look. */
export type Severity = 'error' | 'warning'

/** What a rule finds, and what is to be done about it, in words for whoever keeps the data. */
export interface Rule {
  readonly severity: Severity
  /** What was found; `{name}` stands for a fact. */
  readonly found: Sentence
  /** What to do. */
  readonly remedy: Sentence
}

/** Something that a rule found, as far as words need it. */
export interface RuleFinding<Id extends string> {
  readonly rule: Id
  readonly facts: Facts
  /** The right value, where it is known. */
  readonly proposal?: string
}

const PROPOSED: Sentence = { en: ' Proposed: {proposal}', 'zh-CN': '建议改为：{proposal}' }

/** One rule's words for one finding: what was found, what to do, and the right value where it is known. */
export function sayFinding<Id extends string>(
  rules: Readonly<Record<Id, Rule>>,
  { rule, facts, proposal }: RuleFinding<Id>,
  language: Language,
): string {
  const { found, remedy } = rules[rule]
  const space = language === 'en' ? ' ' : ''
  const proposed = proposal === undefined ? '' : render(PROPOSED, language, { proposal })
  return `${render(found, language, facts)}${space}${render(remedy, language, facts)}${proposed}`
}
