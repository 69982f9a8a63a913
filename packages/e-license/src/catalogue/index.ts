export { CATALOGUE_CODES } from './codes.ts'
export { findLicenceType } from './find.ts'
export {
  type HolderKind,
  type LicenceCatalogue,
  type LicenceType,
  type Period,
  type RelatedItem,
  SECURITY_CLASSES,
  type TypeState,
  type ValidityRule,
} from './licence-type.ts'
export { type CatalogueFinding, explainCatalogueFinding } from './lint/finding.ts'
export { type LintOptions, lintCatalogue } from './lint/lint.ts'
export { CATALOGUE_RULES, type CatalogueRule } from './lint/rules.ts'
export { encodeCatalogue, parseCatalogue } from './parse.ts'
export type { Rule, Severity } from './rule.ts'
export { EXAMPLE_CATALOGUE } from './types/examples.ts'
