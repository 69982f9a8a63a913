import { ELEMENTS, EXTENSION_PREFIX, isElementName } from '../../metadata/elements.ts'
import { narrow, withoutHidden } from '../plain-text.ts'
import { CAPITAL_COLUMNS, CODE_COLUMNS } from './columns.ts'
import type { Note } from './finding.ts'
import type { RawCells } from './read-row.ts'

/** Most characters of a value, whatever it is of (as `LicenceData` has it). */
const VALUE_LIMIT = 4000

const PLACEHOLDERS = new Set([
  'null',
  'undefined',
  'nan',
  'n/a',
  '#n/a',
  '#ref!',
  '#value!',
  '[object object]',
])
// Without the flag `u`, a surrogate of a pair cannot be told from one by itself.
const LONE_SURROGATE = /\p{Cs}/u

/** What a row says once everything that is only badly typed is put right, so that no fault is told twice. */
export type Cells = ReadonlyMap<string, readonly string[]>

/** Notes how values are typed, and gives them as they were meant. */
export function cleanCells(raw: RawCells, note: Note): Cells {
  const cells = new Map<string, readonly string[]>()
  for (const [name, values] of raw) {
    const cleaned = values.map((value) => cleanValue(name, value, note))
    if (cleaned.some((value) => value !== '')) cells.set(name, cleaned)
  }
  return cells
}

function cleanValue(name: string, value: string, note: Note): string {
  if (value.length > VALUE_LIMIT)
    note('row.too-long', name, { facts: { length: value.length, limit: VALUE_LIMIT } })
  if (PLACEHOLDERS.has(value.trim().toLowerCase())) {
    note('row.placeholder', name, { found: value })
    return ''
  }
  const visible = withoutHidden(value)
  if (visible !== value) {
    const rule = LONE_SURROGATE.test(value) ? 'row.lone-surrogate' : 'row.control-character'
    // What a character cut in half was cannot be proposed.
    note(rule, name, { found: value, ...(rule === 'row.control-character' ? { proposal: visible } : {}) })
  }
  const isCode = CODE_COLUMNS.has(name)
  const trimmed = isCode ? visible.replace(/\s+/g, '') : visible.trim()
  if (trimmed !== visible && trimmed !== '') note('row.blanks', name, { found: visible, proposal: trimmed })
  return isCode || isDay(name) ? cleanCode(name, trimmed, note) : trimmed
}

function cleanCode(name: string, value: string, note: Note): string {
  const narrowed = narrow(value).replaceAll('．', '.').replaceAll('－', '-')
  if (narrowed !== value) note('row.full-width', name, { found: value, proposal: narrowed })
  if (!CAPITAL_COLUMNS.has(name)) return narrowed
  const capital = narrowed.toUpperCase()
  if (capital !== narrowed) note('row.lower-case', name, { found: narrowed, proposal: capital })
  return capital
}

const isDay = (name: string): boolean =>
  !name.startsWith(EXTENSION_PREFIX) && isElementName(name) && ELEMENTS[name].kind !== 'text'
