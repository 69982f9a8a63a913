import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES, ROOT } from './catalogues.ts'
import { SUBJECTS } from './subjects.ts'

/** How the code cites a standard, with a clause or two. */
export const CITATION =
  /\b(ETSI (?:EN|TS) \d{3} \d{3}(?:-\d)?|GB(?:\/T)? \d+(?:\.\d+)?|GM\/T \d{4}|ISO\/IEC \d+|RFC \d{4}|X\.6[89]0|draft-ietf-oauth-[a-z-]*[a-z]|OpenID Connect [A-Z][A-Za-z -]*? 1\.0)(?:-\d{4})?(?:, ((?:[A-Z]\.)?\d+(?:\.\d+)*)(?: and ((?:[A-Z]\.)?\d+(?:\.\d+)+))?)?/g

const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

interface Citation {
  readonly standard: string
  readonly clause: string
  readonly file: string
}

function citations(): Citation[] {
  const found: Citation[] = []
  for (const name of PACKAGES) {
    const folder = `packages/${name}/src`
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((path) => path.endsWith('.ts')).sort()) {
      const text = readFileSync(join(ROOT, folder, file), 'utf8').replace(/\n\s*(\*|\/\/) /g, ' ')
      for (const [, standard = '', ...clauses] of text.matchAll(CITATION)) {
        for (const clause of [clauses[0] ?? '', clauses[1]]) {
          if (clause !== undefined) found.push({ standard, clause, file: `${name}/${file}` })
        }
      }
    }
  }
  return found
}

function group<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups].sort(([a], [b]) => byNumber(a, b))
}

/** The rows of `docs/standards.md`: which clause is at work in which file, as the code's own comments say. */
function standardsTable(): string {
  return group(citations(), ({ standard }) => standard)
    .map(([standard, all]) => {
      const rows = group(all, ({ clause }) => clause).map(([clause, places]) => {
        const files = [...new Set(places.map(({ file }) => file))].map((file) => `\`${file}\``)
        return `| ${clause === '' ? '' : clause} | ${files.join(', ')} |`
      })
      const heading = `### ${standard}: ${SUBJECTS[standard] ?? ''}`
      return [heading, '', '| clause | file in `packages/*/src` |', '| --- | --- |', ...rows, ''].join('\n')
    })
    .join('\n')
}

/** Standards that the code cites and the table of subjects does not know: misspelled, or new. */
export function unknownStandards(): string[] {
  const cited = new Set(citations().map(({ standard }) => standard))
  return [...cited]
    .filter((standard) => SUBJECTS[standard] === undefined)
    .map((standard) => `tools/docs/src/standards.ts does not say what ${standard} is about`)
}

const BEGIN = '<!-- begin: made by `npm run docs` from the citations in the code -->'
const END = '<!-- end -->'

/** Puts the table into the page, whose other parts are written by hand. */
export function standardsPage(page: string): string {
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/standards.md lacks the line ${BEGIN}`)
  return `${before}${BEGIN}\n\n${standardsTable()}\n${END}${after}`
}
