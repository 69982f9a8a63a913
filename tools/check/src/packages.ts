import { run } from './run.ts'
import { closingLine } from './tally.ts'

/** The packages that are published. */
const PACKAGES = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli']

let failed = 0
let passed = 0
for (const name of PACKAGES) {
  const folder = `packages/${name}`
  for (const command of [
    ['publint', '--strict', folder],
    ['attw', '--pack', folder, '--profile', 'esm-only', '--no-emoji'],
  ] as const) {
    const outcome = await run(command)
    console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} ${command[0]} ${folder}`)
    if (outcome.ok) passed += 1
    else {
      failed += 1
      console.log(outcome.output)
    }
  }
}
console.log(closingLine({ passed, failed, skipped: 0 }))
process.exitCode = failed === 0 ? 0 : 1
