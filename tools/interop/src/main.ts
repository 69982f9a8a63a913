import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { coreTable } from './core.ts'
import { drawGrid } from './grid.ts'
import { licenceTable } from './licence.ts'
import { sealTable } from './seal.ts'
import { ssoTable } from './sso.ts'
import { isFailure, type Row, runTable, type Table } from './table.ts'

const TABLES: readonly Table[] = [coreTable, sealTable, licenceTable, ssoTable]

const MARK = { ok: '✓', limit: '○', failed: '✗', missing: '-' } as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  // `--only` runs the cases whose program or statement has this in it, and draws no grid of them.
  options: { json: { type: 'string' }, only: { type: 'string' } },
})
const { only } = values
const unknown = positionals.filter((name) => !TABLES.some((table) => table.name === name))
if (unknown.length > 0) {
  const names = TABLES.map((table) => table.name).join('|')
  console.error(
    `Unknown table: ${unknown.join(', ')}. Usage: npm run interop -- [${names}] [--only TEXT] [--json FILE]`,
  )
  process.exit(3)
}

const rows: (Row & { table: string })[] = []
const empty: string[] = []
for (const table of TABLES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`\n${table.name}`)
  if (table.cases.length === 0) console.log('  no cases')
  const own: Row[] = []
  for await (const row of runTable(table, only)) {
    own.push(row)
    console.log(`  ${MARK[row.result]} ${row.program.padEnd(16)} ${row.what}`)
    for (const text of [row.reason, row.seen])
      if (text !== undefined) console.log(`    ${text.replaceAll('\n', '\n    ')}`)
  }
  rows.push(...own.map((row) => ({ ...row, table: table.name })))
  for (const peer of only === undefined ? table.peers : []) {
    const grid = drawGrid(peer, own)
    empty.push(...grid.empty)
    console.log(`\n  ${table.name} × ${peer} (made here – checked there, and back)`)
    for (const line of grid.lines) console.log(`    ${line}`)
  }
  const drawn = only === undefined ? table.draw?.(own) : undefined
  if (drawn !== undefined) {
    empty.push(...drawn.empty)
    console.log()
    for (const line of drawn.lines) console.log(`    ${line}`)
  }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)

const failures = rows.filter(isFailure)
if (failures.length > 0) {
  console.log(`\nFailed: ${failures.map((row) => `${row.table}: ${row.what}`).join('; ')}`)
  process.exitCode = 1
}
if (empty.length > 0) {
  console.log(`\nCells without a case: ${empty.join('; ')}`)
  process.exitCode = 1
}
const limits = rows.filter(({ result }) => result === 'limit').length
if (limits > 0) console.log(`\n${limits} limits of other programs were seen, each as the notes say.`)
console.log(`\n${rows.length - failures.length} passed, ${failures.length + empty.length} failed`)
