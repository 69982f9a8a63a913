import type { Grid } from '../grid.ts'
import type { Row } from '../table.ts'
import { COLUMNS } from './flow-cases.ts'
import { FLOWS } from './flows.ts'

/**
 * Draws the flows, a line for each and a column for each program that took part. `✓` passed, `✗` failed, a number the note
 * below that says what the program cannot do.
 */
export function drawFlows(rows: readonly Row[]): Grid {
  const limits = rows.filter(({ flow, result }) => flow !== undefined && result === 'limit')
  const empty: string[] = []
  const sign = (name: string, column: string): string => {
    const played = rows.filter(({ flow, program }) => flow === name && program === column)
    if (played.some(({ result }) => result === 'failed' || result === 'missing')) return '✗'
    if (played.some(({ result }) => result === 'ok')) return '✓'
    const [limit] = played
    if (limit !== undefined) return String(limits.indexOf(limit) + 1)
    empty.push(`${name} × ${column}`)
    return '?'
  }
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(24)}${cells.map((cell) => cell.padEnd(18)).join('')}`.trimEnd()
  const lines = FLOWS.map(({ name }) =>
    line(
      name,
      COLUMNS.map((column) => sign(name, column)),
    ),
  )
  const notes = limits.map(({ what, seen = '' }, at) => `${at + 1} ${what}: ${seen}`)
  return { lines: [line('', COLUMNS), ...lines, ...notes], empty }
}
