import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIJson } from '../../src/json/index.ts'

test.each([
  '1.0',
  '-0',
  '0.0',
  '1e2',
  '100E-2',
  '4.50',
  '2e-3',
  '0.000000000000000000000000001',
  '1E30',
  '9007199254740992',
  '0e999999',
  '[1.50,{"a":-0.10}]',
])('%s is another spelling of the number that it is read as', (text) => {
  expect(parseIJson(text)).toEqual(JSON.parse(text))
})

test.each([
  ['an integer with more digits than a double has', '100000000000000000001'],
  ['one more than the last safe integers', '9007199254740993'],
  ['a fraction with more digits', '0.10000000000000000555'],
  ['a fraction rounded', '333333333.33333329'],
  ['what is infinite', '1e400'],
  ['what is infinite below', '-1e400'],
  ['what becomes 0', '1e-400'],
  ['an exponent beyond measure', '1e99999999999999999999'],
  ['one in a list after text with digits', '["1\\"2",{"3":9007199254740993}]'],
  ['one after a name with a backslash at its end', '{"a\\\\":1e400}'],
])('refuses %s', (_, text) => {
  expect(() => parseIJson(text)).toThrow(expect.objectContaining({ code: 'ERR_JSON_NUMBER' }))
})

test('digits in text are no numbers', () => {
  expect(parseIJson('{"1e400":"9007199254740993 \\" 1e400"}')).toEqual({
    '1e400': '9007199254740993 " 1e400',
  })
})

test.each([
  ['half a character', '"\\ud800"', 'ERR_JSON_TEXT'],
  ['half a character as a name', '[{"a\\udc00":1}]', 'ERR_JSON_TEXT'],
  ['a noncharacter', '{"a":["\\ufdd0"]}', 'ERR_JSON_TEXT'],
  ['a noncharacter beyond the first plane', '"\\ud83f\\udfff"', 'ERR_JSON_TEXT'],
  ['a member twice', '{"a":1,"a":1}', 'ERR_JSON_DUPLICATE'],
  ['a prototype', '{"__proto__":1}', 'ERR_JSON_MEMBER'],
  ['depth', `${'['.repeat(33)}${']'.repeat(33)}`, 'ERR_JSON_DEPTH'],
  ['a byte order mark', '\ufeff1', 'ERR_JSON_SYNTAX'],
])('refuses %s', (_, text, code) => {
  expect(() => parseIJson(text)).toThrow(expect.objectContaining({ code }))
})

test('every double is read as written by whoever writes it shortly', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseIJson(JSON.stringify(value))).toBe(value === 0 ? 0 : value)
    }),
  )
})

/** What the shortest writing of a double says, exactly. */
function shortest(value: number): bigint {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e')
  const digits = mantissa.replace('.', '')
  return BigInt(digits) * 10n ** BigInt(Number(exponent) - digits.length + 1)
}

test('an integer passes where the shortest writing of the double is that integer, and nowhere else', () => {
  const some = fc.bigInt({ min: 10n ** 17n, max: 10n ** 30n })
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 17 }), (value, zeros) => {
      const rounded = (value / 10n ** BigInt(zeros)) * 10n ** BigInt(zeros)
      const read = () => parseIJson(String(rounded))
      if (shortest(Number(rounded)) === rounded) expect(read()).toBe(Number(rounded))
      else expect(read).toThrow(expect.objectContaining({ code: 'ERR_JSON_NUMBER' }))
    }),
  )
  expect(() => parseIJson('295147905179352825856')).toThrow(
    expect.objectContaining({ code: 'ERR_JSON_NUMBER' }),
  )
  expect(parseIJson('295147905179352830000')).toBe(2 ** 68)
})

test('takes ten million characters in time', () => {
  const text = `["${'\\n'.repeat(2_500_000)}",${'1.0,'.repeat(1_000_000)}0]`
  const before = performance.now()
  parseIJson(text)
  expect(performance.now() - before).toBeLessThan(5000)
})
