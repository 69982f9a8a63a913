import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT, run } from './run.ts'
import { type Step, steps } from './steps.ts'
import { addTallies, closingLine, NOTHING, readClosingLine, readVitestTally, type Tally } from './tally.ts'

const USAGE = `npm run check -- [--only STEP,…] [--done STEP,…] [--list]

  --only   these steps alone
  --done   steps that were just run; what they left in coverage/check is counted, nothing is run again
  --list   the names of the steps`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    done: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const folder = join(ROOT, 'coverage/check')
mkdirSync(folder, { recursive: true })
const all = steps(folder)
const named = (list: string | undefined) => new Set(list?.split(',').filter((name) => name !== ''))
const [only, done] = [named(values.only), named(values.done)]
const unknown = [...only, ...done].filter((name) => !all.some((step) => step.name === name))

if (values.help || values.list || unknown.length > 0) {
  if (unknown.length > 0) console.error(`Unknown steps: ${unknown.join(', ')}`)
  console.log(values.list ? all.map((step) => step.name).join('\n') : USAGE)
  process.exit(unknown.length > 0 ? 2 : 0)
}

interface Result {
  readonly ok: boolean
  readonly tally: Tally
  readonly output: string
}

function tallyOf(step: Step, output: string): Tally | undefined {
  if (step.count === 'none') return NOTHING
  return step.count === 'vitest' ? readVitestTally(step.results ?? '') : readClosingLine(output)
}

/** A step that fails counts as one failed test where its tests do not say so themselves. */
function judge(step: Step, ended: boolean, output: string): Result {
  const tally = tallyOf(step, output)
  if (tally === undefined) {
    return {
      ok: false,
      tally: { ...NOTHING, failed: 1 },
      output: `${output}The step said nothing of its tests.\n`,
    }
  }
  // Where the truth data is there, a test that is left out is a fault.
  const skippedInCi = Boolean(process.env['CI']) && tally.skipped > 0
  const ok = ended && tally.failed === 0 && !skippedInCi
  const notes = skippedInCi ? `${output}${tally.skipped} tests were left out.\n` : output
  return { ok, tally: ok || tally.failed > 0 ? tally : { ...tally, failed: 1 }, output: notes }
}

async function take(step: Step): Promise<Result> {
  if (done.has(step.name)) return judge(step, true, '')
  let output = ''
  for (const command of step.commands) {
    const outcome = await run(command)
    output += outcome.output
    if (!outcome.ok) return judge(step, false, output)
  }
  return judge(step, true, output)
}

const results = new Map<string, Result>()
const started = performance.now()
for (const step of all) {
  if (only.size > 0 && !only.has(step.name)) continue
  const begun = performance.now()
  const blocked = step.needs !== undefined && results.get(step.needs)?.ok === false
  const result = blocked
    ? { ok: false, tally: { ...NOTHING, failed: 1 }, output: `Not run: ${step.needs} failed.\n` }
    : await take(step)
  results.set(step.name, result)
  const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(6)
  const { passed, failed, skipped } = result.tally
  const counted =
    passed + failed + skipped === 0
      ? ''
      : `  ${closingLine(result.tally)}${skipped > 0 ? `, ${skipped} skipped` : ''}`
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(12)} ${seconds} s${counted}`)
  if (!result.ok) console.log(`${result.output.trimEnd()}\n`)
}

const failedSteps = [...results].filter(([, result]) => !result.ok).map(([name]) => name)
const minutes = ((performance.now() - started) / 60_000).toFixed(1)
console.log(
  failedSteps.length === 0
    ? `All ${results.size} steps hold (${minutes} min).`
    : `${failedSteps.length} of ${results.size} steps failed (${minutes} min): ${failedSteps.join(', ')}`,
)
console.log(closingLine(addTallies([...results.values()].map((result) => result.tally))))
process.exitCode = failedSteps.length === 0 ? 0 : 1
