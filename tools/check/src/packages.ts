import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './run.ts'
import { closingLine } from './tally.ts'

/** The packages that are published. */
const PACKAGES = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli']

/** Built files that say where the project lay when they were built: two clones would not build the same. */
function filesThatTellTheirPlace(folder: string): string[] {
  const dist = join(ROOT, folder, 'dist')
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(ROOT))
}

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
  const telling = filesThatTellTheirPlace(folder)
  console.log(`${telling.length === 0 ? 'ok    ' : 'FAILED'} no place of its build ${folder}`)
  if (telling.length === 0) passed += 1
  else {
    failed += 1
    console.log(telling.join('\n'))
  }
}
console.log(closingLine({ passed, failed, skipped: 0 }))
process.exitCode = failed === 0 ? 0 : 1
