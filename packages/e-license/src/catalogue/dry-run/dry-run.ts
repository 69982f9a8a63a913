import { formatDateTime } from '../../metadata/date.ts'
import { catalogueError } from '../codes.ts'
import type { LicenceCatalogue } from '../licence-type.ts'
import { createBatch } from './batch.ts'
import { cleanCells } from './clean.ts'
import { conceal, type Secrets } from './conceal.ts'
import { checkDays } from './days.ts'
import { checkElements } from './elements.ts'
import { checkExtensions } from './extensions.ts'
import type { Note, RowFinding, Told } from './finding.ts'
import { checkHolders } from './holders.ts'
import { checkIdentifier } from './identifier.ts'
import { checkIssuers } from './issuers.ts'
import { checkOperation } from './operation.ts'
import { readRow } from './read-row.ts'
import type { Row } from './row.ts'
import { ROW_RULES, type RowRule } from './rules.ts'
import { secretsOf } from './secrets.ts'
import { checkType } from './type.ts'
import { indexTypes } from './type-index.ts'
import { checkValidity } from './validity.ts'

export interface DryRunOptions {
  /** The catalogue that the platform holds licences to. */
  readonly catalogue: LicenceCatalogue
  /** When it is: nothing may have been issued later. */
  readonly at: Date
  /** Short names by names of columns of one's own: `{ associatedZzeCertID: 'GLZZBS' }`. */
  readonly columns?: Readonly<Record<string, string>>
  /** Most rows: what must not be there twice is kept of every one. 1,000,000 unless given. */
  readonly rowLimit?: number
}

/** How many rows there were, and how often each rule found something. */
export interface DryRunSummary {
  readonly rows: number
  /** Rows with at least one error; warnings do not count. */
  readonly wrongRows: number
  readonly errors: number
  readonly warnings: number
  readonly byRule: Readonly<Partial<Record<RowRule, number>>>
}

/** A batch that is checked row by row. */
export interface DryRun {
  /**
   * @param number - by which findings name the row, as a table counts; else rows count from 1
   * @throws LicenceError `ERR_DRY_RUN_ROWS`
   */
  readonly check: (row: unknown, number?: number) => readonly RowFinding[]
  /** What can be told once all rows are in. */
  readonly finish: () => readonly RowFinding[]
  readonly summarise: () => DryRunSummary
}

const ROW_LIMIT = 1_000_000

const NO_SECRETS: Secrets = { columns: new Set(), values: [] }

/** Begins the check of a batch; see {@link dryRun}, which goes through one that is there already. */
export function createDryRun({ catalogue, at, columns = {}, rowLimit = ROW_LIMIT }: DryRunOptions): DryRun {
  if (Number.isNaN(at.getTime())) throw new RangeError('at: is no time')
  const index = indexTypes(catalogue)
  const today = formatDateTime(at).slice(0, 10)
  const names = new Map(Object.entries(columns))
  const batch = createBatch()
  const byRule = new Map<RowRule, number>()
  const wrong = new Set<number>()
  let rows = 0

  const count = (findings: readonly RowFinding[]): readonly RowFinding[] => {
    for (const { rule, severity, row } of findings) {
      byRule.set(rule, (byRule.get(rule) ?? 0) + 1)
      if (severity === 'error') wrong.add(row)
    }
    return findings
  }

  const check = (given: unknown, number = rows + 1): readonly RowFinding[] => {
    if (rows >= rowLimit) throw catalogueError('ERR_DRY_RUN_ROWS', { limit: rowLimit })
    rows += 1
    const told: [rule: RowRule, field: string, told: Told][] = []
    const note: Note = (rule, field, what = {}) => told.push([rule, field, what])
    const raw = readRow(given, names, note)
    if (raw.size === 0) return count(asFindings(number, told, NO_SECRETS))
    const cells = cleanCells(raw, note)
    const type = index.types.get(cells.get('ZZLXDM')?.[0] ?? '')
    const row: Row = { cells, type, today, note }
    checkElements(row, new Set(told.map(([, field]) => field)))
    checkType(row, index)
    const identifier = checkIdentifier(row)
    checkIssuers(row)
    checkHolders(row)
    checkValidity(row, checkDays(row))
    const items = index.itemsOf.get(type?.code ?? '')
    if (items !== undefined) checkExtensions(row, items)
    checkOperation(row)
    batch.check(row, number, identifier)
    const secrets = told.length === 0 ? NO_SECRETS : secretsOf(raw, cells, type)
    return count(asFindings(number, told, secrets))
  }

  return {
    check,
    finish: () => count(batch.finish()),
    summarise: () => summaryOf(rows, wrong.size, byRule),
  }
}

function asFindings(
  row: number,
  told: readonly (readonly [rule: RowRule, field: string, told: Told])[],
  secrets: Secrets,
): RowFinding[] {
  return told.map(([rule, field, what]) => ({
    row,
    field,
    rule,
    severity: ROW_RULES[rule].severity,
    facts: {},
    ...conceal(field, what, secrets),
  }))
}

function summaryOf(rows: number, wrongRows: number, byRule: ReadonlyMap<RowRule, number>): DryRunSummary {
  let errors = 0
  let warnings = 0
  for (const [rule, found] of byRule) {
    if (ROW_RULES[rule].severity === 'error') errors += found
    else warnings += found
  }
  const ordered = [...byRule].sort(([, a], [, b]) => b - a)
  return { rows, wrongRows, errors, warnings, byRule: Object.fromEntries(ordered) }
}

/**
 * The national platform's quality check, run over a batch before it is pushed: everything for which a row would come back,
 * and what to do about it. Rows are records of short names (GB/T 36903-2018), of the English names of platforms, or
 * `LicenceData`; several values of one element are a list, or one text with `|` between them. Rows are read one after
 * the other and not kept; what is found comes as it is found, and versions that are left out at the end.
 *
 * What stands in a finding of a person's data is masked.
 *
 * @throws LicenceError `ERR_DRY_RUN_ROWS`; RangeError when `at` is no time
 * @returns what was found, row by row, and a summary as the generator's return value
 * @example
 * for await (const finding of dryRun(rows, { catalogue, at: new Date() }))
 *   console.log(finding.row, explainRowFinding(finding, 'zh-CN'))
 */
export async function* dryRun(
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  options: DryRunOptions,
): AsyncGenerator<RowFinding, DryRunSummary> {
  const run = createDryRun(options)
  for await (const row of rows) yield* run.check(row)
  yield* run.finish()
  return run.summarise()
}
