import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readCatalogues } from './catalogues.ts'

const FILES = ['docs/tolerances.md', 'docs/tolerances.zh-CN.md']
const PREFIX = 'tolerance.'

/** The names in the first column of a page's tables, and how many cells their rows fill. */
function rowsOf(page: string): { readonly name: string; readonly filled: number }[] {
  return [...page.matchAll(/^\| `([a-z0-9-]+)` \|(.*)\|$/gm)].map(([, name = '', rest = '']) => ({
    name,
    filled: rest.split(' | ').filter((cell) => cell.trim() !== '').length,
  }))
}

/** Every tolerance stands on both pages with what deviates, why that is harmless and who needs it, and no other does. */
export async function wrongTolerances(): Promise<string[]> {
  const checks = await readCatalogues('CHECKS')
  const known = new Set(
    checks
      .flatMap(({ catalogue }) => Object.keys(catalogue))
      .filter((id) => id.startsWith(PREFIX))
      .map((id) => id.slice(PREFIX.length)),
  )
  return FILES.flatMap((file) => faultsOf(file, readFileSync(join(ROOT, file), 'utf8'), known))
}

/** What is wrong with one page. */
export function faultsOf(file: string, page: string, known: ReadonlySet<string>): string[] {
  const rows = rowsOf(page)
  const names = rows.map(({ name }) => name)
  return [
    ...[...known]
      .filter((name) => !names.includes(name))
      .map((name) => `${file} does not say what ${name} is`),
    ...names.filter((name) => !known.has(name)).map((name) => `${file}: no check reports ${name}`),
    ...names
      .filter((name, place) => names.indexOf(name) !== place)
      .map((name) => `${file}: ${name} stands twice`),
    ...rows
      .filter(({ filled }) => filled !== 3)
      .map(({ name }) => `${file}: the row of ${name} is not complete`),
  ]
}
