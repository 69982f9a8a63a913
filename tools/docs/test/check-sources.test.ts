import { expect, test } from 'vitest'
import { readCatalogues } from '../src/catalogues.ts'
import { sourceOf, sourcesOf } from '../src/check-sources.ts'
import { MEANINGS } from '../src/meanings.ts'

const ALL = await readCatalogues('CHECKS')
const checksOf = (name: string) => Object.keys(ALL.find((each) => each.name === name)?.catalogue ?? {})
const LICENCE_CHECKS = checksOf('e-license')
const CODES = new Set((await readCatalogues('CODES')).flatMap(({ catalogue }) => Object.keys(catalogue)))
const SOURCES = ['e-seal', 'e-license', 'core', 'sso'].flatMap((name) => sourcesOf(name))

test.each([...checksOf('e-seal'), ...LICENCE_CHECKS])(
  '%s says what it means, by which clause, how it fails and where it is made',
  (id) => {
    const { file, meaning, clauses, codes } = sourceOf(id, SOURCES)
    expect({ file: typeof file, meaning: meaning.length > 20, clauses: clauses.length > 0 }).toEqual({
      file: 'string',
      meaning: true,
      clauses: true,
    })
    expect(codes.filter((code) => CODES.has(code))).not.toEqual([])
  },
)

test.each(LICENCE_CHECKS)('%s says what it means in Chinese, too', (id) => {
  expect(sourceOf(id, SOURCES).chinese).toMatch(/[\u4e00-\u9fff]{6}/)
})

test('nothing is said of checks that there are not, nor by codes and in files that there are not', () => {
  const known = new Set(ALL.flatMap(({ catalogue }) => Object.keys(catalogue)))
  const files = new Set(SOURCES.map(({ path }) => path))
  const wrong = Object.entries(MEANINGS).filter(
    ([id, { code, file }]) =>
      !known.has(id) || (code !== undefined && !CODES.has(code)) || (file !== undefined && !files.has(file)),
  )
  expect(wrong).toEqual([])
})

test('the comment above a function is read, and what it cites', () => {
  const text = `import x from 'x'\n/**\n * Names are right\n * (RFC 5280, 6.1).\n *\n * More.\n */\nexport function checkName() {\n  const id = 'path.name'\n  return failed(id, 'ERR_NAME')\n}\n`
  expect(sourceOf('path.name', [{ path: 'a.ts', text }])).toEqual({
    file: 'a.ts',
    meaning: 'Names are right (RFC 5280, 6.1).',
    clauses: ['RFC 5280, 6.1'],
    codes: ['ERR_NAME'],
  })
})
