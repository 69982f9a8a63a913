import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDerSignature, rawSignature, readDerSignature } from '../../src/crypto/ec-signature.ts'
import { writeDerSignature } from '../../src/crypto/ec-signature-write.ts'
import { openDer, parseDer } from '../../src/der/read.ts'
import { readIntegerBytes } from '../../src/der/value.ts'
import { encodeSequence, encodeUnsignedInteger } from '../../src/der/write.ts'

const SIZES = [32, 48, 66]

/** The same by the reader of DER that everything else is read with. */
function readByNodes(der: Uint8Array, size: number): Uint8Array | undefined {
  try {
    const fields = openDer(parseDer(der))
    const numbers = [readIntegerBytes(fields.next()), readIntegerBytes(fields.next())]
    fields.end()
    const raw = new Uint8Array(2 * size)
    for (const [index, number] of numbers.entries()) {
      const magnitude = number[0] === 0 ? number.subarray(1) : number
      if ((number[0] ?? 0) >= 0x80 || magnitude.length > size) return undefined
      raw.set(magnitude, (index + 1) * size - magnitude.length)
    }
    return raw
  } catch {
    return undefined
  }
}

const signature = fc.constantFrom(...SIZES).chain((size) =>
  fc.record({
    size: fc.constant(size),
    raw: fc
      .tuple(fc.uint8Array({ maxLength: size }), fc.uint8Array({ maxLength: size }))
      .map(([r, s]) => Uint8Array.from([...pad(r, size), ...pad(s, size)])),
  }),
)
const pad = (number: Uint8Array, size: number) => [...new Uint8Array(size - number.length), ...number]

test('what is written is DER, and reads back', () => {
  fc.assert(
    fc.property(signature, ({ size, raw }) => {
      const der = writeDerSignature(raw)
      const numbers = [raw.subarray(0, size), raw.subarray(size)].map(encodeUnsignedInteger)
      expect(der).toEqual(encodeSequence(...numbers))
      expect(readDerSignature(der, size)).toEqual(raw)
    }),
  )
})

test('whatever octets are changed, it is read as the reader of DER reads it', () => {
  const changed = fc.record({
    signature,
    changes: fc.array(fc.tuple(fc.nat(12), fc.nat(255)), { maxLength: 3 }),
    at: fc.nat(140),
    end: fc.integer({ min: -2, max: 2 }),
  })
  fc.assert(
    fc.property(changed, ({ signature: { size, raw }, changes, at, end }) => {
      const made = writeDerSignature(raw)
      const der = new Uint8Array(Math.max(0, made.length + end))
      der.set(made.subarray(0, der.length))
      for (const [position, octet] of changes) der[position] = octet
      if (at < der.length && changes.length > 1) der[at] = changes[0]?.[1] ?? 0
      const read = readByNodes(der, size)
      expect(readDerSignature(der, size)).toEqual(read)
      expect(isDerSignature(der, size)).toBe(read !== undefined)
    }),
    { numRuns: 3000 },
  )
})

describe('refuses', () => {
  const good = Uint8Array.from([0x30, 6, 2, 1, 1, 2, 1, 2])
  test.each<[string, number[]]>([
    ['nothing', []],
    ['another tag', [0x31, 6, 2, 1, 1, 2, 1, 2]],
    ['a long form of a short length', [0x30, 0x81, 6, 2, 1, 1, 2, 1, 2]],
    ['a length that has no end', [0x30, 0x80, 2, 1, 1, 2, 1, 2, 0, 0]],
    ['a third number', [0x30, 9, 2, 1, 1, 2, 1, 2, 2, 1, 3]],
    ['octets after it', [...good, 0]],
    ['octets after the numbers', [0x30, 7, 2, 1, 1, 2, 1, 2, 0]],
    ['one number', [0x30, 3, 2, 1, 1]],
    ['a negative number', [0x30, 6, 2, 1, 0x81, 2, 1, 2]],
    ['a zero too many', [0x30, 7, 2, 2, 0, 1, 2, 1, 2]],
    ['a number of no octets', [0x30, 5, 2, 0, 2, 1, 2]],
    ['a number that goes beyond the end', [0x30, 6, 2, 1, 1, 2, 9, 2]],
    ['a number too long', [0x30, 38, 2, 33, 1, ...new Uint8Array(32), 2, 1, 2]],
    ['a string for a number', [0x30, 6, 4, 1, 1, 2, 1, 2]],
  ])('%s', (_what, octets) => {
    expect(readDerSignature(good, 32)).toBeDefined()
    expect(readDerSignature(Uint8Array.from(octets), 32)).toBeUndefined()
    expect([good, Uint8Array.from(octets)].map((der) => isDerSignature(der, 32))).toEqual([true, false])
  })
})

test('either form is read as what it is said to be, and as nothing else', () => {
  const raw = Uint8Array.from([...pad(Uint8Array.of(1), 32), ...pad(Uint8Array.of(2), 32)])
  const der = writeDerSignature(raw)
  expect(rawSignature(raw, 32)).toBe(raw)
  expect(rawSignature(der, 32, 'der')).toEqual(raw)
  expect(rawSignature(der, 32)).toBeUndefined()
  expect(rawSignature(raw, 32, 'der')).toBeUndefined()
  expect(rawSignature(raw.subarray(1), 32)).toBeUndefined()
})
