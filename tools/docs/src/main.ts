import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchmarksPage } from './benchmarks.ts'
import { ROOT, readCatalogues } from './catalogues.ts'
import { wrongEntryPoints } from './entry-points.ts'
import { brokenLinks } from './links.ts'
import { checksPage, errorsPage } from './tables.ts'

const USAGE = `tsx tools/docs/src/main.ts [--check] [--benchmarks FILE]

Writes docs/errors.md and docs/checks.md from the catalogues of the packages.

  --check       writes nothing; says what is out of date
  --benchmarks  writes docs/benchmarks.md from what "npm run bench -- --json FILE" left`

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    benchmarks: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

async function pages(): Promise<Record<string, string>> {
  return {
    'docs/errors.md': errorsPage(await readCatalogues('CODES')),
    'docs/checks.md': checksPage(await readCatalogues('CHECKS')),
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
else if (values.benchmarks !== undefined) {
  const file = join(ROOT, 'docs/benchmarks.md')
  writeFileSync(file, benchmarksPage(JSON.parse(readFileSync(values.benchmarks, 'utf8')) as unknown))
} else {
  const made = await pages()
  if (!values.check) for (const [file, text] of Object.entries(made)) writeFileSync(join(ROOT, file), text)
  const faults = [...outOfDate(made), ...wrongEntryPoints(), ...brokenLinks()]
  for (const fault of faults) console.log(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
}
