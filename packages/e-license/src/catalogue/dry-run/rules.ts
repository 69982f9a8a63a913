import { CONTENT_RULES } from './rules-of-content.ts'
import { FIELD_RULES } from './rules-of-fields.ts'
import { IDENTIFIER_RULES } from './rules-of-identifier.ts'

/** The rules of `dryRun`, by their ids, which do not change. */
export const ROW_RULES = { ...FIELD_RULES, ...IDENTIFIER_RULES, ...CONTENT_RULES }

export type RowRule = keyof typeof ROW_RULES
