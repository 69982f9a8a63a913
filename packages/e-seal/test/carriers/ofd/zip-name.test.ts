import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUsualPath } from '../../../src/carriers/ofd/zip/name.ts'

const USUAL = /^(?:[\w-]+(?:\.[\w-]+)*\/)*[\w-]+(?:\.[\w-]+)*$/

const pieces = fc.constantFrom(
  'a',
  'Z',
  '0',
  '9',
  '_',
  '-',
  '.',
  '/',
  '..',
  '\\',
  ':',
  '@',
  '[',
  '`',
  '{',
  '页',
  'ſ',
)

test('usual are words, with single dots and slashes between them', () => {
  const paths = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(paths, (path) => {
      expect(isUsualPath(path)).toBe(USUAL.test(path))
    }),
    { numRuns: 3000 },
  )
})

test.each(['Doc_0/Pages/Page_0/Content.xml', 'OFD.xml', 'a', 'A-b_1.2'])('%s is usual', (path) => {
  expect(isUsualPath(path)).toBe(true)
})

test.each([
  '',
  '/',
  'a/',
  '/a',
  'a//b',
  'a/../b',
  './a',
  'a.',
  '.a',
  'C:a',
  'a\\b',
  'a b',
  '页.xml',
  'a/'.repeat(60),
])('%j is not', (path) => {
  expect(isUsualPath(path)).toBe(false)
})
