import type { Facts, Language } from '@xinyin/core'
import { type RuleFinding, type Severity, sayFinding } from '../rule.ts'
import { columnLabel } from './columns.ts'
import { ROW_RULES, type RowRule } from './rules.ts'

/** Something that is wrong with one row of a batch. */
export interface RowFinding extends RuleFinding<RowRule> {
  /** From 1, as the rows came. */
  readonly row: number
  /** Short name of the element, or the name of the column where it is none. */
  readonly field: string
  readonly severity: Severity
  /** What stands there; masked where it says something of a person. */
  readonly found?: string
  readonly expected?: string
}

/** What a check tells of what it found. Values may be personal: `conceal` takes care of them. */
export interface Told {
  readonly found?: string
  readonly expected?: string
  readonly proposal?: string
  readonly facts?: Facts
}

/** Notes what a check found. */
export type Note = (rule: RowRule, field: string, told?: Told) => void

/** A finding in words: what was found, what to do, and the right value where it is known. */
export function explainRowFinding(finding: RowFinding, language: Language): string {
  const { field, found = '', expected = '', facts } = finding
  const name = columnLabel(field, language)
  const { label = '', labelEnglish = label } = facts
  const words = {
    ...facts,
    field: name === undefined ? field : language === 'en' ? `${field} (${name})` : `${name} ${field}`,
    found,
    expected,
    label: language === 'en' ? labelEnglish : label,
  }
  return sayFinding(ROW_RULES, { ...finding, facts: words }, language)
}
