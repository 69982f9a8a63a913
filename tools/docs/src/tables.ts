import type { PackageCatalogue } from './catalogues.ts'

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

/** `docs/checks.md`. */
export function checksPage(catalogues: readonly PackageCatalogue[]): string {
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
    ...catalogues.map((catalogue) => table('check', catalogue)),
  ].join('\n')
}
