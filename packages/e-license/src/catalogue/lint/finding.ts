import type { Facts, Language } from '@xinyin/core'
import { type RuleFinding, type Severity, sayFinding } from '../rule.ts'
import { CATALOGUE_RULES, type CatalogueRule } from './rules.ts'

/** Something in a catalogue that a rule found. */
export interface CatalogueFinding extends RuleFinding<CatalogueRule> {
  readonly severity: Severity
  /** 证照类型代码 of the type that it is about, as it stands. */
  readonly type: string
  /** Where it is, as a JSON pointer: `/types/3/name`. */
  readonly place: string
}

/** Notes what a rule found at a place below the type at hand. */
export type Note = (rule: CatalogueRule, place: string, facts?: Facts, proposal?: string) => void

export function noteInto(found: CatalogueFinding[], type: string, root: string): Note {
  return (rule, place, facts = {}, proposal) => {
    const { severity } = CATALOGUE_RULES[rule]
    const given = proposal === undefined ? {} : { proposal }
    found.push({ rule, severity, type, place: `${root}${place}`, facts, ...given })
  }
}

/** A finding in words: what was found, what to do, and the right value where it is known. */
export const explainCatalogueFinding = (finding: CatalogueFinding, language: Language): string =>
  sayFinding(CATALOGUE_RULES, finding, language)
