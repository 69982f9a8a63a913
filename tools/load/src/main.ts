import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runDelay } from './delay/run.ts'
import { type Found, runLoad, STORES } from './run.ts'
import { FAULTS } from './tally.ts'

const USAGE = `npm run load -- [Redis] [PostgreSQL] [--seconds 600] [--json FILE]

Lets people sign in, work and sign out at a portal of two processes on each store, while keys are rotated, one process
is killed and the store is restarted. Ends with 1 where somebody was taken for somebody else, a session came back to
life or was lost, or something failed while everything ran.

npm run load -- delay [--short] [--only NAME]

Asks every handler as much as its limits allow. Ends with 1 where one holds the thread for more than 20 ms.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    json: { type: 'string' },
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (positionals[0] === 'delay' && !values.help) {
  const { slow, all } = await runDelay(values.short, values.only)
  console.log(`\n${all - slow} passed, ${slow} failed`)
  process.exit(slow === 0 && all > 0 ? 0 : 1)
}

const seconds = Number(values.seconds)
const unknown = positionals.filter((name) => !STORES.some((store) => store === name))
if (values.help || unknown.length > 0 || !(seconds >= 10)) {
  console.log(USAGE)
  process.exit(values.help ? 0 : 3)
}

function isGood({ faults, unexpected, deeds }: Found): boolean {
  // Nothing done is nothing shown.
  return (
    FAULTS.every((fault) => faults[fault] === 0) &&
    unexpected.length === 0 &&
    deeds.every(({ done }) => done > 0)
  )
}

function print(found: Found): void {
  const { deeds, faults, unexpected, examples, memory, rotations } = found
  for (const { deed, done, failed, median, slowest99 } of deeds) {
    const times = `p50 ${median.toFixed(1)} ms, p99 ${slowest99.toFixed(1)} ms`
    console.log(
      `  ${deed.padEnd(18)}${String(done).padStart(8)} done ${String(failed).padStart(6)} failed  ${times}`,
    )
  }
  console.log(`  ${FAULTS.map((fault) => `${fault}: ${faults[fault]}`).join(', ')}`)
  console.log(`  failed while everything ran: ${unexpected.length}; key rotations: ${rotations}`)
  console.log(
    `  memory of a process: ${memory.first} MB, in the end ${memory.last} MB, at most ${memory.most} MB`,
  )
  for (const [why, times] of Object.entries(found.reasons)) console.log(`  failed ${times} times: ${why}`)
  for (const text of [...examples, ...unexpected.slice(0, 10)]) console.log(`  ${text}`)
}

const all: Found[] = []
for (const store of STORES.filter((name) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`\n${store}, ${seconds} s`)
  const found = await runLoad(store, seconds)
  print(found)
  all.push(found)
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(all, undefined, 2)}\n`)
const bad = all.filter((found) => !isGood(found))
console.log(`\n${all.length - bad.length} passed, ${bad.length} failed`)
process.exitCode = bad.length === 0 ? 0 : 1
