import { unzlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createSealPicture, recognizePicture } from '../../src/index.ts'

/** Opacity at a place of the picture, given in parts of its side. */
function opacityAt(png: Uint8Array, side: number, x: number, y: number): number {
  const view = new DataView(png.buffer, png.byteOffset)
  let at = 8
  while (String.fromCharCode(...png.subarray(at + 4, at + 8)) !== 'IDAT') at += 12 + view.getUint32(at)
  const rows = unzlibSync(png.subarray(at + 8, at + 8 + view.getUint32(at)))
  return rows[Math.floor(y * side) * (1 + 4 * side) + 1 + 4 * Math.floor(x * side) + 3] ?? 0
}

describe('a round picture', () => {
  test('is a ring with a star on nothing', () => {
    const picture = createSealPicture()
    expect(picture).toMatchObject({ type: 'png', width: 40, height: 40 })
    expect(recognizePicture(picture.data)).toEqual({ format: 'png', pixels: { width: 480, height: 480 } })
    const at = (x: number, y: number) => opacityAt(picture.data, 480, x, y)
    expect([at(0.5, 0.5), at(0.5, 0.34), at(0.5, 0.015), at(0.985, 0.5)]).toEqual([255, 255, 255, 255])
    expect([at(0.02, 0.02), at(0.5, 0.2), at(0.5, 0.66), at(0.4, 0.38)]).toEqual([0, 0, 0, 0])
  })

  test('is the same every time and has smooth edges', () => {
    const [one, other] = [createSealPicture({ resolution: 4 }), createSealPicture({ resolution: 4 })]
    expect(one).toEqual(other)
    const across = Array.from({ length: 160 }, (_, x) => opacityAt(one.data, 160, x / 160, 0.1))
    expect(across.some((opacity) => opacity > 0 && opacity < 255)).toBe(true)
  })

  test.each([{ diameter: 19 }, { diameter: 40.5 }, { resolution: 41 }, { colour: [256, 0, 0] as const }])(
    'of %j is a wrong call',
    (options) => {
      expect(() => createSealPicture(options)).toThrow(RangeError)
    },
  )
})

describe('pictures are told by how they begin', () => {
  const u8 = (...octets: number[]) => Uint8Array.from([...octets, ...new Array(40 - octets.length).fill(0)])
  test.each([
    ['jpeg', u8(0xff, 0xd8, 0xff, 0xe0)],
    ['gif', u8(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0)],
    ['bmp', u8(0x42, 0x4d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40)],
    ['ofd', u8(0x50, 0x4b, 3, 4)],
  ])('%s', (format, data) => {
    expect(recognizePicture(data)?.format).toBe(format)
    const isBare = format === 'jpeg' || format === 'ofd'
    expect(recognizePicture(data.subarray(0, 10))?.format).toBe(isBare ? format : undefined)
  })

  test('and others are not', () => {
    expect(recognizePicture(new Uint8Array(0))).toBeUndefined()
    expect(recognizePicture(u8(1, 2, 3))).toBeUndefined()
    expect(recognizePicture(u8(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBeUndefined()
  })
})
