import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes } from '../../src/bytes/sequence.ts'
import { parseBer, readBerOctets, readBerPieces } from '../../src/der/ber.ts'
import {
  children,
  contextTag,
  encodeElement,
  encodeOctetString,
  encodeSequence,
  openDer,
  parseDer,
  readInteger,
  TAG,
} from '../../src/der/index.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const bytes = (...octets: number[]) => Uint8Array.from(octets)
const indefinite = (tag: number, ...content: Uint8Array[]) =>
  concatBytes(bytes(tag, 0x80), ...content, bytes(0, 0))
const INTEGER = bytes(2, 1, 5)

test('what has no length is ended by its mark, and keeps its bytes', () => {
  const inner = indefinite(TAG.sequence, INTEGER)
  const whole = indefinite(TAG.sequence, inner, INTEGER)
  const cursor = openDer(parseBer(whole))
  const first = cursor.next(TAG.sequence)
  expect(first.raw).toEqual(inner)
  expect(first.content).toEqual(INTEGER)
  expect(first.offset).toBe(2)
  expect(readInteger(openDer(first).next())).toBe(5n)
  const last = cursor.next(TAG.integer)
  expect(last.offset).toBe(2 + inner.length)
  cursor.end()
})

test('a length may be longer than it needs to be', () => {
  const node = parseBer(bytes(0x30, 0x84, 0, 0, 0, 4, 2, 0x81, 1, 5))
  const [integer] = children(node)
  expect(integer && readInteger(integer)).toBe(5n)
})

test('DER is read the same way', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (parts) => {
      const der = encodeSequence(...parts.map(encodeOctetString))
      const contents = (node: ReturnType<typeof parseDer>) =>
        children(node).map((child) => [
          child.tag,
          child.offset,
          child.depth,
          [...child.content],
          [...child.raw],
        ])
      expect(contents(parseBer(der))).toEqual(contents(parseDer(der)))
    }),
  )
})

test('octet strings in pieces, and in pieces of pieces', () => {
  const pieces = [bytes(1, 2), bytes(), bytes(3), bytes(4, 5, 6)]
  const [a, b, c, d] = pieces.map(encodeOctetString) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const whole = indefinite(0x24, a, encodeElement(0x24, b, c), indefinite(0x24, d))
  expect(readBerPieces(parseBer(whole))).toEqual(pieces)
  expect(readBerOctets(parseBer(whole))).toEqual(bytes(1, 2, 3, 4, 5, 6))
  expect(readBerOctets(parseBer(encodeOctetString(bytes(7))))).toEqual(bytes(7))
  expect(readBerOctets(parseBer(encodeElement(0x24)))).toEqual(bytes())

  const tag = contextTag(0, 'primitive')
  expect(readBerOctets(parseBer(encodeElement(tag, bytes(7))), tag)).toEqual(bytes(7))
  expect(readBerOctets(parseBer(indefinite(contextTag(0), a, c)), tag)).toEqual(bytes(1, 2, 3))
})

test.each([
  ['no mark at the end', bytes(0x30, 0x80, 2, 1, 5), 'ERR_DER_TRUNCATED'],
  ['half a mark', bytes(0x30, 0x80, 2, 1, 5, 0), 'ERR_DER_TRUNCATED'],
  ['a primitive without a length', bytes(4, 0x80, 1, 0, 0), 'ERR_DER_LENGTH'],
  ['a length of nine octets', bytes(4, 0x89, 0, 0, 0, 0, 0, 0, 0, 0, 0), 'ERR_DER_LENGTH'],
  ['the reserved length octet', bytes(4, 0xff, 0), 'ERR_DER_LENGTH'],
  [
    'a length beyond the end',
    bytes(4, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    'ERR_DER_TRUNCATED',
  ],
  ['a length beyond the end, inside', bytes(0x30, 0x80, 4, 9, 0, 0), 'ERR_DER_TRUNCATED'],
  ['a mark with nothing to end', bytes(0, 0), 'ERR_DER_TAG'],
  ['a mark inside what has a length', bytes(0x30, 2, 0, 0), 'ERR_DER_TAG'],
  ['a tag of two octets', bytes(0x1f, 0x81, 1, 0), 'ERR_DER_TAG'],
  ['bytes after the end', bytes(0x30, 0x80, 0, 0, 0), 'ERR_DER_TRAILING'],
  ['nothing', bytes(), 'ERR_DER_TRUNCATED'],
])('refused: %s', (_, input, expected) => {
  expect(() => children(parseBer(input))).toThrow(code(expected))
})

test('refused: pieces that are no octet strings', () => {
  expect(() => readBerOctets(parseBer(indefinite(0x24, INTEGER)))).toThrow(code('ERR_DER_TAG'))
  expect(() => readBerOctets(parseBer(INTEGER))).toThrow(code('ERR_DER_TAG'))
})

test('pieces of pieces are counted together', () => {
  const many = encodeElement(0x24, ...Array.from({ length: 60 }, () => encodeOctetString(bytes())))
  const nested = parseBer(encodeElement(0x24, many, many), { maxElements: 100 })
  expect(() => readBerOctets(nested)).toThrow(code('ERR_DER_COUNT'))
  const half = new Uint8Array(180_000)
  for (let at = 0; at < half.length; at += 2) half[at] = 4
  const input = encodeElement(0x24, encodeElement(0x24, half), encodeElement(0x24, half))
  expect(() => readBerOctets(parseBer(input))).toThrow(code('ERR_DER_COUNT'))
  expect(readBerOctets(parseBer(input, { maxElements: 200_000 }))).toEqual(bytes())
})

test('bounded: size, nesting and number', () => {
  expect(() => parseBer(bytes(4, 1, 0), { maxBytes: 2 })).toThrow(code('ERR_DER_SIZE'))
  const marks = new Uint8Array(4000)
  expect(() =>
    parseBer(
      concatBytes(
        new Uint8Array(4000).map((_, i) => (i % 2 === 0 ? 0x30 : 0x80)),
        marks,
      ),
    ),
  ).toThrow(code('ERR_DER_DEPTH'))
  // Nesting with lengths is found where it is gone into.
  let nested = encodeOctetString(bytes(1))
  for (let i = 0; i < 2000; i++) nested = encodeElement(0x24, nested)
  expect(() => readBerOctets(parseBer(nested))).toThrow(code('ERR_DER_DEPTH'))
  const many = Array.from({ length: 20 }, () => INTEGER)
  expect(() => parseBer(indefinite(TAG.sequence, ...many), { maxElements: 10 })).toThrow(
    code('ERR_DER_COUNT'),
  )
  expect(() => children(parseBer(encodeSequence(...many), { maxElements: 10 }))).toThrow(
    code('ERR_DER_COUNT'),
  )
})

test('whatever the bytes, there is a value or a coded error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (input) => {
      try {
        const node = parseBer(input)
        expect(node.raw).toEqual(input)
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_DER_/) })
      }
    }),
  )
})
