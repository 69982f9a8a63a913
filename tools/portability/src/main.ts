import { parseArgs } from 'node:util'
import { type Bundles, createBundles } from './bundle.ts'
import type { Row } from './fixture.ts'
import { makeFixture } from './make-fixture.ts'
import { runBun } from './runtimes/bun.ts'
import { runChromium } from './runtimes/chromium.ts'
import { runDeno } from './runtimes/deno.ts'
import { runWorkerd } from './runtimes/workerd.ts'

const RUNTIMES: Readonly<Record<string, (bundles: Bundles) => Promise<Row[]>>> = {
  chromium: runChromium,
  deno: runDeno,
  bun: runBun,
  workerd: runWorkerd,
}

const { positionals } = parseArgs({ allowPositionals: true })
const names = positionals.length > 0 ? positionals : Object.keys(RUNTIMES)
const bundles = await createBundles(await makeFixture())
const wrong: string[] = []
let passed = 0
for (const name of names) {
  const runtime = RUNTIMES[name]
  if (runtime === undefined)
    throw new RangeError(`No such runtime: ${name}; there are ${Object.keys(RUNTIMES).join(', ')}`)
  try {
    const rows = await runtime(bundles)
    if (rows.length === 0) throw new Error('nothing was verified')
    for (const row of rows) {
      console.log(`${row.ok ? 'ok    ' : 'FAILED'} ${name.padEnd(9)} ${row.name}: ${row.found}`)
      if (row.ok) passed += 1
      else wrong.push(`${name}: ${row.name}`)
    }
  } catch (error) {
    console.log(`FAILED ${name.padEnd(9)} ${error instanceof Error ? error.message : String(error)}`)
    wrong.push(name)
  }
}
if (wrong.length > 0) console.log(`Failed: ${wrong.join(', ')}`)
console.log(`${passed} passed, ${wrong.length} failed`)
process.exitCode = wrong.length === 0 ? 0 : 1
