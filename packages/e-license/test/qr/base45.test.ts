import { decodeUtf8, encodeUtf8 } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from '../../src/qr/base45.ts'

/** RFC 9285, 4.3 and 4.4. */
describe.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
  ['', ''],
])('%s', (text, encoded) => {
  test(`is written ${encoded}`, () => expect(encodeBase45(encodeUtf8(text))).toBe(encoded))
  test('is read', () => expect(decodeUtf8(decodeBase45(encoded))).toBe(text))
})

test.each([
  // RFC 9285, 6: values beyond what the octets hold.
  ['GGX', 0],
  ['GGW', 0],
  ['FGW', undefined],
  [':::', 0],
  ['BB8:::', 3],
  ['U5', undefined],
  ['V5', 0],
  ['::', 0],
  ['B', 1],
  ['BB8B', 4],
  ['bb8', 0],
  ['BB8 b0', 4],
  ['B\u0000', 1],
  ['B\n', 1],
  ['B水8', 1],
  ['BB8=', 4],
])('%j fails at %s', (text, position) => {
  if (position === undefined) return expect(encodeBase45(decodeBase45(text))).toBe(text)
  expect(() => decodeBase45(text)).toThrow(
    expect.objectContaining({ code: 'ERR_QR_BASE45', facts: { position } }),
  )
})

test('every text has one reading, every reading one text', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes)
    }),
  )
  const unit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:')
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      let bytes: Uint8Array
      try {
        bytes = decodeBase45(text)
      } catch {
        return
      }
      expect(encodeBase45(bytes)).toBe(text)
    }),
    { numRuns: 500 },
  )
})
