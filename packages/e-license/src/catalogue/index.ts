export { CATALOGUE_CODES } from './codes.ts'
export { columnLabel, ROW_COLUMNS, shortNameOf } from './dry-run/columns.ts'
export {
  createDryRun,
  type DryRun,
  type DryRunOptions,
  type DryRunSummary,
  dryRun,
} from './dry-run/dry-run.ts'
export { explainRowFinding, type RowFinding } from './dry-run/finding.ts'
export { ROW_RULES, type RowRule } from './dry-run/rules.ts'
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
