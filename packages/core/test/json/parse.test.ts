import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStrictJson, parseStrictJsonObject } from '../../src/json/index.ts'

test('reads whatever JSON.parse reads, when no name comes twice', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      const text = JSON.stringify(value)
      fc.pre(!text.includes('__proto__'))
      expect(parseStrictJson(text)).toEqual(JSON.parse(text))
    }),
  )
})

test.each([
  ['a member twice', '{"a":1,"a":2}', 'ERR_JSON_DUPLICATE'],
  ['the same member in another spelling', '{"a":1,"\\u0061":2}', 'ERR_JSON_DUPLICATE'],
  ['a member twice, far down', '[[{"b":{"a":1,"c":[{}],"a":2}}]]', 'ERR_JSON_DUPLICATE'],
  [
    'the hundredth member again',
    `{${Array.from({ length: 100 }, (_, i) => `"m${i}":0`).join(',')},"m99":0}`,
    'ERR_JSON_DUPLICATE',
  ],
  ['a member that sets a prototype', '{"__proto__":{}}', 'ERR_JSON_MEMBER'],
  ['deep lists', `${'['.repeat(33)}1${']'.repeat(33)}`, 'ERR_JSON_DEPTH'],
  ['deep objects', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'ERR_JSON_DEPTH'],
  ['an endless nest', '['.repeat(1_000_000), 'ERR_JSON_DEPTH'],
  ['nothing', '', 'ERR_JSON_SYNTAX'],
  ['text after the value', '{} {}', 'ERR_JSON_SYNTAX'],
  ['an open string', '{"a', 'ERR_JSON_SYNTAX'],
  ['a bad escape', '{"\\x":1}', 'ERR_JSON_SYNTAX'],
])('refuses %s', (_, text, code) => {
  expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ code }))
})

test('names and brackets inside text mislead nobody', () => {
  const text = '{"a":"{\\"b\\":[","b":"x\\\\","c":{"a":"}"}}'
  expect(parseStrictJson(text)).toEqual(JSON.parse(text))
})

test('32 levels are allowed, or as many as the reader says', () => {
  const nest = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`
  expect(() => parseStrictJson(nest(32))).not.toThrow()
  expect(() => parseStrictJson(nest(4), 3)).toThrow(expect.objectContaining({ code: 'ERR_JSON_DEPTH' }))
})

test.each(['[]', 'null', '"x"', '1'])('%s is no object', (text) => {
  expect(() => parseStrictJsonObject(text)).toThrow(expect.objectContaining({ code: 'ERR_JSON_SYNTAX' }))
})
