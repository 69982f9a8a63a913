import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readmeLater } from './readme-later.ts'
import { ROOT, run } from './run.ts'
import { closingLine } from './tally.ts'

/** The main job comes first: it leaves the files that other examples read. */
const FIRST = 'main-job'

const names = readdirSync(join(ROOT, 'examples'))
  .filter((name) => existsSync(join(ROOT, 'examples', name, 'main.ts')))
  .sort((a, b) => Number(b === FIRST) - Number(a === FIRST) || a.localeCompare(b))

/** Those that stay open for people to look at are visited by a browser. */
const programOf = (name: string) => (existsSync(join(ROOT, 'examples', name, 'visit.ts')) ? 'visit' : 'main')

let failed = 0
for (const name of names) {
  const outcome = await run(['tsx', '--conditions=@xinyin/source', `examples/${name}/${programOf(name)}.ts`])
  console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} examples/${name}`)
  if (!outcome.ok) {
    failed += 1
    console.log(outcome.output)
  }
}
const later = [...(await readmeLater('README.md')), ...(await readmeLater('README.zh-CN.md'))]
for (const { name, ok, output } of later) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`)
  if (ok) continue
  failed += 1
  console.log(output)
}
const count = names.length + later.length
console.log(closingLine({ passed: count - failed, failed, skipped: 0 }))
process.exitCode = failed === 0 && names.length > 0 ? 0 : 1
