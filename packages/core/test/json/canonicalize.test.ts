import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalizeJson, type JsonValue, parseIJson } from '../../src/json/index.ts'

const bits = (hex: string) => {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${hex}`))
  return view.getFloat64(0)
}

const without = (value: unknown) => canonicalizeJson(value as JsonValue)

/** IEEE 754 doubles, and how they are written (RFC 8785, appendix B). */
describe.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('the double %s', (hex, text) => {
  test(`is written ${text}`, () => expect(canonicalizeJson(bits(hex))).toBe(text))
})

test.each([['7fffffffffffffff'], ['7ff0000000000000'], ['fff0000000000000']])('%s has no form', (hex) => {
  expect(() => canonicalizeJson(bits(hex))).toThrow(TypeError)
})

describe('the canonical form', () => {
  test('has members in the order of UTF-16 code units, at every level', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: { b: 0, a: 0, B: 0 } }
    expect(canonicalizeJson(value)).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":{"B":0,"a":0,"b":0},"€":1,"😀":5,"\ufb33":3}',
    )
  })

  test('escapes in strings what has to be, in the shortest way, and nothing else', () => {
    expect(canonicalizeJson('€$\u000f\nA\'B"\\\\"/\u007f\u2028\b\t\f')).toBe(
      `"€$\\u000f\\nA'B\\"\\\\\\\\\\"/\u007f\u2028\\b\\t\\f"`,
    )
  })

  test('keeps strings that differ in normalization apart', () => {
    expect(canonicalizeJson('\u00e9')).not.toBe(canonicalizeJson('e\u0301'))
  })

  test('is read back as the value, and is the same written again, whatever the order of members was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }), (value) => {
        let text: string
        try {
          text = canonicalizeJson(value as JsonValue)
        } catch (error) {
          fc.pre(!isOutside(error))
          throw error
        }
        expect(parseIJson(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalizeJson(parseIJson(text))).toBe(text)
        expect(canonicalizeJson(turned(value) as JsonValue)).toBe(text)
      }),
    )
  })
})

/** What `fast-check` makes beyond I-JSON. */
const isOutside = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  ['ERR_JSON_TEXT', 'ERR_JSON_MEMBER'].includes(String(error.code))

/** The same value with the members of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  )
}

test.each([
  ['nothing', undefined],
  ['a member that is undefined', { a: undefined }],
  ['a hole in a list', Array(1)],
  ['a function', () => 1],
  ['a big number', 1n],
  ['a symbol', Symbol('a')],
  ['a date', new Date(0)],
  ['a map', { a: new Map() }],
  ['octets', Uint8Array.of(1)],
  ['a boxed string', Object('a')],
  ['NaN', [Number.NaN]],
])('%s is not JSON', (_, value) => {
  expect(() => without(value)).toThrow(TypeError)
})

test.each([
  ['a lone high surrogate', '\ud800a', 'ERR_JSON_TEXT'],
  ['a lone low surrogate', ['\udc00'], 'ERR_JSON_TEXT'],
  ['surrogates the wrong way round', '\udc00\ud800', 'ERR_JSON_TEXT'],
  ['a name with half a character', { '\ud83d': 1 }, 'ERR_JSON_TEXT'],
  ['a noncharacter', 'a\uffff', 'ERR_JSON_TEXT'],
  ['a prototype', JSON.parse('{"__proto__":1}'), 'ERR_JSON_MEMBER'],
])('refuses %s', (_, value, code) => {
  expect(() => without(value)).toThrow(expect.objectContaining({ code }))
})

test('ends at 32 levels, or as many as are allowed, where a value contains itself too', () => {
  const loop: unknown[] = []
  loop.push(loop)
  expect(() => without(loop)).toThrow(expect.objectContaining({ code: 'ERR_JSON_DEPTH' }))
  expect(canonicalizeJson([[[1]]], 3)).toBe('[[[1]]]')
  expect(() => canonicalizeJson([[[1]]], 2)).toThrow(expect.objectContaining({ code: 'ERR_JSON_DEPTH' }))
})

test('takes objects without a prototype', () => {
  expect(without(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}')
})
