import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './run.ts'
import { closingLine } from './tally.ts'

/**
 * Shows that the lint rule for layers works: a forbidden import is reported, an allowed one is not.
 * A rule that is silent because its file pattern no longer matches looks just like a clean code base.
 */
const CASES: readonly { readonly from: string; readonly imports: string; readonly allowed: boolean }[] = [
  { from: 'core', imports: '@xinyin/e-seal', allowed: false },
  { from: 'core', imports: '@xinyin/sso', allowed: false },
  { from: 'e-seal', imports: '@xinyin/core', allowed: true },
  { from: 'e-seal', imports: '@xinyin/core/trust', allowed: true },
  { from: 'e-seal', imports: '@xinyin/e-license', allowed: false },
  { from: 'e-seal', imports: '@xinyin/sso/express', allowed: false },
  { from: 'e-license', imports: '@xinyin/e-seal/ofd', allowed: true },
  { from: 'e-license', imports: '@xinyin/sso', allowed: false },
  { from: 'e-license', imports: '@xinyin/sandbox', allowed: false },
  { from: 'sso', imports: '@xinyin/core', allowed: true },
  { from: 'sso', imports: '@xinyin/e-seal', allowed: false },
  { from: 'sandbox', imports: '@xinyin/sso', allowed: true },
  { from: 'sandbox', imports: '@xinyin/testkit', allowed: false },
  { from: 'cli', imports: '@xinyin/testkit', allowed: false },
  { from: 'e-seal', imports: '../../../core/src/errors.ts', allowed: false },
  { from: 'e-license', imports: '../../../../packages/sso/src/index.ts', allowed: false },
  { from: 'e-seal', imports: '../../errors.ts', allowed: true },
]

let failed = 0
for (const { from, imports, allowed } of CASES) {
  const folder = mkdtempSync(join(ROOT, 'packages', from, 'src', 'layer-'))
  try {
    const file = join(folder, 'probe.ts')
    writeFileSync(file, `export { probe } from '${imports}'\n`)
    const { output } = await run(['biome', 'lint', '--only=style/noRestrictedImports', file])
    const reported = output.includes('noRestrictedImports')
    const ok = reported !== allowed
    if (!ok) failed += 1
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${from} ${allowed ? 'may' : 'may not'} import ${imports}`)
    if (!ok) console.log(output)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
console.log(closingLine({ passed: CASES.length - failed, failed, skipped: 0 }))
process.exitCode = failed === 0 ? 0 : 1
