import { unzlibSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import { parsePicture } from '../../src/index.ts'
import { createNamePicture, createOvalPicture, createRoundPicture } from '../../src/picture/draw/index.ts'
import { loadRasterizer } from '../../src/picture/raster/index.ts'
import { squareFont } from './draw/fake-font.ts'
import { PNG, svgOf } from './samples.ts'

const { toPng } = await loadRasterizer()
const font = squareFont()

/** The colour and opacity at a place, in mm from the left and the top. Every way to filter a row is undone. */
function readPixels(png: Uint8Array): (x: number, y: number) => number[] {
  const { pixels, size } = parsePicture(png)
  const [width, height] = [pixels!.width, pixels!.height]
  const view = new DataView(png.buffer, png.byteOffset)
  const packed: number[] = []
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49444154)
      packed.push(...png.subarray(at + 8, at + 8 + view.getUint32(at)))
  }
  const rows = unzlibSync(Uint8Array.from(packed))
  const line = 4 * width
  const out = new Uint8Array(line * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (line + 1)]!
    for (let i = 0; i < line; i++) {
      const left = i < 4 ? 0 : out[y * line + i - 4]!
      const up = y === 0 ? 0 : out[(y - 1) * line + i]!
      const corner = i < 4 || y === 0 ? 0 : out[(y - 1) * line + i - 4]!
      const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value)) as [
        number,
        number,
        number,
      ]
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner
      const before = [0, left, up, (left + up) >> 1, paeth][filter]!
      out[y * line + i] = rows[y * (line + 1) + 1 + i]! + before
    }
  }
  return (x, y) => {
    const at = 4 * (Math.floor((y / size!.height) * height) * width + Math.floor((x / size!.width) * width))
    return [...out.subarray(at, at + 4)]
  }
}

const RED = [230, 0, 18, 255]
const NOTHING = [0, 0, 0, 0]

describe('a picture made of pixels', () => {
  test('has the size of the drawing, and says so', () => {
    const png = toPng(createOvalPicture({ name: '示例公司', font }), { resolution: 20 })
    expect(png).toMatchObject({ type: 'png', width: 40, height: 30 })
    const found = parsePicture(png.data)
    expect(found).toMatchObject({
      format: 'png',
      pixels: { width: 800, height: 600 },
      transparent: true,
      deviations: [],
    })
    expect(found.size).toEqual({ width: 40, height: 30 })
  })

  test('of a round seal is red where it is inked and lets through what is behind it elsewhere', () => {
    const at = readPixels(toPng(createRoundPicture({ name: '甲', purpose: '乙', font })).data)
    // The ring on all four sides, the star, the name above, the purpose below.
    for (const [x, y] of [
      [0.6, 21],
      [41.4, 21],
      [21, 0.6],
      [21, 41.4],
      [21, 21],
      [21, 5.4],
      [21, 32.3],
    ])
      expect(at(x!, y!)).toEqual(RED)
    for (const [x, y] of [
      [0.2, 0.2],
      [41.8, 0.2],
      [0.2, 41.8],
      [41.8, 41.8],
      [21, 10.5],
      [5, 21],
      [21, 38],
    ])
      expect(at(x!, y!)).toEqual(NOTHING)
  })

  test('of a name in yin is open where the name is', () => {
    const at = readPixels(toPng(createNamePicture({ text: '张三之印', style: 'yin', font })).data)
    expect([at(0.5, 9), at(9, 9)]).toEqual([RED, RED])
    expect([at(4.5, 4.5), at(13.5, 13.5)]).toEqual([NOTHING, NOTHING])
  })

  test('has a colour of its own where one is asked for', () => {
    const picture = createRoundPicture({ name: '甲', colour: [0, 0, 255], font })
    expect(readPixels(toPng(picture).data)(21, 21)).toEqual([0, 0, 255, 255])
  })

  test.each([3, 61, 12.5, Number.NaN])('is not made with a resolution of %d', (resolution) => {
    expect(() => toPng(createRoundPicture({ name: '甲', font }), { resolution })).toThrow(/^resolution:/)
  })

  test('is not made of what is no drawing, or too large', () => {
    expect(() => toPng({ type: 'png', data: svgOf(''), width: 1, height: 1 })).toThrow(/^picture:/)
    expect(() => toPng({ type: 'svg', data: PNG, width: 1, height: 1 })).toThrow(/^picture:/)
    expect(() => toPng({ type: 'svg', data: svgOf(''), width: 1, height: 0 })).toThrow(/^picture:/)
    expect(() => toPng({ type: 'svg', data: svgOf(''), width: 1.5, height: 1 })).toThrow(/^picture:/)
    expect(() => toPng({ type: 'svg', data: svgOf(''), width: 1000, height: 1 })).toThrow(/^resolution:/)
  })

  test.each<[string, Uint8Array]>([
    ['ERR_PICTURE_FORBIDDEN', svgOf('<image href="https://example.org/a.png"/>')],
    ['ERR_PICTURE_STRUCTURE', svgOf('<g>')],
    ['ERR_PICTURE_STRUCTURE', svgOf('', 'width="0" height="0"')],
  ])('is refused with %s where the drawing is no good', (code, data) => {
    const draw = () => toPng({ type: 'svg', data, width: 1, height: 1 })
    expect(draw).toThrow(expect.objectContaining({ code }))
  })

  test('can be made again and again', async () => {
    expect((await loadRasterizer()).toPng).toBe(toPng)
    const picture = createRoundPicture({ name: '甲', font })
    expect(toPng(picture)).toEqual(toPng(picture))
  })

  test('needs the program where Node does not find it, and takes it from who started it', async () => {
    const { getBuiltinModule } = process
    vi.resetModules()
    const { loadRasterizer: load } = await import('../../src/picture/raster/index.ts')
    try {
      Object.assign(process, { getBuiltinModule: undefined })
      await expect(load()).rejects.toThrow(/^wasm:/)
    } finally {
      Object.assign(process, { getBuiltinModule })
    }
    const picture = createRoundPicture({ name: '甲', font })
    expect((await load()).toPng(picture)).toEqual(toPng(picture))
  })
})
