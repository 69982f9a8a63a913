import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './catalogues.ts'
import { MEANINGS } from './meanings.ts'
import { CITATION } from './standards.ts'

/** What the code itself says of a check. */
export interface CheckSource {
  /** From the root of the repository; `undefined` for a check that no file makes by its name. */
  readonly file: string | undefined
  /** The comment above the function that makes it, up to its first blank line. */
  readonly meaning: string
  readonly chinese?: string
  /** Standards and clauses that the comment cites. */
  readonly clauses: readonly string[]
  /** The codes with which it does not pass, as far as they stand in the same file. */
  readonly codes: readonly string[]
}

interface SourceFile {
  readonly path: string
  readonly text: string
}

/** The sources of a package but for its catalogues, which name every check. */
export function sourcesOf(name: string): readonly SourceFile[] {
  const folder = `packages/${name}/src`
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/(^|\/)(codes|checks|errors|tolerance)\.ts$/.test(path))
    .sort()
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(ROOT, folder, path), 'utf8') }))
}

/** How a file shows that it is the one that makes a check, the surest way first. */
const WAYS = [
  (id: string) => `(?:const (?:id|ID|CHECK)(?:: [^=]+)? = )'${id}'`,
  (id: string) => `(?:passed|failed|failedBy|indeterminate)\\(\\s*'${id}'`,
  (id: string) => `\\bid: '${id}'`,
  (id: string) => `'${id}'`,
].map((way) => (id: string) => new RegExp(way(id.replace('.', '\\.'))))

/** What the page says of a check: what the code does, and what {@link MEANINGS} puts in its place. */
export function sourceOf(id: string, sources: readonly SourceFile[]): CheckSource {
  const { meaning, chinese, clause, file, code } = MEANINGS[id] ?? {}
  const named = sources.find(({ path }) => path === file)
  const found = named === undefined ? search(id, sources) : readSource(named, 0)
  return {
    file: found.file,
    meaning: meaning ?? found.meaning,
    ...(chinese === undefined ? {} : { chinese }),
    clauses: clause === undefined ? found.clauses : [clause],
    codes: [
      ...new Set([
        ...(code === undefined ? [] : [code]),
        ...(code !== undefined && file !== undefined ? [] : found.codes),
      ]),
    ],
  }
}

function search(id: string, sources: readonly SourceFile[]): CheckSource {
  for (const [at, way] of WAYS.entries()) {
    const pattern = way(id)
    const file = sources.find(({ path, text }) => path.includes('/checks/') && pattern.test(text))
    const found = file ?? sources.find(({ text }) => pattern.test(text))
    if (found === undefined) continue
    const source = readSource(found, found.text.search(pattern))
    // A file that only names a check says something else above that place.
    return at < SURE ? source : { ...source, meaning: '', clauses: [], codes: [] }
  }
  return { file: undefined, meaning: '', clauses: [], codes: [] }
}

/** So many of the ways show that the comment is about the check. */
const SURE = 2

const COMMENT = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?:export )?(?:async )?function/g

function readSource({ path, text }: SourceFile, at: number): CheckSource {
  const comments = [...text.matchAll(COMMENT)]
  const before = comments.filter(({ index }) => index < at)
  const [, comment = ''] = before.at(-1) ?? comments[0] ?? []
  const plain = comment.replace(/^\s*\* ?/gm, '').trim()
  const [meaning = ''] = plain.split(/\n\s*\n|\n@/)
  const whole = plain.replace(/\n/g, ' ')
  const clauses = [...whole.matchAll(CITATION)].map(([citation]) => citation)
  const codes = [...text.matchAll(/\bERR_[A-Z0-9_]+/g)].map(([code]) => code)
  return {
    file: path,
    meaning: meaning.startsWith('@') ? '' : meaning.replace(/\s+/g, ' ').replace(/\{@link (\w+)\}/g, '`$1`'),
    clauses: [...new Set(clauses)],
    codes: [...new Set(codes)],
  }
}
