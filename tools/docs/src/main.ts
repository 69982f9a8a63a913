import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchmarksPage, type Measured } from './benchmarks.ts'
import { ROOT, readCatalogues } from './catalogues.ts'
import { wrongClauses } from './clauses.ts'
import { undecidedDependencies } from './dependencies.ts'
import { wrongEntryPoints } from './entry-points.ts'
import { brokenLinks } from './links.ts'
import { type LoadRun, withLoad } from './load.ts'
import { peerVersions } from './peers.ts'
import { standardsPage, unknownStandards } from './standards.ts'
import { checksPage, errorsPage } from './tables.ts'
import { wrongTolerances } from './tolerances.ts'

const USAGE = `npm run docs -- [--check] [--benchmarks FILE] [--load FILE]

Writes docs/errors.md, docs/checks.md and the table of docs/standards.md from the sources of the packages, and the API reference with the guide as a
static site into site/.

  --check       writes nothing; says what is out of date
  --benchmarks  writes docs/benchmarks.md from what "npm run bench -- --json FILE" left
  --load        writes its section on load from what "npm run load -- --json FILE" left`

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    benchmarks: { type: 'string' },
    load: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

async function pages(): Promise<Record<string, string>> {
  return {
    'docs/errors.md': errorsPage(await readCatalogues('CODES')),
    'docs/checks.md': checksPage(await readCatalogues('CHECKS'), await readCatalogues('CODES')),
    'docs/standards.md': standardsPage(readFileSync(join(ROOT, 'docs/standards.md'), 'utf8')),
  }
}

function outOfDate(made: Readonly<Record<string, string>>): string[] {
  return Object.entries(made)
    .filter(
      ([file, text]) => !existsSync(join(ROOT, file)) || readFileSync(join(ROOT, file), 'utf8') !== text,
    )
    .map(([file]) => `${file} is out of date: npm run docs`)
}

if (values.help) console.log(USAGE)
else if (values.benchmarks !== undefined || values.load !== undefined) {
  const file = join(ROOT, 'docs/benchmarks.md')
  const former = readFileSync(file, 'utf8')
  const read = <T>(name: string | undefined) =>
    name === undefined ? undefined : (JSON.parse(readFileSync(name, 'utf8')) as T)
  const measured = read<Measured>(values.benchmarks)
  const page = measured === undefined ? former : benchmarksPage(measured, peerVersions())
  writeFileSync(file, withLoad(page, read<LoadRun[]>(values.load), former))
} else {
  const made = await pages()
  if (!values.check) for (const [file, text] of Object.entries(made)) writeFileSync(join(ROOT, file), text)
  const faults = [
    ...outOfDate(made),
    ...wrongEntryPoints(),
    ...brokenLinks(),
    ...unknownStandards(),
    ...undecidedDependencies(),
    ...(await wrongClauses()),
    ...(await wrongTolerances()),
  ]
  for (const fault of faults) console.log(fault)
  const built = spawnSync(join(ROOT, 'node_modules/.bin/typedoc'), ['--logLevel', 'Warn'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  process.exitCode = faults.length === 0 && built.status === 0 ? 0 : 1
}
