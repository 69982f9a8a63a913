import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CborKey, type CborValue, encodeCbor, isCborTag, parseCbor } from '../../src/cbor/index.ts'
import { decodeHex, encodeHex } from '../../src/index.ts'

const map = (...entries: [CborKey, CborValue][]) => new Map(entries)
const bytes = (hex: string) => decodeHex(hex)

/** The examples of RFC 8949, appendix A, that are of the kinds read here and in their deterministic form. */
describe.each<[string, CborValue]>([
  ['00', 0],
  ['01', 1],
  ['0a', 10],
  ['17', 23],
  ['1818', 24],
  ['1819', 25],
  ['1864', 100],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
  ['20', -1],
  ['29', -10],
  ['3863', -100],
  ['3903e7', -1000],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['c074323031332d30332d32315432303a30343a30305a', { tag: 0, value: '2013-03-21T20:04:00Z' }],
  ['c11a514b67b0', { tag: 1, value: 1_363_896_240 }],
  ['d74401020304', { tag: 23, value: bytes('01020304') }],
  ['d818456449455446', { tag: 24, value: bytes('6449455446') }],
  ['d82076687474703a2f2f7777772e6578616d706c652e636f6d', { tag: 32, value: 'http://www.example.com' }],
  ['c249010000000000000000', { tag: 2, value: bytes('010000000000000000') }],
  ['40', bytes('')],
  ['4401020304', bytes('01020304')],
  ['60', ''],
  ['6161', 'a'],
  ['6449455446', 'IETF'],
  ['62225c', '"\\'],
  ['62c3bc', 'ü'],
  ['63e6b0b4', '水'],
  ['64f0908591', '𐅑'],
  ['80', []],
  ['83010203', [1, 2, 3]],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['98190102030405060708090a0b0c0d0e0f101112131415161718181819', Array.from({ length: 25 }, (_, i) => i + 1)],
  ['a0', map()],
  ['a201020304', map([1, 2], [3, 4])],
  ['a26161016162820203', map(['a', 1], ['b', [2, 3]])],
  ['826161a161626163', ['a', map(['b', 'c'])]],
  [
    'a56161614161626142616361436164614461656145',
    map(['a', 'A'], ['b', 'B'], ['c', 'C'], ['d', 'D'], ['e', 'E']),
  ],
  // The edges of what JavaScript holds exactly, and of each length of head.
  ['1b001fffffffffffff', 9_007_199_254_740_991],
  ['1b0020000000000000', 9_007_199_254_740_992n],
  ['3b001ffffffffffffe', -9_007_199_254_740_991],
  ['3b001fffffffffffff', -9_007_199_254_740_992n],
  ['18ff', 255],
  ['190100', 256],
  ['19ffff', 65_535],
  ['1a00010000', 65_536],
  ['1affffffff', 4_294_967_295],
  ['1b0000000100000000', 4_294_967_296],
])('%s', (hex, value) => {
  test('is read', () => expect(parseCbor(bytes(hex))).toEqual(value))
  test('is written', () => expect(encodeHex(encodeCbor(value))).toBe(hex))
})

describe('what is not in its deterministic form, or not read here', () => {
  test.each([
    ['nothing', '', 'ERR_CBOR_TRUNCATED'],
    ['a number cut off', '19', 'ERR_CBOR_TRUNCATED'],
    ['a text cut off', '6261', 'ERR_CBOR_TRUNCATED'],
    ['bytes of 2⁶⁴ − 1', '5bffffffffffffffff', 'ERR_CBOR_TRUNCATED'],
    ['an array of 2³²', '9affffffff', 'ERR_CBOR_TRUNCATED'],
    ['an array of 2⁶³', '9b8000000000000000', 'ERR_CBOR_TRUNCATED'],
    ['a map of 2³²', 'baffffffff', 'ERR_CBOR_TRUNCATED'],
    ['an array without its last value', '820', 'ERR_BYTES_HEX'],
    ['a value behind the value', '0000', 'ERR_CBOR_TRAILING'],
    ['23 in two bytes', '1817', 'ERR_CBOR_LENGTH'],
    ['255 in three bytes', '1900ff', 'ERR_CBOR_LENGTH'],
    ['65,535 in five bytes', '1a0000ffff', 'ERR_CBOR_LENGTH'],
    ['2³² − 1 in nine bytes', '1b00000000ffffffff', 'ERR_CBOR_LENGTH'],
    ['−1 in two bytes', '3800', 'ERR_CBOR_LENGTH'],
    ['a length in two bytes', '580100', 'ERR_CBOR_LENGTH'],
    ['a tag in two bytes', 'd80100', 'ERR_CBOR_LENGTH'],
    ['bytes without an end', '5f42010243030405ff', 'ERR_CBOR_LENGTH'],
    ['a text without an end', '7f657374726561646d696e67ff', 'ERR_CBOR_LENGTH'],
    ['an array without an end', '9fff', 'ERR_CBOR_LENGTH'],
    ['a map without an end', 'bf61610161629f0203ffff', 'ERR_CBOR_LENGTH'],
    ['an end alone', 'ff', 'ERR_CBOR_TYPE'],
    ['a reserved head', '1c', 'ERR_CBOR_TYPE'],
    ['half precision', 'f93c00', 'ERR_CBOR_TYPE'],
    ['single precision', 'fa47c35000', 'ERR_CBOR_TYPE'],
    ['double precision', 'fb3ff199999999999a', 'ERR_CBOR_TYPE'],
    ['not a number', 'f97e00', 'ERR_CBOR_TYPE'],
    ['not a number, with a payload', 'fb7ff8000000000001', 'ERR_CBOR_TYPE'],
    ['undefined', 'f7', 'ERR_CBOR_TYPE'],
    ['a simple value', 'f0', 'ERR_CBOR_TYPE'],
    ['a simple value in two bytes', 'f8ff', 'ERR_CBOR_TYPE'],
    ['a key twice', 'a201000100', 'ERR_CBOR_DUPLICATE'],
    ['a key twice, apart', 'a3010002000100', 'ERR_CBOR_DUPLICATE'],
    ['keys in another order', 'a202000100', 'ERR_CBOR_ORDER'],
    ['a text before a number', 'a261610001 00'.replace(' ', ''), 'ERR_CBOR_ORDER'],
    ['a longer text first', 'a2626161006162 00'.replace(' ', ''), 'ERR_CBOR_ORDER'],
    ['bytes as a key', 'a1410000', 'ERR_CBOR_KEY'],
    ['an array as a key', 'a18000', 'ERR_CBOR_KEY'],
    ['true as a key', 'a1f500', 'ERR_CBOR_KEY'],
    ['a tag as a key', 'a1c10000', 'ERR_CBOR_KEY'],
    ['a key of 2⁵³', 'a11b002000000000000000', 'ERR_CBOR_KEY'],
    ['UTF-8 that ends early', '61c3', 'ERR_BYTES_UTF8'],
    ['half a character', '63eda080', 'ERR_BYTES_UTF8'],
    ['an overlong character', '62c081', 'ERR_BYTES_UTF8'],
  ])('%s', (_, hex, code) => {
    expect(() => parseCbor(bytes(hex))).toThrow(expect.objectContaining({ code }))
  })

  test('another order is taken where it is asked for, a key twice never', () => {
    const options = { keyOrder: 'any' } as const
    expect(parseCbor(bytes('a202000100'), options)).toEqual(map([2, 0], [1, 0]))
    expect(() => parseCbor(bytes('a3020001000200'), options)).toThrow(
      expect.objectContaining({ code: 'ERR_CBOR_DUPLICATE' }),
    )
    expect(() => parseCbor(bytes('a11800 00'.replace(' ', '')), options)).toThrow(
      expect.objectContaining({ code: 'ERR_CBOR_LENGTH' }),
    )
  })
})

describe('limits', () => {
  const nested = (levels: number) => bytes(`${'81'.repeat(levels)}00`)
  test.each([
    ['81', 'arrays'],
    ['c1', 'tags'],
    ['a100', 'maps'],
  ])('%s: depth counts %s', (head) => {
    expect(() => parseCbor(bytes(`${head.repeat(16)}00`))).not.toThrow()
    expect(() => parseCbor(bytes(`${head.repeat(17)}00`))).toThrow(
      expect.objectContaining({ code: 'ERR_CBOR_DEPTH', facts: { limit: 16 } }),
    )
  })
  test('a million levels take no stack', () => {
    expect(() => parseCbor(nested(1_000_000))).toThrow(expect.objectContaining({ code: 'ERR_CBOR_DEPTH' }))
  })
  test('bytes and values', () => {
    expect(() => parseCbor(bytes('83010203'), { maxBytes: 3 })).toThrow(
      expect.objectContaining({ code: 'ERR_CBOR_SIZE', facts: { found: 4, limit: 3 } }),
    )
    expect(parseCbor(bytes('83010203'), { maxBytes: 4, maxValues: 4 })).toEqual([1, 2, 3])
    expect(() => parseCbor(bytes('83010203'), { maxValues: 3 })).toThrow(
      expect.objectContaining({ code: 'ERR_CBOR_COUNT', facts: { limit: 3 } }),
    )
    expect(() => parseCbor(bytes('00'), { maxDepth: Number.NaN })).toThrow(RangeError)
  })
})

describe('what cannot be written', () => {
  test.each<[unknown, typeof Error]>([
    [1.5, RangeError],
    [Number.NaN, RangeError],
    [2 ** 53, RangeError],
    [2n ** 64n, RangeError],
    [-(2n ** 64n) - 1n, RangeError],
    [undefined, TypeError],
    ['\ud800', TypeError],
    [new Map([[true, 1]]), TypeError],
    [new Map([[0.5, 1]]), TypeError],
    [{ tag: -1, value: 0 }, TypeError],
    [{}, TypeError],
  ])('%s', (value, error) => {
    expect(() => encodeCbor(value as CborValue)).toThrow(error)
  })
})

const value = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.maxSafeInteger(),
    fc.bigInt(-(2n ** 64n), 2n ** 64n - 1n),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 30 }),
    fc
      .array(fc.tuple(fc.oneof(fc.integer(), fc.string({ unit: 'grapheme' })), tie('value')))
      .map((entries) => new Map<CborKey, CborValue>(entries)),
    fc.record({ tag: fc.maxSafeInteger().map(Math.abs), value: tie('value') }),
  ),
})).value

describe('properties', () => {
  test('what is written is read, and written again the same', () => {
    fc.assert(
      fc.property(value, (written) => {
        const first = encodeCbor(written)
        expect(encodeCbor(parseCbor(first))).toEqual(first)
      }),
    )
  })
  test('what is read has one form', () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, where, flip) => {
        const changed = encodeCbor(written).slice()
        changed[where % changed.length]! ^= flip
        let read: CborValue
        try {
          read = parseCbor(changed)
        } catch (error) {
          expect(error).toHaveProperty('code', expect.stringMatching(/^ERR_(CBOR|BYTES)_/))
          return
        }
        expect(encodeCbor(read)).toEqual(changed)
      }),
      { numRuns: 500 },
    )
  })
  test('a tag is told from a map and from bytes', () => {
    expect(isCborTag({ tag: 1, value: 0 })).toBe(true)
    for (const other of [map(), bytes(''), [], null, 'a', 1, undefined]) expect(isCborTag(other)).toBe(false)
  })
})
