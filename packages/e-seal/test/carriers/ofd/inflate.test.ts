import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { inflateExactly } from '../../../src/carriers/ofd/zip/inflate.ts'

/** Content from noise to plain repetition, so that every kind of block comes up. */
const content = fc
  .tuple(
    fc.uint8Array({ maxLength: 3000 }),
    fc.constantFrom(1, 3, 15, 63, 255),
    fc.integer({ min: 1, max: 20 }),
  )
  .map(([bytes, mask, times]) => {
    const whole = new Uint8Array(bytes.length * times)
    for (let i = 0; i < whole.length; i++) whole[i] = (bytes[i % bytes.length] ?? 0) & mask
    return whole
  })

describe('streams of other writers', () => {
  test('come out as they went in, and only in full', () => {
    fc.assert(
      fc.property(content, fc.nat(9), fc.nat(4), (bytes, level, strategy) => {
        for (const packed of [
          deflateSync(bytes, { level: level as 0 | 9 }),
          new Uint8Array(deflateRawSync(bytes, { level, strategy })),
        ]) {
          expect(inflateExactly(packed, bytes.length)).toEqual(bytes)
          expect(inflateExactly(packed.subarray(0, -1), bytes.length)).toBeTypeOf('string')
          expect(inflateExactly(Uint8Array.of(...packed, 0), bytes.length)).toBe('bytes after its end')
          expect(inflateExactly(packed, bytes.length + 1)).toBe('shorter than stated')
          if (bytes.length > 0) expect(inflateExactly(packed, bytes.length - 1)).toBe('longer than stated')
        }
      }),
      { numRuns: 150 },
    )
  })

  test('that are noise are refused, in no time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(1000), (bytes, size) => {
        const result = inflateExactly(bytes, size)
        if (typeof result !== 'string') expect(result).toHaveLength(size)
      }),
      { numRuns: 2000 },
    )
  })
})

/** Packs bits as DEFLATE does: numbers from the lowest bit, codes given as text from the first bit. */
function bits(...parts: readonly (string | readonly [value: number, count: number])[]): Uint8Array {
  const stream = parts
    .map((part) =>
      typeof part === 'string' ? part : [...part[0].toString(2).padStart(part[1], '0')].reverse().join(''),
    )
    .join('')
  const bytes = new Uint8Array(Math.ceil(stream.length / 8))
  for (let i = 0; i < stream.length; i++)
    if (stream[i] === '1') bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7))
  return bytes
}

const LAST = '1'
const STORED = [0, 2] as const
const FIXED = [1, 2] as const
const DYNAMIC = [2, 2] as const
const END = '0000000'
/** Lengths of the code for code lengths, in the order of RFC 1951: none but those given by place. */
const lengths = (count: number, given: Readonly<Record<number, number>>) =>
  Array.from({ length: count }, (_, i) => [given[i] ?? 0, 3] as const)

describe('streams that only some readers would take are refused', () => {
  test.each<[string, string, Uint8Array]>([
    ['an empty one', 'ends early', new Uint8Array(0)],
    ['a block of kind 3', 'not deflate', bits(LAST, [3, 2])],
    ['a stored block with a wrong complement', 'not deflate', Uint8Array.of(1, 1, 0, 0, 0, 65)],
    ['a stored block that ends early', 'ends early', Uint8Array.of(1, 5, 0, 0xfa, 0xff, 65)],
    ['a stored block after bits that are not zero', 'not deflate', Uint8Array.of(0x81, 1, 0, 0xfe, 0xff, 65)],
    ['a distance before the start', 'not deflate', bits(LAST, FIXED, '0000001', '00000', END)],
    ['a length symbol that does not exist', 'not deflate', bits(LAST, FIXED, '11000110')],
    [
      'a distance symbol that does not exist',
      'not deflate',
      bits(LAST, FIXED, '00110000', '0000001', '11110', END),
    ],
    ['bits after the end that are not zero', 'bytes after its end', bits(LAST, FIXED, '10010001', END, '1')],
    [
      'too many literal codes',
      'not deflate',
      bits(LAST, DYNAMIC, [30, 5], [0, 5], [0, 4], ...lengths(4, { 0: 1, 3: 1 })),
    ],
    [
      'a code with too many codes',
      'not deflate',
      bits(LAST, DYNAMIC, [0, 5], [0, 5], [0, 4], ...lengths(4, { 0: 1, 1: 1, 2: 1 })),
    ],
    [
      'a code with too few codes',
      'not deflate',
      bits(LAST, DYNAMIC, [0, 5], [0, 5], [0, 4], ...lengths(4, { 0: 2, 3: 2 })),
    ],
    [
      'a repetition of nothing',
      'not deflate',
      bits(LAST, DYNAMIC, [0, 5], [0, 5], [0, 4], ...lengths(4, { 0: 1, 3: 1 }), '1', [0, 2]),
    ],
    [
      'no code for the end',
      'not deflate',
      bits(
        LAST,
        DYNAMIC,
        [0, 5],
        [0, 5],
        [0, 4],
        ...lengths(4, { 2: 1, 3: 1 }),
        '1',
        [127, 7],
        '1',
        [109, 7],
      ),
    ],
  ])('%s: %s', (_, fault, packed) => {
    expect(inflateExactly(packed, 1)).toBe(fault)
  })

  test('but a stored block that is as it should be is not', () => {
    expect(inflateExactly(Uint8Array.of(1, 1, 0, 0xfe, 0xff, 65), 1)).toEqual(Uint8Array.of(65))
    expect(inflateExactly(bits(LAST, STORED, [0, 5], [0, 16], [0xffff, 16]), 0)).toEqual(new Uint8Array(0))
    expect(inflateExactly(bits(LAST, FIXED, '10010001', END), 1)).toEqual(Uint8Array.of(97))
  })
})
