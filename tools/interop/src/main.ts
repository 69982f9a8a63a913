import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { coreTable } from './core.ts'
import { licenceTable } from './licence.ts'
import { sealTable } from './seal.ts'
import { ssoTable } from './sso.ts'
import { isFailure, type Row, runTable } from './table.ts'

const TABLES = [coreTable, sealTable, licenceTable, ssoTable]

const MARK = { ok: '✓', failed: '✗', missing: '-' } as const

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const unknown = positionals.filter((name) => !TABLES.some((table) => table.name === name))
if (unknown.length > 0) {
  const names = TABLES.map((table) => table.name).join('|')
  console.error(`Unknown table: ${unknown.join(', ')}. Usage: npm run interop -- [${names}] [--json FILE]`)
  process.exit(3)
}

const rows: (Row & { table: string })[] = []
for (const table of TABLES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`\n${table.name}`)
  if (table.cases.length === 0) console.log('  no cases')
  for await (const row of runTable(table)) {
    rows.push({ ...row, table: table.name })
    console.log(`  ${MARK[row.result]} ${row.program.padEnd(12)} ${row.what}`)
    if (row.reason !== undefined) console.log(`    ${row.reason.replaceAll('\n', '\n    ')}`)
  }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)

const failures = rows.filter(isFailure)
if (failures.length > 0) {
  console.log(`\nFailed: ${failures.map((row) => `${row.table}: ${row.what}`).join('; ')}`)
  process.exitCode = 1
}
console.log(`\n${rows.length - failures.length} passed, ${failures.length} failed`)
