import type { PackageCatalogue } from './catalogues.ts'
import { type CheckSource, sourceOf, sourcesOf } from './check-sources.ts'

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('{', '\\{')

function table(heading: string, { name, catalogue }: PackageCatalogue): string {
  const rows = Object.entries(catalogue).map(
    ([key, sentence]) => `| \`${key}\` | ${cell(sentence.en)} | ${cell(sentence['zh-CN'])} |`,
  )
  return [`## @xinyin/${name}`, '', `| ${heading} | en | zh-CN |`, '| --- | --- | --- |', ...rows, ''].join(
    '\n',
  )
}

const MADE = '<!-- Made by `npm run docs` from the catalogues in the packages; do not edit. -->'

/** `docs/errors.md`. */
export function errorsPage(catalogues: readonly PackageCatalogue[]): string {
  return [
    '---',
    'title: Error codes 错误代码',
    '---',
    '',
    MADE,
    '',
    '# Error codes 错误代码',
    '',
    'Every error about data is a `TrustError` with one of these codes, and every check that did not pass carries',
    'one. Codes are stable: they change only with a major version. `{name}` stands for a fact of that name, found',
    'in `error.facts` or `check.facts`.',
    '',
    ...catalogues.map((catalogue) => table('code', catalogue)),
  ].join('\n')
}

/** Sentences of codes, by which the page gives an example of each check that does not pass. */
type Sentences = ReadonlyMap<string, string>

/** One check: its titles, what it means, by which clause, and how it may come out otherwise than passed. */
function checkSection(
  id: string,
  sentence: { en: string; 'zh-CN': string },
  source: CheckSource,
  sentences: Sentences,
) {
  const { file, meaning, chinese, clauses, codes } = source
  const known = codes.filter((code) => sentences.has(code))
  const [first] = known
  const others = known.slice(1).map((code) => `\`${code}\``)
  const lines = [
    ...(meaning === '' ? [] : [`- ${plainText(meaning)}`]),
    ...(chinese === undefined ? [] : [`- ${plainText(chinese)}`]),
    ...(clauses.length === 0 ? [] : [`- Clauses: ${clauses.join('; ')}`]),
    ...(first === undefined
      ? []
      : [
          `- For example \`${first}\`: ${plainText(sentences.get(first) ?? '')}${others.length === 0 ? '' : ` Also: ${others.join(', ')}.`}`,
        ]),
    ...(file === undefined
      ? []
      : [`- Made in [${file.replace(/^packages\//, '').replace('/src', '')}](../${file})`]),
  ]
  return [`### \`${id}\``, '', `${plainText(sentence.en)} · ${sentence['zh-CN']}`, '', ...lines, ''].join(
    '\n',
  )
}

const plainText = (text: string) =>
  text.replaceAll('<', '&lt;').replaceAll('{', '\\{').replaceAll('[?]', '\\[?]')

function checkSections({ name, catalogue }: PackageCatalogue, sentences: Sentences): string {
  const sources = sourcesOf(name)
  const below = name === 'core' ? [] : sourcesOf('core')
  return [
    `## @xinyin/${name}`,
    '',
    ...Object.entries(catalogue).map(([id, sentence]) =>
      checkSection(id, sentence, sourceOf(id, [...sources, ...below]), sentences),
    ),
  ].join('\n')
}

/** `docs/checks.md`. */
export function checksPage(
  catalogues: readonly PackageCatalogue[],
  codes: readonly PackageCatalogue[],
): string {
  const sentences = new Map(
    codes.flatMap(({ catalogue }) => Object.entries(catalogue).map(([code, { en }]) => [code, en] as const)),
  )
  return [
    '---',
    'title: Checks 检查项',
    '---',
    '',
    MADE,
    '',
    '# Checks 检查项',
    '',
    'A report lists every check that was made, in order. A check is `passed`, `failed`, `indeterminate` (what is',
    'needed to decide is missing) or `skipped` (a check on which it depends did not pass, or there is nothing to make it',
    'with; the fact `because` says which). One failed check',
    'makes the verdict `failed`; without one, one indeterminate check makes it `indeterminate`.',
    '',
    'Below each check: what it means, the clauses that its code cites, a code with which it does not pass and the sentence that says',
    'so, and where it is made. A check `tolerance.*` appears only where a file needed it, and fails only under `strict`. A code may',
    'also come from the reader below a check.',
    '',
    ...catalogues.map((catalogue) => checkSections(catalogue, sentences)),
  ].join('\n')
}
