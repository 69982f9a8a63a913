import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { nameOf } from './manifest.ts'
import type { BuildPlugin } from './plugin.ts'

/** Who tells sentences to people, in both languages: the tables of a package, and what is loaded to tell them. */
const TELLING = /src[\\/](?:checks|codes|index|catalogue[\\/]index)\.ts$/

/** A sentence in Chinese in a table of codes: always a literal. */
const CHINESE = /\s*'zh-CN':\s*'(?:[^'\\]|\\.)*',?/g

/** The same in English, where the Chinese was taken out. */
const ENGLISH = /\{\s*en:\s*(?:'(?:[^'\\]|\\.)*'|"[^"\\]*"),?\s*\}/g

/** A table of codes whose sentences were taken out. */
const SILENT = /^(export const [A-Z0-9_]+_CODES = \{)[^{}]*(?:\{\}[^{}]*)*(\} as const)/gm

/** Who reads the table itself: to tell a sentence, and not to make errors. */
const READING = /^import \{[^}]*(?<!type )\b[A-Z0-9_]*CODES\b/m

/** Lines stay where source maps have them. */
const linesOf = (text: string) => text.replace(/[^\n]/g, '')

/**
 * Tables of codes come in three: whole for who tells people; in English for who tells an error what a check found; and
 * without any sentence for who makes errors, of which readers bring many. Those find their sentences in what `told.ts` of the
 * package tells (`tellErrors`), which every export path loads but in pages.
 */
export const withSentencesApart: BuildPlugin = {
  name: 'with-sentences-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /codes\.ts$/ }, ({ path, importer, kind, resolveDir, namespace }) => {
      if (kind !== 'import-statement' || namespace === 'parts') return undefined
      // Source maps hold these names: where the project lies is no reader's business.
      const file = relative(process.cwd(), join(resolveDir, path))
      if (importer.endsWith('codes.ts')) return SPARE.has(namespace) ? { path: file, namespace } : undefined
      if (TELLING.test(importer)) return undefined
      // One file, since each that is read on the way costs more than its octets.
      if (nameOf(importer).endsWith('told')) return { path: file, namespace: 'told' }
      const isReading = !importer.endsWith('errors.ts') && READING.test(readFileSync(importer, 'utf8'))
      return { path: file, namespace: isReading ? 'english' : 'silent' }
    })
    for (const namespace of SPARE)
      onLoad({ filter: /./, namespace }, ({ path }) => {
        const source = readFileSync(path, 'utf8')
        if (!/^export const [A-Z0-9_]*CODES\b/m.test(source)) throw new Error(`${path}: no table of codes`)
        const english = source.replace(CHINESE, linesOf)
        const contents = namespace === 'silent' ? silence(english) : english
        if (contents.includes('zh-CN')) throw new Error(`${path}: expected Chinese in literals only`)
        return { contents, loader: 'ts', resolveDir: join(process.cwd(), dirname(path)) }
      })
  },
}

const SPARE: ReadonlySet<string> = new Set(['english', 'silent', 'told'])

/** Tables without sentences: of checks the ids stay, which are what reports are made of. */
function silence(source: string): string {
  const bare = source.replace(ENGLISH, (sentence) => `{}${linesOf(sentence)}`)
  if (/\ben: /.test(bare)) throw new Error(`expected English in literals only: ${/\ben: .*/.exec(bare)?.[0]}`)
  return bare.replace(SILENT, (table, start: string, end: string) => start + linesOf(table) + end)
}
