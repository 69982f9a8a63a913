import { CliError } from '../errors.ts'
import { printable } from '../terminal/printable.ts'

/** Names that columns of identifiers have in the field (GB/T 36903, and what platforms call it). */
const KNOWN = new Set([
  '证照标识',
  '证照标识码',
  '电子证照标识',
  'zzbs',
  'certificate_identifier',
  'certificateidentifier',
  'certificateid',
  'identifier',
])

const fold = (name: string) => name.normalize('NFKC').trim().toLowerCase()

/** Which column of a table holds the identifiers, and whether the first row is a heading. */
export interface Column {
  /** From 0 on. */
  readonly index: number
  readonly hasHeading: boolean
}

const namesOf = (first: readonly string[]) => printable(first.map((name) => name.trim()).join(', '), 300)

/** A heading has no digits in the place of a root; a row without one has an identifier, or something meant as one. */
const isHeading = (cell: string) => !/\d[.．。]\d/.test(cell)

/**
 * Finds the column of identifiers by what was asked for, else by the names in the first row.
 *
 * @param asked - a name, or a number from 1 on
 * @throws CliError `ERR_TABLE_COLUMN`, `ERR_TABLE_COLUMN_NEEDED`
 */
export function findColumn(first: readonly string[], asked: string | undefined): Column {
  if (asked === undefined) {
    const index = first.findIndex((name) => KNOWN.has(fold(name)))
    if (index >= 0) return { index, hasHeading: true }
    if (first.length === 1) return { index: 0, hasHeading: isHeading(first[0] ?? '') }
    throw new CliError('ERR_TABLE_COLUMN_NEEDED', { found: namesOf(first) })
  }
  const named = first.findIndex((name) => fold(name) === fold(asked))
  if (named >= 0) return { index: named, hasHeading: true }
  const index = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) - 1 : -1
  if (index < 0 || index >= first.length)
    throw new CliError('ERR_TABLE_COLUMN', { column: printable(asked), found: namesOf(first) })
  return { index, hasHeading: isHeading(first[index] ?? '') }
}
