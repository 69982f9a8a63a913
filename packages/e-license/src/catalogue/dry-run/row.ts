import type { LicenceType } from '../licence-type.ts'
import type { Cells } from './clean.ts'
import type { Note } from './finding.ts'

/** One row as checks see it. */
export interface Row {
  readonly cells: Cells
  /** What the catalogue has for its type. */
  readonly type: LicenceType | undefined
  /** The day in China on which the batch is checked, `YYYY-MM-DD`. */
  readonly today: string
  readonly note: Note
}

/** The first value of a column; absent when it is empty. */
export function firstOf({ cells }: Row, name: string): string | undefined {
  const value = cells.get(name)?.[0]
  return value === '' ? undefined : value
}

/** All values of a column, in their order. */
export const allOf = ({ cells }: Row, name: string): readonly string[] => cells.get(name) ?? []
