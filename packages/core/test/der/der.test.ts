import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex } from '../../src/bytes/hex.ts'
import {
  children,
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeElement,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeTime,
  encodeUtf8String,
  openDer,
  parseDer,
  readBitString,
  readBoolean,
  readInteger,
  readOctetString,
  readOid,
  readString,
  readTime,
} from '../../src/der/index.ts'

const code = (name: string) => expect.objectContaining({ code: name })

test('values survive the way there and back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }), (value) => {
      expect(readInteger(parseDer(encodeInteger(value)))).toBe(value)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(readString(parseDer(encodeUtf8String(text)))).toBe(text)
    }),
  )
  for (const oid of [
    '1.2.156.10197.1.501',
    '2.5.29.15',
    '0.0',
    '2.999.123456789012345678901234567890',
    '2.36.97.103',
  ]) {
    expect(readOid(parseDer(encodeOid(oid)))).toBe(oid)
  }
  for (const date of [
    new Date('2026-11-24T01:02:03Z'),
    new Date('2050-01-01T00:00:00Z'),
    new Date('1950-06-01T00:00:00Z'),
  ]) {
    expect(readTime(parseDer(encodeTime(date)))).toEqual(date)
    expect(readTime(parseDer(encodeGeneralizedTime(date)))).toEqual(date)
  }
  expect(readBoolean(parseDer(encodeBoolean(true)))).toBe(true)
  expect(readBitString(parseDer(encodeBitString(Uint8Array.of(0xf0), 4)))).toEqual({
    bytes: Uint8Array.of(0xf0),
    unusedBits: 4,
  })
})

test.each<[string, number, (letters: number) => Uint8Array]>([
  ['teletexString', 0x14, (letters) => new Uint8Array(letters).fill(0xe9)],
  ['ia5String', 0x16, (letters) => new Uint8Array(letters).fill(0x61)],
  ['bmpString', 0x1e, (letters) => new Uint8Array(letters * 2).fill(0x4e)],
  [
    'universalString',
    0x1c,
    (letters) => new Uint8Array(letters * 4).map((_, i) => [0, 1, 0xf6, 0][i % 4] ?? 0),
  ],
])('text of every length is the same, and millions of letters take no time: %s', (_, tag, octets) => {
  const letter = { 20: 'é', 22: 'a', 30: '\u4e4e', 28: '\u{1f600}' }[tag] ?? ''
  for (const letters of [0, 1, 8191, 8192, 8193, 20_000])
    expect(readString(parseDer(encodeElement(tag, octets(letters))))).toBe(letter.repeat(letters))
  const most = Math.floor(15_900_000 / octets(1).length)
  const long = parseDer(encodeElement(tag, octets(most)))
  const start = performance.now()
  expect(readString(long).length).toBe(most * letter.length)
  expect(performance.now() - start).toBeLessThan(3000)
})

test('object identifiers are exact, and twenty thousand long ones take no time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('0.39', '1.0', '2.0', '2.39', '2.47', '2.48', '2.79', '2.80', '2.999'),
      fc.array(fc.bigInt({ min: 0n, max: 2n ** 70n }), { maxLength: 6 }),
      (head, arcs) => {
        const oid = [head, ...arcs].join('.')
        expect(readOid(parseDer(encodeOid(oid)))).toBe(oid)
      },
    ),
  )
  for (const arc of [2n ** 49n - 1n, 2n ** 49n, 2n ** 53n, 2n ** 56n])
    for (const oid of [`2.${arc}`, `1.2.${arc}`]) expect(readOid(parseDer(encodeOid(oid)))).toBe(oid)
  const octets = new Uint8Array(128).fill(0xff)
  octets[127] = 0x7f
  const long = parseDer(encodeElement(6, octets))
  const start = performance.now()
  for (let i = 0; i < 20_000; i++) readOid(long)
  expect(performance.now() - start).toBeLessThan(3000)
})

test('a cursor takes elements in order and refuses what is left', () => {
  const value = encodeSequence(
    encodeInteger(7),
    encodeContext(0, encodeOctetString(Uint8Array.of(1))),
    encodeInteger(8),
  )
  const cursor = openDer(parseDer(value))
  expect(readInteger(cursor.next())).toBe(7n)
  expect(cursor.optional(0xa1)).toBeUndefined()
  expect(readOctetString(openDer(cursor.next(0xa0), 0xa0).next())).toEqual(Uint8Array.of(1))
  expect(() => cursor.end()).toThrow(code('ERR_DER_TAG'))
  cursor.next()
  cursor.end()
  expect(() => cursor.next()).toThrow(code('ERR_DER_TAG'))
})

test.each([
  ['empty', '', 'ERR_DER_TRUNCATED'],
  ['no length', '30', 'ERR_DER_TRUNCATED'],
  ['short content', '3003020101'.slice(0, 8), 'ERR_DER_TRUNCATED'],
  ['trailing byte', '02010100', 'ERR_DER_TRAILING'],
  ['long form for a short length', '02810101', 'ERR_DER_LENGTH'],
  ['leading zero in the length', '0282000101', 'ERR_DER_LENGTH'],
  ['indefinite length', '30800000', 'ERR_DER_LENGTH'],
  ['five length octets', '308500000000010101', 'ERR_DER_LENGTH'],
  ['high tag number', '1f810100', 'ERR_DER_TAG'],
  ['end-of-contents', '0000', 'ERR_DER_TAG'],
])('refuses %s', (_name, hex, expected) => {
  expect(() => parseDer(decodeHex(hex))).toThrow(code(expected))
})

test.each([
  ['INTEGER with a spare zero', () => readInteger(parseDer(decodeHex('02020001')))],
  ['INTEGER with spare ones', () => readInteger(parseDer(decodeHex('0202ff80')))],
  ['INTEGER without content', () => readInteger(parseDer(decodeHex('0200')))],
  ['BOOLEAN 01', () => readBoolean(parseDer(decodeHex('010101')))],
  ['BIT STRING with set unused bits', () => readBitString(parseDer(decodeHex('030204ff')))],
  ['BIT STRING with 8 unused bits', () => readBitString(parseDer(decodeHex('03020800')))],
  ['OID with a padded arc', () => readOid(parseDer(decodeHex('0603550080').slice(0, 5)))],
  ['OID that ends inside an arc', () => readOid(parseDer(decodeHex('06025580')))],
  [
    'UTCTime without seconds',
    () => readTime(parseDer(decodeHex(`170b${Buffer.from('2611240102Z').toString('hex')}`))),
  ],
  ['30 February', () => readTime(parseDer(decodeHex(`170d${Buffer.from('260230010203Z').toString('hex')}`)))],
  ['odd BMPString', () => readString(parseDer(decodeHex('1e03004100')))],
])('refuses %s', (_name, read) => {
  expect(read).toThrow(code('ERR_DER_VALUE'))
})

test('bounds: size, depth, count', () => {
  let deep = encodeInteger(1)
  for (let i = 0; i < 80; i++) deep = encodeSequence(deep)
  let node = parseDer(deep)
  expect(() => {
    for (;;) node = children(node)[0]!
  }).toThrow(code('ERR_DER_DEPTH'))
  expect(() => parseDer(new Uint8Array(100), { maxBytes: 99 })).toThrow(code('ERR_DER_SIZE'))
  const many = encodeSequence(...Array.from({ length: 20 }, () => encodeInteger(1)))
  expect(() => children(parseDer(many, { maxElements: 19 }))).toThrow(code('ERR_DER_COUNT'))
})

test('random bytes give a coded error or a node that fits, never anything else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        expect(parseDer(bytes).raw.length).toBe(bytes.length)
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_DER_/) })
      }
    }),
  )
})
