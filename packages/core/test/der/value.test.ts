import { decodeHex, encodeUtf8 } from '@xinyin/core'
import {
  children,
  encodeElement,
  encodeInteger,
  encodeOid,
  parseDer,
  readBitString,
  readBitStringBytes,
  readBoolean,
  readInteger,
  readIntegerBytes,
  readNull,
  readOid,
  readSmallInteger,
  readString,
  readTime,
  retag,
  TAG,
} from '@xinyin/core/der'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const code = (name: string) => expect.objectContaining({ code: name })
const hex = (text: string) => parseDer(decodeHex(text))
const text = (tag: number, value: string | Uint8Array) =>
  parseDer(encodeElement(tag, typeof value === 'string' ? encodeUtf8(value) : value))

test.each([
  ['no octets', '0600'],
  ['an end inside of an arc', '06025581'],
  ['a padded first arc', '06028055'],
  ['a padded arc', '060455800155'],
  ['129 octets', `068181${'01'.repeat(129)}`],
])('refuses an identifier with %s', (_what, octets) => {
  expect(() => readOid(hex(octets))).toThrow(code('ERR_DER_VALUE'))
})

test('an identifier is the same whether it was read before or not', () => {
  for (const oid of ['1.2.156.10197.1.501', '2.999.3', '0.9.2342', `1.2.${2n ** 70n}`]) {
    expect([1, 2, 3].map(() => readOid(parseDer(encodeOid(oid))))).toEqual([oid, oid, oid])
  }
})

test('identifiers stay apart however many there are, and where they would stand in one place', () => {
  // Each octet counts 31 times the next one, so that these sixteen have one hash.
  const steps = [0, 1, 2, 3]
  const alike = steps.flatMap((i) => steps.map((j) => `1.2.${3 + i}.${100 - 31 * i + j}.${100 - 31 * j}`))
  const many = Array.from({ length: 5000 }, (_, n) => `1.3.6.1.4.1.99999.${n}`)
  for (const oids of [alike, many, alike]) {
    for (let again = 0; again < 2; again++)
      for (const oid of oids) expect(readOid(parseDer(encodeOid(oid)))).toBe(oid)
  }
})

test.each<[number, string, string]>([
  [TAG.utcTime, '491231235959Z', '2049-12-31T23:59:59.000Z'],
  [TAG.utcTime, '500101000000Z', '1950-01-01T00:00:00.000Z'],
  [TAG.generalizedTime, '20240229120000Z', '2024-02-29T12:00:00.000Z'],
  [TAG.generalizedTime, '20000229000000Z', '2000-02-29T00:00:00.000Z'],
  [TAG.generalizedTime, '00500101000000Z', '0050-01-01T00:00:00.000Z'],
  [TAG.generalizedTime, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
  [TAG.generalizedTime, '20260101000000.125Z', '2026-01-01T00:00:00.125Z'],
  [TAG.generalizedTime, '20260101000000.1239Z', '2026-01-01T00:00:00.123Z'],
])('reads the time %s %s', (tag, value, expected) => {
  expect(readTime(text(tag, value)).toISOString()).toBe(expected)
})

test('every month of every year begins where Date says that it does', () => {
  for (let month = 0; month < 12 * 10_000; month++) {
    const date = new Date(0)
    date.setUTCFullYear(0, month, 1)
    const digits = `${date.toISOString().slice(0, 10).replaceAll('-', '')}000000Z`
    if (readTime(text(TAG.generalizedTime, digits)).getTime() !== date.getTime()) expect(digits).toBe(date)
  }
})

test.each<[string, number, string]>([
  ['without seconds', TAG.utcTime, '2601010000Z'],
  ['without a zone', TAG.utcTime, '2601010000000'],
  ['in another zone', TAG.utcTime, '260101000000+0800'],
  ['with a fraction in UTCTime', TAG.utcTime, '260101000000.5Z'],
  ['with a year of four digits in UTCTime', TAG.utcTime, '20260101000000Z'],
  ['with a year of two digits in GeneralizedTime', TAG.generalizedTime, '260101000000Z'],
  ['with a sign', TAG.utcTime, '-60101000000Z'],
  ['with a space', TAG.utcTime, '26 101000000Z'],
  ['with a letter in the year', TAG.generalizedTime, '2x260101000000Z'],
  ['with a letter in the month', TAG.utcTime, '26x101000000Z'],
  ['with a letter in the day', TAG.utcTime, '260x01000000Z'],
  ['with a letter in the hour', TAG.utcTime, '26010100000xZ'],
  ['in the month 0', TAG.utcTime, '260001000000Z'],
  ['in the month 13', TAG.utcTime, '261301000000Z'],
  ['on the day 0', TAG.utcTime, '260100000000Z'],
  ['on 31 April', TAG.utcTime, '260431000000Z'],
  ['on 29 February of a year that has none', TAG.generalizedTime, '19000229000000Z'],
  ['at 24 hours', TAG.utcTime, '260101240000Z'],
  ['at 60 minutes', TAG.utcTime, '260101006000Z'],
  ['at the leap second', TAG.utcTime, '260101235960Z'],
  ['with an empty fraction', TAG.generalizedTime, '20260101000000.Z'],
  ['with a zero at the end of its fraction', TAG.generalizedTime, '20260101000000.50Z'],
  ['with a comma', TAG.generalizedTime, '20260101000000,5Z'],
  ['of 65 octets', TAG.generalizedTime, `20260101000000.${'1'.repeat(49)}Z`],
])('refuses a time %s', (_what, tag, value) => {
  expect(() => readTime(text(tag, value))).toThrow(code('ERR_DER_VALUE'))
})

test('a time of another type is refused', () => {
  expect(() => readTime(text(TAG.utf8String, '260101000000Z'))).toThrow(code('ERR_DER_TAG'))
})

test('every second is read as it is written', () => {
  const min = Date.UTC(1000, 0, 1)
  fc.assert(
    fc.property(
      fc.date({ min: new Date(min), max: new Date(Date.UTC(9999, 11, 31)), noInvalidDate: true }),
      (date) => {
        const digits = date.toISOString().replace(/\D/g, '').slice(0, 14)
        const read = readTime(text(TAG.generalizedTime, `${digits}Z`))
        expect(read.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000)
      },
    ),
  )
})

test.each<[string, number, Uint8Array]>([
  ['a letter in NumericString', TAG.numericString, encodeUtf8('1a')],
  ['a hash in PrintableString', TAG.printableString, encodeUtf8('#')],
  ['an octet beyond ASCII in IA5String', TAG.ia5String, Uint8Array.of(0x80)],
  ['a control character in VisibleString', TAG.visibleString, Uint8Array.of(0x0a)],
  ['an octet beyond ASCII in VisibleString', TAG.visibleString, Uint8Array.of(0xe9)],
  ['half a character in BMPString', TAG.bmpString, Uint8Array.of(0x4e)],
  ['a lone surrogate in BMPString', TAG.bmpString, Uint8Array.of(0xd8, 0, 0, 0x41)],
  ['a surrogate in UniversalString', TAG.universalString, Uint8Array.of(0, 0, 0xd8, 0)],
  ['a code point that there is not in UniversalString', TAG.universalString, Uint8Array.of(0, 0x11, 0, 0)],
])('refuses %s', (_what, tag, value) => {
  expect(() => readString(text(tag, value))).toThrow(code('ERR_DER_VALUE'))
})

test.each<[string, number, RegExp]>([
  ['NumericString', TAG.numericString, /[0-9 ]/],
  ['PrintableString', TAG.printableString, /[A-Za-z0-9 '()+,\-./:=?*@&_]/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: IA5String is the whole of ASCII.
  ['IA5String', TAG.ia5String, /[\x00-\x7f]/],
  ['VisibleString', TAG.visibleString, /[\x20-\x7e]/],
])('of every octet it is known whether it may stand in %s', (_name, tag, allowed) => {
  const accepted = Array.from({ length: 256 }, (_, octet) => octet).filter((octet) => {
    try {
      return readString(text(tag, Uint8Array.of(octet))) === String.fromCharCode(octet)
    } catch {
      return false
    }
  })
  expect(String.fromCharCode(...accepted)).toBe(
    Array.from({ length: 256 }, (_, octet) => String.fromCharCode(octet))
      .filter((character) => allowed.test(character))
      .join(''),
  )
})

test('texts of every type are read', () => {
  expect(readString(text(TAG.numericString, '12 3'))).toBe('12 3')
  expect(readString(text(TAG.printableString, "A a0'()+,-./:=?*@&_"))).toBe("A a0'()+,-./:=?*@&_")
  expect(readString(text(TAG.ia5String, '\u0000~'))).toBe('\u0000~')
  expect(readString(text(TAG.visibleString, ' ~'))).toBe(' ~')
  expect(readString(text(TAG.teletexString, Uint8Array.of(0x41, 0xe9)))).toBe('Aé')
  expect(readString(text(TAG.bmpString, Uint8Array.of(0x6e, 0x56, 0xd8, 0x40, 0xdc, 0x0b)))).toBe('湖𠀋')
  expect(readString(text(TAG.universalString, Uint8Array.of(0, 2, 0, 0x0b)))).toBe('𠀋')
  expect(() => readString(text(TAG.octetString, 'a'))).toThrow(code('ERR_DER_TAG'))
})

test.each<[string, () => unknown]>([
  ['INTEGER without octets', () => readIntegerBytes(hex('0200'))],
  ['INTEGER with a spare zero', () => readIntegerBytes(hex('0202007f'))],
  ['INTEGER with spare ones', () => readIntegerBytes(hex('0202ff80'))],
  ['an INTEGER of 7 octets for a number', () => readSmallInteger(hex('020701000000000000'))],
  ['BOOLEAN of two octets', () => readBoolean(hex('0102ffff'))],
  ['BOOLEAN without octets', () => readBoolean(hex('0100'))],
  ['NULL with content', () => readNull(hex('050100'))],
  ['BIT STRING without octets', () => readBitString(hex('0300'))],
  ['BIT STRING of unused bits alone', () => readBitString(hex('030101'))],
  ['BIT STRING with unused bits for octets', () => readBitStringBytes(hex('03020480'.replace('80', 'f0')))],
])('refuses %s', (_what, read) => {
  expect(read).toThrow(code('ERR_DER_VALUE'))
})

test('UTF-8 is read as the platform reads it, and refused where that refuses it', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const octets = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }).map(encodeUtf8),
    fc
      .array(fc.constantFrom(0x41, 0x80, 0xbf, 0xe1, 0xe6, 0xec, 0xed, 0xef, 0xf0), { maxLength: 12 })
      .map((values) => Uint8Array.from(values)),
  )
  fc.assert(
    fc.property(octets, (value) => {
      let expected: string | undefined
      try {
        expected = decoder.decode(value)
      } catch {
        expect(() => readString(text(TAG.utf8String, value))).toThrow(code('ERR_BYTES_UTF8'))
        return
      }
      expect(readString(text(TAG.utf8String, value))).toBe(expected)
    }),
  )
})

test('whole numbers are what was written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }), (value) => {
      expect(readInteger(parseDer(encodeInteger(value)))).toBe(value)
    }),
  )
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 47), max: 2 ** 47 - 1 }), (value) => {
      expect(readSmallInteger(parseDer(encodeInteger(value)))).toBe(value)
    }),
  )
})

test('an INTEGER of a megabyte is read in no time that grows with its square', () => {
  const start = performance.now()
  expect(readInteger(parseDer(encodeElement(2, new Uint8Array(1e6).fill(0x55)))) > 0n).toBe(true)
  expect(performance.now() - start).toBeLessThan(2000)
})

test('lengths of five octets, lengths that end early, and elements of what has none, are refused', () => {
  expect(() => hex('308501000000000101')).toThrow(code('ERR_DER_LENGTH'))
  expect(() => hex('3082ff')).toThrow(
    expect.objectContaining({ code: 'ERR_DER_TRUNCATED', facts: { needed: 2, offset: 2, found: 1 } }),
  )
  expect(() => children(hex('0203020101'))).toThrow(
    expect.objectContaining({ code: 'ERR_DER_TAG', facts: expect.objectContaining({ found: 'integer' }) }),
  )
})

test('an implicit tag stands for the type that it is read as', () => {
  const node = hex('8001ff')
  expect(readBoolean(retag(node, TAG.boolean))).toBe(true)
  expect(retag(node, TAG.boolean).raw).toEqual(node.raw)
  expect(() => readBoolean(node)).toThrow(code('ERR_DER_TAG'))
})
