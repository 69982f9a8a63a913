import { encodeCbor } from '@xinyin/core/cbor'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packDay, unpackDay } from '../../src/qr/day.ts'
import { packIdentifier, unpackIdentifier } from '../../src/qr/identifier.ts'
import { packCode, packText, unpackCode, unpackText } from '../../src/qr/pack.ts'
import { packStatus, readStatus } from '../../src/qr/status-item.ts'
import { SAMPLE } from '../sample.ts'

const beside = { typeCode: SAMPLE.typeCode, issuerCode: SAMPLE.issuers[0]!.code }

test.each<[string, string, number]>([
  ['a credit code', '91990100MA990001X7', 13],
  ['a credit code of digits', '991101010000000011', 9],
  ['a citizen’s number', '11010519491231002X', 9],
  ['a citizen’s number with a zero in front', '010105194912310020', 9],
  ['a type code', '11100000000013338W009', 15],
  ['a region', '340100', 5],
  ['a passport', 'E12345678', 10],
  ['a code with a letter that credit codes do not have', '91990100MA990001I7', 19],
  ['nothing', '', 1],
])('%s: %s in %i octets', (_, code, length) => {
  expect(unpackCode(packCode(code))).toBe(code)
  expect(encodeCbor(packCode(code))).toHaveLength(length)
})

test.each<[string, string, number]>([
  ['a number', '990100202605220101', 9],
  ['a number with a zero in front', '000000016', 10],
  ['a number with a zero in front, in pairs', '0000000016', 6],
  ['zero', '0', 1],
  ['nineteen digits', '9999999999999999999', 9],
  ['twenty digits', '99999999999999999999', 11],
  ['2⁵³ − 1', '9007199254740991', 9],
  ['2⁵³', '9007199254740992', 9],
  ['a UUID', '209FA4E88F9E4C878F3E9BED2CE7EA49', 17],
  ['a UUID in small letters', '209fa4e88f9e4c878f3e9bed2ce7ea49', 34],
  ['a name', '示例', 7],
])('%s: %s in %i octets', (_, text, length) => {
  expect(unpackText(packText(text))).toBe(text)
  expect(encodeCbor(packText(text))).toHaveLength(length)
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^\d{0,25}$/),
    fc.stringMatching(/^[0-9A-F]{0,40}$/),
    fc.stringMatching(/^[0-9A-Z]{18}$/),
    fc.stringMatching(/^\d{17}[0-9X]$/),
    fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{18}(\d{3})?$/),
  )
  test('comes back', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(unpackText(packText(value))).toBe(value)
        expect(unpackCode(packCode(value))).toBe(value)
        expect(unpackIdentifier(packIdentifier(value, beside), beside)).toBe(value)
      }),
      { numRuns: 1000 },
    )
  })
  test.each([-1, -(2n ** 60n), null, true, [], new Map(), new Uint8Array(7), undefined])(
    'none is %s',
    (value) => {
      expect(unpackCode(value)).toBeUndefined()
      if (!(value instanceof Uint8Array)) expect(unpackText(value)).toBeUndefined()
    },
  )
})

test('octets stand for a code only where it is packed as just these', () => {
  const near = fc.tuple(
    fc.constantFrom(8, 12, 14),
    fc.array(fc.constantFrom(0, 1, 0x18, 0x17, 0xff), { maxLength: 14 }),
  )
  const octets = fc.oneof(
    fc.uint8Array({ minLength: 8, maxLength: 14 }),
    near.map(([length, bytes]) => Uint8Array.from({ length }, (_, i) => bytes[i] ?? 0)),
    fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{18}(\d{3})?$/).map((code) => packCode(code) as Uint8Array),
  )
  fc.assert(
    fc.property(octets, (bytes) => {
      const code = unpackCode(bytes)
      if (code !== undefined) expect(packCode(code)).toEqual(bytes)
    }),
    { numRuns: 3000 },
  )
  // 31⁹ − 1 is the last half that is a code.
  const last = [0, 0, 0, 0, 0, 0]
  let value = 31 ** 9 - 1
  for (let i = 5; i >= 0; i--, value = Math.floor(value / 256)) last[i] = value % 256
  const half = Uint8Array.of(...last, ...last)
  expect(unpackCode(half)).toBe('Y'.repeat(18))
  expect(unpackCode(half.with(5, last[5]! + 1))).toBeUndefined()
  expect(unpackCode(half.with(11, last[5]! + 1))).toBeUndefined()
})

test.each<[string, string, number]>([
  ['of the issuer beside it', SAMPLE.identifier, 7],
  ['of another issuer', '1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0', 20],
  ['of a region', '1.2.156.3005.2.11100000000013338W009.340100.000000016.001.9', 0],
  ['of another type', '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P', 0],
  ['with a wrong check character', `${SAMPLE.identifier.slice(0, -1)}A`, 0],
  ['with another root', SAMPLE.identifier.replace('3005', '3003'), 0],
  ['with a version of two digits', SAMPLE.identifier.replace('.001.', '.01.'), 0],
])('an identifier %s', (_, identifier, length) => {
  const packed = packIdentifier(identifier, beside)
  expect(unpackIdentifier(packed, beside)).toBe(identifier)
  if (length > 0) expect(encodeCbor(packed)).toHaveLength(length)
})
test.each([[[1]], [[1, 1, 1, 1]], [[1, 'a']], [[null, 1]], [[1, 1, null]], [['a', 1]], [5]])(
  'no identifier is packed as %j',
  (value) => {
    expect(unpackIdentifier(value, beside)).toBeUndefined()
  },
)

test('days', () => {
  for (const date of ['1970-01-01', '2026-05-22', '1949-10-01', '0001-01-01', '9999-12-31'])
    expect(unpackDay(packDay(date))).toBe(date)
  expect(packDay('1970-01-02')).toBe(1)
  for (const value of [-719_163, 2_932_897, Number.MAX_SAFE_INTEGER, '1', null, 1n, undefined])
    expect(unpackDay(value)).toBeUndefined()
})

test.each([
  'https://status.example.gov.cn/1',
  'http://10.0.0.1/list',
  'urn:example:list',
  'https://https://a',
  'https://',
  '',
])('a reference to %s', (uri) => {
  expect(readStatus(packStatus({ index: 7, uri }))).toEqual({ index: 7, uri })
})
test.each([
  [[1]],
  [[1, 2]],
  [['1', 'a']],
  [[1, 'a', 'b']],
  [[1, null, 2]],
  [[1, null, 'a', 'b']],
  [[1, null, 'https://a']],
  [1],
])('no reference is packed as %j', (value) => expect(readStatus(value)).toBeUndefined())
