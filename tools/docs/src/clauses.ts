import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readCatalogues } from './catalogues.ts'
import { CONTENTS } from './contents.ts'

const FOLDER = 'docs/standards'

/** What may stand in the column `here`. */
const STATES = ['done', 'partly', 'not done', 'nothing to do']

interface Row {
  readonly clause: string
  readonly state: string
  readonly how: string
  readonly where: string
}

function rowsOf(page: string): Row[] {
  return page
    .split('\n')
    .filter((line) => /^\| (?!clause |--- )/.test(line))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()))
    .map(([clause = '', , state = '', how = '', where = '']) => ({ clause, state, how, where }))
}

/** Whether a row is about a clause: it names it, or a part of it. */
const isAbout = (clause: string) => (row: Row) => row.clause === clause || row.clause.startsWith(`${clause} `)

/** Codes and checks that a page names and no package has. */
function unknownNames(text: string, known: ReadonlySet<string>): string[] {
  const named = text.matchAll(/`(ERR_[A-Z0-9_]+|(?:path|cms|tsp|request)\.[a-z-]+)`/g)
  return [...new Set([...named].map(([, name = '']) => name))].filter((name) => !known.has(name))
}

/**
 * What is wrong with the pages that go through a standard clause by clause: a clause of its contents without a row, a
 * state that is none, a row that says that something is done and not where, a code or a check that does not exist.
 */
export async function wrongClauses(): Promise<string[]> {
  const catalogues = [...(await readCatalogues('CODES')), ...(await readCatalogues('CHECKS'))]
  const known = new Set(catalogues.flatMap(({ catalogue }) => Object.keys(catalogue)))
  const pages = readdirSync(join(ROOT, FOLDER)).sort()
  const missing = Object.keys(CONTENTS).filter((name) => !pages.includes(name))
  return [
    ...missing.map((name) => `${FOLDER} lacks ${name}`),
    ...pages.flatMap((name) => {
      const text = readFileSync(join(ROOT, FOLDER, name), 'utf8')
      const rows = rowsOf(text)
      const fault = (what: string) => `${FOLDER}/${name} ${what}`
      return [
        ...(CONTENTS[name] ?? [])
          .filter((clause) => !rows.some(isAbout(clause)))
          .map((clause) => fault(`has no row for ${clause}`)),
        ...rows
          .filter(({ state }) => !STATES.includes(state))
          .map(({ clause, state }) => fault(`says "${state}" of ${clause}`)),
        ...rows
          .filter(({ state, where }) => (state === 'done' || state === 'partly') && !where.includes(']('))
          .map(({ clause }) => fault(`does not say where ${clause} is done`)),
        ...rows
          .filter(({ state, how }) => (state === 'partly' || state === 'not done') && how === '')
          .map(({ clause }) => fault(`does not say why ${clause} is not done`)),
        ...unknownNames(text, known).map((unknown) => fault(`names ${unknown}, which does not exist`)),
      ]
    }),
  ]
}
