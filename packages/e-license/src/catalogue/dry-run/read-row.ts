import { COUNT_LIMIT, ELEMENTS, EXTENSION_PREFIX, isElementName } from '../../metadata/elements.ts'
import { type Members, membersOf } from '../../metadata/members.ts'
import { nearestName } from '../nearest.ts'
import { narrow, withoutHidden } from '../plain-text.ts'
import { COLUMN_NAMES, shortNameOf } from './columns.ts'
import { mask } from './conceal.ts'
import type { Note } from './finding.ts'
import { flattenLicence, isLicenceForm } from './flatten.ts'

/** Between the values of an element that repeats, in a table that has one cell for it. */
const LIST_SEPARATOR = '|'

/** What a row says, by short names; what was not text is gone, and noted. */
export type RawCells = ReadonlyMap<string, readonly string[]>

/** Columns of one row. */
const COLUMN_LIMIT = 1000

/**
 * Takes a row apart: by short names, by the English names of platforms, by names of one's own, or as `LicenceData`.
 *
 * @param columns - short names by one's own names of columns
 */
export function readRow(row: unknown, columns: ReadonlyMap<string, string>, note: Note): RawCells {
  const members = membersOf(row)
  if (members === undefined || Object.keys(members).length > COLUMN_LIMIT) {
    note('row.form', '')
    return new Map()
  }
  const flat = isLicenceForm(members) ? flattenLicence(members, note) : members
  return gather(flat, columns, note)
}

function gather(flat: Members, columns: ReadonlyMap<string, string>, note: Note): RawCells {
  const cells = new Map<string, readonly string[]>()
  const strange: [name: string, values: readonly string[]][] = []
  for (const [column, value] of Object.entries(flat)) {
    const name = columns.get(column) ?? shortNameOf(column)
    const values = textsOf(value, name ?? column, note)
    if (values.length === 0) continue
    if (name === undefined) strange.push([column, values])
    else if (cells.has(name)) note('row.element-twice', name)
    else cells.set(name, values)
  }
  for (const [column, values] of strange) readStrange(column, values, cells, note)
  return cells
}

/** A column of a name that is none: one that is misspelt counts as what was meant, so that it is not missing too. */
function readStrange(
  column: string,
  values: readonly string[],
  cells: Map<string, readonly string[]>,
  note: Note,
): void {
  const tidy = narrow(withoutHidden(column)).trim()
  const upper = tidy.toUpperCase()
  const free = COLUMN_NAMES.filter((name) => !cells.has(name))
  const meant =
    shortNameOf(tidy) ??
    shortNameOf(upper) ??
    (upper.startsWith(EXTENSION_PREFIX) ? upper : nearestName(upper, inOrderOfNeed(free)))
  if (meant === undefined || cells.has(meant)) note('row.element-unknown', shownColumn(column))
  else {
    note('row.element-misspelt', shownColumn(column), { proposal: meant })
    cells.set(meant, values)
  }
}

/** The name of a column, but for numbers in it: in a table without a heading, the first row stands for the names. */
const shownColumn = (column: string) =>
  column.slice(0, 80).replace(/\d{5,}[\dX]?/gi, (digits) => mask(digits))

/** Of two that are as near, the one that must be there was meant. */
const inOrderOfNeed = (names: readonly string[]) => [
  ...names.filter((name) => isElementName(name) && ELEMENTS[name].needed),
  ...names.filter((name) => !(isElementName(name) && ELEMENTS[name].needed)),
]

function textsOf(value: unknown, name: string, note: Note): readonly string[] {
  if (value === undefined || value === null) return []
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!list.every((one) => typeof one === 'string') || list.length > COUNT_LIMIT) {
    note('row.value-kind', name.slice(0, 80))
    return []
  }
  const texts = list as readonly string[]
  const repeats = isElementName(name) && ELEMENTS[name].repeats
  const [only = ''] = texts
  const split =
    repeats && texts.length === 1 && only.includes(LIST_SEPARATOR)
      ? only.split(LIST_SEPARATOR, COUNT_LIMIT)
      : texts
  return split.every((text) => text.trim() === '') ? [] : split
}
