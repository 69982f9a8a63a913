import { deflateRawSync, crc32 as nodeCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { crc32, portableCrc32 } from '../../../src/carriers/ofd/zip/crc32.ts'
import { type InflateFault, inflateExactly } from '../../../src/carriers/ofd/zip/inflate.ts'
import { chooseInflater, inflate } from '../../../src/carriers/ofd/zip/inflater.ts'
import { inflatePieces } from '../../../src/carriers/ofd/zip/pieces.ts'

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

async function inflateInPieces(
  packed: Uint8Array,
  bytes: number,
  piece = 7,
): Promise<Uint8Array | InflateFault> {
  const out: number[] = []
  async function* pieces() {
    for (let at = 0; at < packed.length; at += piece) yield packed.subarray(at, at + piece)
  }
  const fault = await inflatePieces(pieces(), { bytes, packedBytes: packed.length }, (part) => {
    out.push(...part)
  })
  if (fault === 'not available') throw new Error('Node inflates in pieces')
  return fault ?? Uint8Array.from(out)
}

describe('native and portable code agree', () => {
  test('on every stream, whole and in pieces, good and bad', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.nat(), fc.nat(255), fc.nat(20), async (bytes, place, value, piece) => {
        const packed = new Uint8Array(deflateRawSync(bytes, { level: 6 }))
        const changed = packed.slice()
        changed[place % packed.length] = value
        for (const stream of [packed, changed, Uint8Array.of(...packed, value), packed.subarray(0, -1)]) {
          for (const size of [bytes.length, bytes.length + 1]) {
            const portable = inflateExactly(stream, size)
            const native = inflate(stream, size)
            const pieces = await inflateInPieces(stream, size, piece + 1)
            // A stream with two faults may be refused for either.
            if (typeof portable === 'string') {
              expect(native).toBeTypeOf('string')
              expect(pieces).toBeTypeOf('string')
            } else {
              expect(native).toEqual(portable)
              expect(pieces).toEqual(portable)
            }
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('whichever is chosen', () => {
    const packed = new Uint8Array(deflateRawSync(Uint8Array.of(1, 2, 3)))
    chooseInflater('portable')
    try {
      expect(inflate(packed, 3)).toEqual(Uint8Array.of(1, 2, 3))
    } finally {
      chooseInflater('fastest')
    }
  })

  test('on the checksum, in one go and in parts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
        const expected = nodeCrc32(bytes)
        for (const sum of [crc32, portableCrc32]) {
          expect(sum(bytes)).toBe(expected)
          expect(sum(bytes.subarray(cut), sum(bytes.subarray(0, cut)))).toBe(expected)
        }
      }),
    )
  })
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
    ['a distance before the start', 'not deflate', bits(LAST, FIXED, '0000001', '00000', END)],
    ['a length symbol that does not exist', 'not deflate', bits(LAST, FIXED, '11000110')],
    [
      'a distance symbol that does not exist',
      'not deflate',
      bits(LAST, FIXED, '00110000', '0000001', '11110', END),
    ],
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
  ])('%s: %s', async (_, fault, packed) => {
    expect(inflateExactly(packed, 1)).toBe(fault)
    expect(inflate(packed, 1)).toBe(fault)
    expect(await inflateInPieces(packed, 1)).toBe(fault)
  })

  test("but bits that fill an octet are nobody's", () => {
    const stored = Uint8Array.of(0x81, 1, 0, 0xfe, 0xff, 65)
    const filled = bits(LAST, FIXED, '10010001', END, '1')
    for (const read of [inflate, inflateExactly]) {
      expect(read(stored, 1)).toEqual(Uint8Array.of(65))
      expect(read(filled, 1)).toEqual(Uint8Array.of(97))
    }
  })

  test('but a stored block that is as it should be is not', () => {
    expect(inflateExactly(Uint8Array.of(1, 1, 0, 0xfe, 0xff, 65), 1)).toEqual(Uint8Array.of(65))
    expect(inflateExactly(bits(LAST, STORED, [0, 5], [0, 16], [0xffff, 16]), 0)).toEqual(new Uint8Array(0))
    expect(inflateExactly(bits(LAST, FIXED, '10010001', END), 1)).toEqual(Uint8Array.of(97))
  })
})
