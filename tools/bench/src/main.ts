import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import ratios from '../ratios.json' with { type: 'json' }
import type { Result } from './compare.ts'
import { measureApart, NOT_INSTALLED, type Part } from './part.ts'
import { judge, printTable, type Verdict } from './table.ts'

/** Each table is loaded when it is asked for; the others' peers are then not even imported. */
const TABLES: Readonly<Record<string, () => Promise<{ readonly parts: readonly Part[] }>>> = {
  core: () => import('./core.ts'),
  seal: () => import('./seal.ts'),
  licence: () => import('./licence.ts'),
  sso: () => import('./sso.ts'),
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, part: { type: 'string' } },
  allowPositionals: true,
})

if (values.part !== undefined) {
  const [name = '', at] = values.part.split('/')
  const part = (await TABLES[name]?.())?.parts[Number(at)]
  try {
    const results = await part?.()
    await new Promise((sent) => process.send?.(results, sent))
    process.exit()
  } catch (error) {
    if (!(error instanceof Error && error.name === 'MissingProgram')) throw error
    console.error(error.message)
    process.exit(NOT_INSTALLED)
  }
}

const unknown = positionals.filter((name) => !Object.hasOwn(TABLES, name))
if (unknown.length > 0) {
  console.error(`No table ${unknown.join(', ')}. There are: ${Object.keys(TABLES).join(', ')}`)
  process.exit(3)
}

const machine = `Node ${process.versions.node}, OpenSSL ${process.versions['openssl']}, ${cpus().length} × ${cpus()[0]?.model}`
console.log(`${machine}\nRates are per second of the processor's time.`)

const tables: { name: string; results: Result[]; verdicts: Verdict[] }[] = []
for (const name of positionals.length > 0 ? positionals : Object.keys(TABLES)) {
  const results: Result[] = []
  const { parts } = (await TABLES[name]?.()) ?? { parts: [] }
  for (const at of parts.keys()) results.push(...(await measureApart(process.argv[1] ?? '', `${name}/${at}`)))
  const verdicts = judge(
    results,
    ratios.filter((entry) => entry.table === name),
  )
  printTable(name, results, verdicts)
  tables.push({ name, results, verdicts })
}

if (values.json !== undefined) {
  const summary = tables.map(({ name, results, verdicts }) => ({
    table: name,
    results: results.map(({ job, unit, rates }) => ({ job, unit, rates })),
    verdicts,
  }))
  writeFileSync(values.json, `${JSON.stringify({ machine, tables: summary }, undefined, 2)}\n`)
}

const short = tables.flatMap(({ verdicts }) => verdicts).filter(({ ok }) => !ok)
if (short.length === 0) {
  console.log('All ratios are met.')
} else {
  const names = short.map(
    ({ job, ours, peer, found, required }) =>
      `${job}: ${ours} at ${found.toFixed(2)} of ${peer}, ${required} required`,
  )
  console.log(`Falls short: ${names.join('; ')}`)
  process.exitCode = 1
}
