import { unzlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createSealPicture, parsePicture } from '../../src/index.ts'

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
    expect(parsePicture(picture.data)).toEqual({
      format: 'png',
      pixels: { width: 480, height: 480 },
      size: { width: 40, height: 40 },
      transparent: true,
      frames: 1,
      deviations: [],
    })
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
