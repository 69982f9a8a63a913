import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, readCatalogues } from './catalogues.ts'
import { sourcesOf } from './check-sources.ts'
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
  const named = text.matchAll(
    /`(ERR_[A-Z0-9_]+|(?:path|cms|tsp|request|seal|signature|ofd|tolerance|licence|sd-jwt|qr|status-list|bundle|agreement|identifier|metadata)\.[a-z-]+)`/g,
  )
  return [...new Set([...named].map(([, name = '']) => name))].filter((name) => !known.has(name))
}

/**
 * What is wrong with a page that goes through a standard clause by clause: a clause of its contents without a row, a
 * state that is none, a row that does not say where something is done or why it is not, a name that does not exist.
 *
 * @param contents - the clauses that have to have a row
 * @param known - every code and check that there is
 */
export function faultsOfPage(
  text: string,
  contents: readonly string[],
  known: ReadonlySet<string>,
): readonly string[] {
  const rows = rowsOf(text)
  const missing = contents.filter((clause) => !rows.some(isAbout(clause)))
  return [
    ...missing.map((clause) => `has no row for ${clause}`),
    ...rows.flatMap(faultsOfRow),
    ...unknownNames(text, known).map((name) => `names ${name}, which does not exist`),
  ]
}

function faultsOfRow({ clause, state, how, where }: Row): string[] {
  if (!STATES.includes(state)) return [`says "${state}" of ${clause}`]
  const isDone = state === 'done' || state === 'partly'
  const isOpen = state === 'partly' || state === 'not done'
  return [
    ...(isDone && !where.includes('](') ? [`does not say where ${clause} is done`] : []),
    ...(isOpen && how === '' ? [`does not say why ${clause} is not done`] : []),
  ]
}

/**
 * Sources of seals and licences with a point that is not confirmed, marked `[?]`, to which no page of the standards points: a reader of
 * those pages is to find every one.
 */
export function untoldDoubts(
  sources: readonly { readonly path: string; readonly text: string }[],
  pages: readonly string[],
): readonly string[] {
  return sources
    .filter(({ path, text }) => text.includes('[?]') && !pages.some((page) => page.includes(`/${path})`)))
    .map(({ path }) => `${FOLDER} does not point to ${path}, which marks a point as not confirmed`)
}

/** What is wrong with the pages of `docs/standards/`. */
export async function wrongClauses(): Promise<string[]> {
  const catalogues = [...(await readCatalogues('CODES')), ...(await readCatalogues('CHECKS'))]
  const known = new Set(catalogues.flatMap(({ catalogue }) => Object.keys(catalogue)))
  const pages = readdirSync(join(ROOT, FOLDER)).sort()
  const missing = Object.keys(CONTENTS).filter((name) => !pages.includes(name))
  const texts = pages.map((name) => ({ name, text: readFileSync(join(ROOT, FOLDER, name), 'utf8') }))
  return [
    ...missing.map((name) => `${FOLDER} lacks ${name}`),
    ...texts.flatMap(({ name, text }) =>
      faultsOfPage(text, CONTENTS[name] ?? [], known).map((fault) => `${FOLDER}/${name} ${fault}`),
    ),
    ...untoldDoubts(
      [...sourcesOf('e-seal'), ...sourcesOf('e-license')],
      texts.map(({ text }) => text),
    ),
  ]
}
