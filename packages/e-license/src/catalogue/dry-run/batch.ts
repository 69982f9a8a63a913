import type { Identifier } from '../../identifier/form.ts'
import { ROW_COLUMNS } from './columns.ts'
import type { RowFinding } from './finding.ts'
import { allOf, firstOf, type Row } from './row.ts'
import { ROW_RULES } from './rules.ts'

interface Version {
  readonly number: number
  readonly row: number
}

/** What is kept of rows that went by. */
export interface Batch {
  readonly check: (row: Row, number: number, identifier: Identifier | undefined) => void
  /** What can be told once all rows are in. */
  readonly finish: () => RowFinding[]
}

/** All that tells a licence from others, but for its version. */
const serialOf = ({ typeCode, issuerCode, serial }: Identifier) => `${typeCode}.${issuerCode}.${serial}`

/** Keeps what only several rows together show: identifiers and numbers given twice, versions left out. */
export function createBatch(): Batch {
  const identifiers = new Map<string, number>()
  const numbers = new Map<string, { readonly row: number; readonly serial: string }>()
  const versions = new Map<string, Version[]>()

  const checkNumber = (row: Row, number: number, serial: string): void => {
    const [type, own] = [firstOf(row, 'ZZLXDM'), firstOf(row, 'ZZBH')]
    if (type === undefined || own === undefined) return
    const key = [type, own, ...allOf(row, 'ZZBFJGDM')].join('\n')
    const first = numbers.get(key)
    if (first === undefined) numbers.set(key, { row: number, serial })
    // A licence that comes out of another may keep its number under a new serial.
    else if (first.serial !== serial && firstOf(row, ROW_COLUMNS.previous) === undefined)
      row.note('row.number-duplicate', 'ZZBH', { found: own, facts: { first: first.row } })
  }

  return {
    check: (row, number, identifier) => {
      const text = firstOf(row, 'ZZBS')
      if (text === undefined) return
      const first = identifiers.get(text)
      if (first !== undefined) {
        row.note('row.identifier-duplicate', 'ZZBS', { found: text, facts: { first } })
        return
      }
      identifiers.set(text, number)
      if (identifier === undefined) return
      const serial = serialOf(identifier)
      const version = { number: Number(identifier.version), row: number }
      const known = versions.get(serial)
      if (known === undefined) versions.set(serial, [version])
      else known.push(version)
      checkNumber(row, number, serial)
    },
    finish: () => [...versions.values()].flatMap(findGaps),
  }
}

/** Versions that went by unseen between two of one licence. */
function findGaps(versions: readonly Version[]): RowFinding[] {
  if (versions.length < 2) return []
  const sorted = [...versions].sort((a, b) => a.number - b.number)
  return sorted.flatMap(({ number, row }, i): RowFinding[] => {
    const before = sorted[i - 1]
    if (before === undefined || number <= before.number + 1) return []
    const found = String(number).padStart(3, '0')
    const facts = { before: String(before.number).padStart(3, '0'), first: before.row }
    const { severity } = ROW_RULES['row.version-gap']
    return [{ row, field: 'ZZBS', rule: 'row.version-gap', severity, found, facts }]
  })
}
