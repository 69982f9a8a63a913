import { concatBytes, encodeUtf8, type Facts } from '@xinyin/core'
import { zlibSync } from 'fflate'
import { expect, test } from 'vitest'
import { createQrSymbol } from '../../src/qr/symbol/create.ts'
import { QR_PICTURE_LIMITS } from '../../src/qr/symbol/picture-limits.ts'
import { guardPng } from '../../src/qr/symbol/png-guard.ts'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** A chunk; its sum, which is not looked at here, is left zero. */
function chunk(type: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const whole = new Uint8Array(12 + data.length)
  new DataView(whole.buffer).setUint32(0, data.length)
  whole.set(encodeUtf8(type), 4)
  whole.set(data, 8)
  return whole
}

/** Of eight grey pixels unless told otherwise. */
function header({ width = 8, height = 1, depth = 8, colour = 0, interlaced = 0 } = {}): Uint8Array {
  const data = new Uint8Array(13)
  const view = new DataView(data.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  data.set([depth, colour, 0, 0, interlaced], 8)
  return chunk('IHDR', data)
}

const pixels = (length = 9) => chunk('IDAT', zlibSync(new Uint8Array(length)))
const END = chunk('IEND')
const png = (...chunks: readonly Uint8Array[]) => concatBytes(SIGNATURE, ...chunks)

/** Why a picture is refused. */
function refusal(bytes: Uint8Array, limits = QR_PICTURE_LIMITS): { code: string; facts: Facts } | undefined {
  try {
    guardPng(bytes, limits)
    return undefined
  } catch (error) {
    const { code, facts } = error as { code: string; facts: Facts }
    return { code, facts }
  }
}

const broken = (problem: string) => ({ code: 'ERR_QR_PICTURE', facts: { problem } })
const tooLarge = (limit: number, unit: string) => ({ code: 'ERR_QR_PICTURE_SIZE', facts: { limit, unit } })

test('a picture passes, and only what its pixels hang on is left of it', () => {
  const picture = png(header(), pixels(), END)
  expect(guardPng(picture, QR_PICTURE_LIMITS)).toEqual(picture)
  const text = chunk('tEXt', encodeUtf8('Comment\0nothing'))
  expect(guardPng(png(header(), text, pixels(), text, END), QR_PICTURE_LIMITS)).toEqual(picture)
})

test.for([
  ['another signature', concatBytes(SIGNATURE.with(0, 0x88), header(), pixels(), END), 'no signature'],
  ['nothing', new Uint8Array(), 'no signature'],
  ['an end that is missing', png(header(), pixels()), 'cut off'],
  ['a chunk that is longer than the file', png(header(), pixels(), END).subarray(0, -1), 'cut off'],
  ['an end that is longer than the file', png(header(), pixels(), chunk('IEND').with(3, 1)), 'cut off'],
  ['a second header', png(header(), header(), pixels(), END), 'two headers'],
  ['a header that is not the first', png(pixels(), END), 'header or end'],
  ['a header of another length', png(chunk('IHDR', new Uint8Array(12)), pixels(), END), 'header or end'],
  ['a depth that there is none of', png(header({ depth: 3 }), pixels(), END), 'header'],
  ['a kind of colour that there is none of', png(header({ colour: 5 }), pixels(), END), 'header'],
  ['no width', png(header({ width: 0 }), pixels(), END), 'header'],
  ['more pixels than its header says', png(header(), pixels(10), END), 'more pixels than it says'],
  ['pixels that are not packed', png(header(), chunk('IDAT', encodeUtf8('no zlib')), END), 'pixels'],
] as const)('attack: %s', ([, bytes, problem]) => {
  expect(refusal(bytes)).toEqual(broken(problem))
})

test('attack: more than the limits', () => {
  const picture = png(header(), pixels(), END)
  const { length } = picture
  expect(refusal(picture, { ...QR_PICTURE_LIMITS, maxBytes: length - 1 })).toEqual(
    tooLarge(length - 1, 'bytes'),
  )
  expect(refusal(picture, { ...QR_PICTURE_LIMITS, maxPixels: 7 })).toEqual(tooLarge(7, 'pixels'))
  const wide = png(header({ width: 4097 }), pixels(4098), END)
  expect(refusal(wide)).toEqual(tooLarge(4096, 'pixels along a side'))
  const many = Array.from({ length: 20_000 }, () => chunk('IDAT'))
  expect(refusal(png(header(), ...many, END))).toEqual(tooLarge(20_000, 'chunks'))
})

test('an interlaced picture may have a row more for each of its passes', () => {
  expect(refusal(png(header({ interlaced: 1 }), pixels(9 + 7 * 10), END))).toBeUndefined()
  expect(refusal(png(header({ interlaced: 1 }), pixels(9 + 7 * 10 + 1), END))).toEqual(
    broken('more pixels than it says'),
  )
})

test('attack: a text that no code holds is refused before it is laid out', () => {
  let found: unknown
  try {
    createQrSymbol('0'.repeat(7090))
  } catch (error) {
    found = error
  }
  // What the drawing library refuses comes with its own error as the cause.
  expect(found).toMatchObject({ code: 'ERR_QR_CAPACITY' })
  expect((found as Error).cause).toBeUndefined()
})
