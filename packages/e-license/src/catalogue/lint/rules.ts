import { CODE_RULES } from './rules-of-coding.ts'
import { ITEM_RULES } from './rules-of-items.ts'
import { TERM_RULES } from './rules-of-terms.ts'

/** The rules of `lintCatalogue`, by their ids, which do not change. */
export const CATALOGUE_RULES = { ...CODE_RULES, ...ITEM_RULES, ...TERM_RULES }

export type CatalogueRule = keyof typeof CATALOGUE_RULES
