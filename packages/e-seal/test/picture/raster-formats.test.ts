import { concatBytes } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PictureLimits, parsePicture, recognizePicture, SealError } from '../../src/index.ts'
import {
  bmpOf,
  GIF,
  GIF_CONTROL,
  GIF_FRAME,
  gifHeader,
  gifOf,
  JPEG,
  JPEG_END,
  JPEG_SCAN,
  jpegFrame,
  jpegOf,
  jpegSegment,
  PNG,
  PNG_DENSITY,
  PNG_END,
  PNG_PIXELS,
  pngChunk,
  pngHeader,
  pngOf,
} from './samples.ts'

const BMP = bmpOf()
const bytes = (...octets: readonly number[]) => Uint8Array.from(octets)

/** What is said against a picture: the code and the fact that tells the place. */
function against(data: Uint8Array, limits: Partial<PictureLimits> = {}): string {
  try {
    return `read as ${parsePicture(data, limits).format}`
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    return `${error.code} ${error.facts['part'] ?? error.facts['what'] ?? ''}`
  }
}

describe('pictures of pixels are read', () => {
  const plain = { pixels: { width: 2, height: 2 }, frames: 1, deviations: [] }
  test.each([
    ['png', PNG, { size: { width: 2 / 12, height: 2 / 12 }, transparent: true }],
    ['gif', GIF, { size: undefined, transparent: true }],
    ['bmp', BMP, { size: { width: 0.4, height: 0.4 }, transparent: false }],
    ['jpeg', JPEG, { size: { width: 0.2, height: 0.2 }, transparent: false }],
  ])('%s', (format, data, own) => {
    expect(parsePicture(data)).toEqual({ format, ...plain, ...own })
    expect(parsePicture(concatBytes(data, bytes(0)))).toMatchObject({ deviations: ['trailing-bytes'] })
    // One that lies inside of something larger is read no differently.
    expect(parsePicture(concatBytes(bytes(1, 2, 3), data, bytes(4)).subarray(3, -1))).toMatchObject(plain)
  })

  test.each<[string, Uint8Array, object]>([
    [
      'a PNG with a palette',
      pngOf(pngHeader(2, 2, 8, 3), pngChunk('PLTE', bytes(1, 2, 3)), PNG_PIXELS, PNG_END),
      { transparent: false },
    ],
    [
      'a PNG with one colour that is none',
      pngOf(pngHeader(2, 2, 8, 2), pngChunk('tRNS', new Uint8Array(6)), PNG_PIXELS, PNG_END),
      { transparent: true },
    ],
    [
      'a PNG of unknown scale',
      pngOf(pngHeader(2, 2), pngChunk('pHYs', bytes(0, 0, 0, 1, 0, 0, 0, 1, 0)), PNG_PIXELS, PNG_END),
      { size: undefined },
    ],
    [
      'a PNG with a late scale',
      pngOf(pngHeader(2, 2), PNG_PIXELS, PNG_DENSITY, PNG_END),
      { size: undefined, deviations: [] },
    ],
    [
      'a PNG with chunks of others',
      pngOf(pngHeader(2, 2), pngChunk('teXt'), PNG_PIXELS, PNG_PIXELS, pngChunk('teXt'), PNG_END),
      { deviations: [] },
    ],
    [
      'a PNG that moves',
      pngOf(pngHeader(2, 2), pngChunk('acTL', bytes(0, 0, 0, 3, 0, 0, 0, 0)), PNG_PIXELS, PNG_END),
      { frames: 3, deviations: ['several-frames'] },
    ],
    ['a PNG without end', pngOf(pngHeader(2, 2), PNG_PIXELS), { deviations: ['unfinished'] }],
    [
      'a GIF that moves',
      gifOf(GIF_FRAME, GIF_CONTROL, GIF_FRAME, bytes(0x3b)),
      { frames: 2, deviations: ['several-frames'] },
    ],
    ['a GIF without end', gifOf(GIF_FRAME), { transparent: false, deviations: ['unfinished'] }],
    [
      'a GIF of the older kind',
      concatBytes(gifHeader(2, 2, '87a'), GIF_FRAME, bytes(0x3b)),
      { deviations: [] },
    ],
    ['a BMP of the oldest kind', bmpOf({ header: 12 }), { size: undefined, deviations: [] }],
    ['a BMP with a short header', bmpOf({ header: 16 }), { size: undefined, deviations: [] }],
    ['a BMP from the top down', bmpOf({ height: -2 }), { pixels: { width: 2, height: 2 } }],
    [
      'a BMP with opacity',
      bmpOf({ header: 124, depth: 32, kind: 3, opacity: 0xff000000 }),
      { transparent: true },
    ],
    ['a BMP with a header of OS/2', bmpOf({ header: 64, opacity: 1 }), { transparent: false }],
    [
      'a packed BMP',
      bmpOf({ width: 200, height: 200, depth: 8, kind: 1, packed: 4, pixels: 4 }),
      { deviations: [] },
    ],
    [
      'a JPEG without end',
      jpegOf(jpegFrame(2, 2), JPEG_SCAN),
      { size: undefined, deviations: ['unfinished'] },
    ],
    [
      'a JPEG in two scans',
      jpegOf(jpegFrame(2, 2), JPEG_SCAN, bytes(0xff), JPEG_SCAN, JPEG_END),
      { deviations: [] },
    ],
  ])('%s', (_, data, found) => {
    expect(parsePicture(data)).toMatchObject(found)
  })
})

describe('pictures of pixels are refused', () => {
  const broken = (part: string) => `ERR_PICTURE_STRUCTURE ${part}`
  test.each<[string, Uint8Array]>([
    [broken('no header'), pngOf(PNG_PIXELS, PNG_END)],
    [broken('no header'), pngOf(pngChunk('IHDR', new Uint8Array(12)), PNG_PIXELS, PNG_END)],
    [broken('colour type'), pngOf(pngHeader(2, 2, 8, 5), PNG_PIXELS, PNG_END)],
    [broken('colour type'), pngOf(pngHeader(2, 2, 4, 6), PNG_PIXELS, PNG_END)],
    [broken('packing'), pngOf(pngHeader(2, 2, 8, 6, 1, 0, 0), PNG_PIXELS, PNG_END)],
    [broken('packing'), pngOf(pngHeader(2, 2, 8, 6, 0, 1, 0), PNG_PIXELS, PNG_END)],
    [broken('packing'), pngOf(pngHeader(2, 2, 8, 6, 0, 0, 2), PNG_PIXELS, PNG_END)],
    [broken('0 × 2 pixels'), pngOf(pngHeader(0, 2), PNG_PIXELS, PNG_END)],
    [broken('IHDR out of order'), pngOf(pngHeader(2, 2), pngHeader(2, 2), PNG_PIXELS, PNG_END)],
    [broken('PLTE out of order'), pngOf(pngHeader(2, 2), PNG_PIXELS, pngChunk('PLTE'), PNG_END)],
    [broken('IDAT out of order'), pngOf(pngHeader(2, 2), PNG_PIXELS, pngChunk('teXt'), PNG_PIXELS, PNG_END)],
    [broken('no palette'), pngOf(pngHeader(2, 2, 8, 3), PNG_PIXELS, PNG_END)],
    [broken('no pixels'), pngOf(pngHeader(2, 2), PNG_END)],
    [broken('IEND'), pngOf(pngHeader(2, 2), PNG_PIXELS, pngChunk('IEND', bytes(1)))],
    [broken('pHYs'), pngOf(pngHeader(2, 2), pngChunk('pHYs', bytes(1)), PNG_PIXELS, PNG_END)],
    [broken('acTL'), pngOf(pngHeader(2, 2), pngChunk('acTL', bytes(1)), PNG_PIXELS, PNG_END)],
    [broken('unknown chunk ABCD'), pngOf(pngHeader(2, 2), pngChunk('ABCD'), PNG_PIXELS, PNG_END)],
    [broken('name of a chunk'), pngOf(pngHeader(2, 2), pngChunk('a b '), PNG_PIXELS, PNG_END)],
    [broken('checksum of IHDR'), PNG.with(20, 1)],
    [broken('checksum of IEND'), PNG.with(-1, 1)],
    [broken('it is cut short'), PNG.subarray(0, 30)],
    [broken('it is cut short'), PNG.subarray(0, -1)],
    [broken('version'), concatBytes(gifHeader(2, 2, '88a'), GIF_FRAME)],
    [broken('packing'), gifOf(GIF_FRAME.with(16, 0))],
    [broken('packing'), gifOf(GIF_FRAME.with(16, 12))],
    [broken('block 0x00'), gifOf(GIF_FRAME, bytes(0))],
    [broken('no pixels'), gifOf(bytes(0x3b))],
    [broken('0 × 2 pixels'), concatBytes(gifHeader(0, 2), GIF_FRAME, bytes(0x3b))],
    [broken('it is cut short'), gifOf(GIF_FRAME.subarray(0, -1))],
    [broken('it is cut short'), gifOf(GIF_FRAME.subarray(0, 12))],
    [broken('it is cut short'), GIF.subarray(0, 9)],
    [broken('size of the header'), BMP.with(14, 41)],
    [broken('planes'), bmpOf({ planes: 2 })],
    [broken('colour depth'), bmpOf({ depth: 2 })],
    [broken('colour depth'), bmpOf({ depth: 0, kind: 5, packed: 8, pixels: 8 }).with(30, 0)],
    [broken('packing'), bmpOf({ kind: 4, packed: 8, pixels: 8 })],
    [broken('packing'), bmpOf({ kind: 5, packed: 8, pixels: 8 })],
    [broken('-2 × 2 pixels'), bmpOf({ width: -2 })],
    [broken('2 × 0 pixels'), bmpOf({ height: 0 })],
    [broken('it is cut short'), BMP.subarray(0, -1)],
    [broken('it is cut short'), BMP.with(10, 25)],
    [broken('it is cut short'), bmpOf({ kind: 1, packed: 100 })],
    [
      broken('no marker where one has to be'),
      jpegOf(jpegFrame(2, 2), JPEG_SCAN, JPEG_END).with(2, 0xff).with(15, 0),
    ],
    [broken('marker'), jpegOf(bytes(0xff, 0xd8))],
    [broken('marker'), jpegOf(jpegSegment(0xdc, 0, 2), jpegFrame(2, 2), JPEG_SCAN, JPEG_END)],
    [broken('length of a segment'), jpegOf(bytes(0xff, 0xe1, 0, 1))],
    [broken('length of a segment'), jpegOf(bytes(0xff, 0xe1, 0, 9, 0))],
    [broken('frame'), jpegOf(jpegFrame(2, 2), jpegFrame(2, 2), JPEG_SCAN, JPEG_END)],
    [broken('frame'), jpegOf(jpegSegment(0xc0, 1), JPEG_SCAN, JPEG_END)],
    [broken('pixels before their size'), jpegOf(JPEG_SCAN, jpegFrame(2, 2), JPEG_END)],
    [broken('no pixels'), jpegOf(jpegFrame(2, 2), JPEG_END)],
    [broken('no pixels'), jpegOf(JPEG_END, bytes(0))],
    [broken('2 × 0 pixels'), jpegOf(jpegFrame(2, 0), JPEG_SCAN, JPEG_END)],
    [broken('it is cut short'), jpegOf(bytes(0xff))],
    ['ERR_PICTURE_FORMAT ', bytes()],
    ['ERR_PICTURE_FORMAT ', bytes(1, 2, 3)],
    ['ERR_PICTURE_FORMAT ', bytes(0x89, 0x50, 0x4e, 0x47)],
    ['ERR_PICTURE_FORMAT ', bytes(0x52, 0x49, 0x46, 0x46)],
  ])('with %s', (fault, data) => {
    expect(against(data)).toBe(fault)
  })

  test.each([
    ['png', pngOf(pngHeader(100_000, 100_000), PNG_PIXELS, PNG_END)],
    ['gif', concatBytes(gifHeader(60_000, 60_000), GIF_FRAME, bytes(0x3b))],
    ['bmp', bmpOf({ width: 0x7fffffff, height: -0x80000000, kind: 1, packed: 4, pixels: 4 })],
    ['jpeg', jpegOf(jpegFrame(65_535, 65_535), JPEG_SCAN, JPEG_END)],
  ])('where a small %s claims to be huge', (_, data) => {
    expect(against(data)).toBe('ERR_PICTURE_LIMIT pixels of one side')
    expect(against(data, { maxSide: Infinity })).toBe('ERR_PICTURE_LIMIT pixels')
    expect(against(data, { maxSide: Infinity, maxPixels: Infinity })).toMatch('read')
  })

  test.each([
    ['png', PNG],
    ['gif', GIF],
    ['jpeg', JPEG],
  ])('where a %s has too many parts or octets', (format, data) => {
    expect(against(data, { maxParts: 2 })).toBe('ERR_PICTURE_LIMIT parts')
    expect(against(data, { maxBytes: data.length - 1 })).toBe('ERR_PICTURE_LIMIT bytes')
    expect(against(data, { maxBytes: data.length })).toBe(`read as ${format}`)
  })
})

test('whatever happens to a picture, it is read or refused with a code', () => {
  const seeds = [PNG, GIF, BMP, bmpOf({ header: 124, depth: 32, kind: 3 }), JPEG]
  const changes = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(fc.constantFrom(...seeds), changes, fc.nat(200), (seed, changed, cut) => {
      const data = seed.slice(0, Math.max(4, seed.length - (cut > 100 ? 0 : cut)))
      for (const [at, octet] of changed) data[at % data.length] = octet
      expect(against(data)).toMatch(/^(?:ERR_PICTURE_|read)/)
    }),
    { numRuns: 2000 },
  )
})

test('a picture is told by how it begins', () => {
  expect([PNG, GIF, BMP, JPEG].map(recognizePicture)).toEqual(['png', 'gif', 'bmp', 'jpeg'])
  expect(recognizePicture(bytes(0x50, 0x4b, 3, 4))).toBe('ofd')
  expect(recognizePicture(bytes(0xef, 0xbb, 0xbf, 0x20, 0x3c))).toBe('svg')
  expect(recognizePicture(bytes(0x20, 0x78))).toBeUndefined()
})
