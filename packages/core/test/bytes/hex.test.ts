import { decodeHex, encodeHex } from '@xinyin/core'
import { expect, test } from 'vitest'
import { encodeHexOf } from '../../src/bytes/hex.ts'

const code = (name: string) => expect.objectContaining({ code: name })

const ALL = Uint8Array.from({ length: 256 }, (_, octet) => octet)
const DIGITS = [...ALL].map((octet) => octet.toString(16).padStart(2, '0')).join('')

test('every octet is written in two digits, and read from them in either case', () => {
  expect(encodeHex(ALL)).toBe(DIGITS)
  expect(decodeHex(DIGITS)).toEqual(ALL)
  expect(decodeHex(DIGITS.toUpperCase())).toEqual(ALL)
  for (let start = 0; start < 9; start++)
    for (let end = start; end < 9; end++)
      expect(encodeHexOf(ALL, start, end)).toBe(DIGITS.slice(2 * start, 2 * end))
})

test('nothing else is a digit', () => {
  const digits = new Set('0123456789abcdefABCDEF')
  for (let point = 0; point < 0x10000; point++) {
    const character = String.fromCharCode(point)
    if (!digits.has(character)) expect(() => decodeHex(`0${character}`)).toThrow(code('ERR_BYTES_HEX'))
  }
  for (const text of ['0', '0x12', ' 12 ', '-1', '1.', '1_', '١٢'])
    expect(() => decodeHex(text)).toThrow(code('ERR_BYTES_HEX'))
})
