import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPreferredName } from '../../../src/x509/path/preferred-name.ts'

const label = 'a'.repeat(63)

test.each([
  'cn',
  'seal.example.gov.cn',
  'SEAL.Example.CN',
  '*.example.gov.cn',
  'xn--fiqs8s',
  '1.2',
  'a--b.0-0',
  `${label}.${label}.${label}.${'a'.repeat(61)}`,
])('%s is preferred', (name) => {
  expect(isPreferredName(name)).toBe(true)
})

test.each([
  '',
  '.',
  '*',
  '*.',
  'example.',
  '.example',
  'a..b',
  '-a.cn',
  'a-.cn',
  'a.-',
  'a_b.cn',
  'a b.cn',
  '例.cn',
  'a.*.cn',
  '**.cn',
  '*a.cn',
  '*.*.cn',
  `${label}a.cn`,
  `${label}.${label}.${label}.${'a'.repeat(62)}`,
])('%s is not', (name) => {
  expect(isPreferredName(name)).toBe(false)
})

const SYNTAX =
  /^(?=.{1,253}$)(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

test('whatever the characters, it is what the syntax says', () => {
  const characters = fc.constantFrom(...'aZ09-.*_', 'ſ', 'K', '\n')
  const parts = fc.oneof(characters, fc.constantFrom(label, '*.', 'a-b'))
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 9 }), (all) => {
      const name = all.join('')
      expect(isPreferredName(name)).toBe(SYNTAX.test(name))
    }),
    { numRuns: 3000 },
  )
})
