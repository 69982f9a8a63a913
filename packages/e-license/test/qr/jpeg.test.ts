import { readdirSync, readFileSync } from 'node:fs'
import { concatBytes } from '@xinyin/core'
import { encode } from 'jpeg-js'
import { describe, expect, test } from 'vitest'
import { createQrSymbol, parseQrPicture, type QrSymbol } from '../../src/qr/symbol/index.ts'
import { guardJpeg } from '../../src/qr/symbol/jpeg-guard.ts'
import { QR_PICTURE_LIMITS } from '../../src/qr/symbol/picture-limits.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const folder = new URL('pictures/', import.meta.url)
const picture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))

/** How a picture was taken. */
interface Shot {
  /** Degrees. */
  readonly turned?: number
  /** Pixels along a side of a module. */
  readonly scale?: number
  /** Modules over which each point is spread. */
  readonly blurred?: number
  readonly quality?: number
}

/** A photograph of a code on a desk: turned about its middle, blurred, in light that falls off to one side, with grain. */
function photograph(
  symbol: QrSymbol,
  { turned = 0, scale = 5, blurred = 0, quality = 70 }: Shot,
): Uint8Array {
  const side = Math.ceil((symbol.size + 8) * scale * 1.45)
  const [sin, cos] = [Math.sin((turned * Math.PI) / 180), Math.cos((turned * Math.PI) / 180)]
  const isDark = (x: number, y: number) => {
    const [u, v] = [(x - side / 2) / scale, (y - side / 2) / scale]
    const [column, row] = [u * cos + v * sin, v * cos - u * sin].map((n) => Math.floor(n + symbol.size / 2))
    const isInside = column! >= 0 && row! >= 0 && column! < symbol.size && row! < symbol.size
    return isInside && symbol.modules[row! * symbol.size + column!] === 1
  }
  const reach = blurred * scale
  const steps = blurred === 0 ? [0] : [-1, -0.5, 0, 0.5, 1]
  const spots = steps.flatMap((dx) => steps.map((dy) => [dx, dy] as const))
  const data = new Uint8Array(side * side * 4)
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)]
    const dark = spots.filter(([dx, dy]) => isDark(x + dx * reach, y + dy * reach)).length / spots.length
    const grain = ((i * 2_654_435_761) % 97) / 97
    const level = 235 - 190 * dark - 40 * (x / side) + 12 * grain
    data.set([level, level - 4, level - 12, 255], i * 4)
  }
  return new Uint8Array(encode({ width: side, height: side, data }, quality).data)
}

describe('photographs', () => {
  const symbol = createQrSymbol(`XY1:${'LICENCE '.repeat(60)}`)
  test.each<Shot>([
    {},
    { turned: 7 },
    { turned: 90 },
    { turned: 180 },
    { turned: 7, blurred: 0.35 },
    { quality: 30 },
    { scale: 3, turned: 2 },
  ])('%j', async (shot) => {
    expect(await parseQrPicture(photograph(symbol, shot))).toBe(`XY1:${'LICENCE '.repeat(60)}`)
  })
})

const FILES = readdirSync(folder)

describe('kinds of JPEG', () => {
  test('there are some', () => expect(FILES).toHaveLength(7))
  test.each(FILES)('%s', async (name) => {
    expect(await parseQrPicture(picture(name))).toBe('XY1:PHOTOGRAPH')
  })
  test('of what cameras add nothing is left: no place, no preview, nothing behind the end', () => {
    const plain = guardJpeg(picture('camera.jpg'), QR_PICTURE_LIMITS).bytes
    const more = concatBytes(picture('camera.jpg'), picture('cmyk.jpg'))
    expect(guardJpeg(more, QR_PICTURE_LIMITS).bytes).toEqual(plain)
    expect(Buffer.from(plain).includes('Example')).toBe(false)
    expect(plain.length).toBeLessThan(picture('camera.jpg').length - 400)
  })
})

const broken = (problem: string) => ({ code: 'ERR_QR_PICTURE', facts: { problem } })
const tooLarge = (unit: string) => ({ code: 'ERR_QR_PICTURE_SIZE', facts: { unit } })

/** A segment, by its marker. */
const segment = (marker: number, ...body: readonly number[]) =>
  Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body)
const START = Uint8Array.of(0xff, 0xd8)
const END = Uint8Array.of(0xff, 0xd9)
const frame = (width: number, height: number, marker = 0xc0, ...components: number[]) => {
  const all = components.length === 0 ? [1, 0x11, 0] : components
  const sides = [height >> 8, height & 255, width >> 8, width & 255]
  return segment(marker, 8, ...sides, all.length / 3, ...all)
}
const tables = concatBytes(
  segment(0xdb, 0, ...Array<number>(64).fill(1)),
  // One code of one bit, for nothing.
  segment(0xc4, 0, 1, ...Array<number>(15).fill(0), 0),
  segment(0xc4, 0x10, 1, ...Array<number>(15).fill(0), 0),
)
const scan = concatBytes(segment(0xda, 1, 1, 0, 0, 63, 0), Uint8Array.of(0, 0))
const jpeg = (...parts: readonly Uint8Array[]) => concatBytes(START, ...parts, END)

describe('attack: what is no such picture', () => {
  const good = jpeg(tables, frame(8, 8), scan)
  test('the one that the others differ from is read, and shows nothing', async () => {
    await expect(parseQrPicture(good)).rejects.toThrow(code('ERR_QR_NOT_FOUND'))
  })
  const cases: readonly (readonly [string, Uint8Array, unknown])[] = [
    ['begun and not gone on', Uint8Array.of(0xff, 0xd8, 0xff), broken('cut off')],
    ['without its end', good.subarray(0, -2), broken('cut off')],
    ['without a frame', jpeg(tables, scan), broken('a scan before the frame')],
    ['without a scan', jpeg(tables, frame(8, 8)), broken('no scan')],
    ['without tables', jpeg(frame(8, 8), scan), broken('pixels')],
    ['with two frames', jpeg(tables, frame(8, 8), frame(8, 8), scan), broken('two frames')],
    ['lossless', jpeg(tables, frame(8, 8, 0xc3), scan), broken('a segment or coding that is not read')],
    [
      'with arithmetic coding',
      jpeg(tables, frame(8, 8, 0xc9), scan),
      broken('a segment or coding that is not read'),
    ],
    ['with its height told later', jpeg(tables, frame(8, 0), scan), broken('frame')],
    ['of two components', jpeg(tables, frame(8, 8, 0xc0, 1, 17, 0, 2, 17, 0), scan), broken('frame')],
    [
      'of one component twice',
      jpeg(tables, frame(8, 8, 0xc0, ...[1, 1, 1].flatMap((id) => [id, 17, 0])), scan),
      broken('components'),
    ],
    ['sampled zero times', jpeg(tables, frame(8, 8, 0xc0, 1, 0x01, 0), scan), broken('components')],
    ['sampled five times', jpeg(tables, frame(8, 8, 0xc0, 1, 0x51, 0), scan), broken('components')],
    ['a scan of another component', jpeg(tables, frame(8, 8, 0xc0, 2, 17, 0), scan), broken('scan')],
    ['a scan that ends at once', jpeg(tables, frame(8, 8), segment(0xda, 1, 1, 0, 0, 64, 0)), broken('scan')],
    [
      'a table longer than its segment',
      jpeg(segment(0xdb, 0, 1), tables, frame(8, 8), scan),
      broken('tables'),
    ],
    [
      'codes longer than their segment',
      jpeg(segment(0xc4, 0, 9), tables, frame(8, 8), scan),
      broken('tables'),
    ],
    [
      'codes that are no tree',
      jpeg(tables, segment(0xc4, 0, 9, ...Array<number>(24).fill(0)), frame(8, 8), scan),
      broken('pixels'),
    ],
    [
      'more restarts than intervals',
      jpeg(tables, frame(8, 8), scan, Uint8Array.of(0xff, 0xd0, 0, 0)),
      broken('restarts'),
    ],
    ['4,097 across', jpeg(tables, frame(4097, 8), scan), tooLarge('pixels along a side')],
    ['4,097 down', jpeg(tables, frame(8, 4097), scan), tooLarge('pixels along a side')],
    ['16.1 million pixels', jpeg(tables, frame(4025, 4000), scan), tooLarge('pixels')],
    [
      'nine scans of everything',
      jpeg(tables, frame(8, 8, 0xc2), ...Array<Uint8Array>(9).fill(scan)),
      tooLarge('passes over the pixels'),
    ],
  ]
  test.each(cases)('%s', async (_, bytes, expected) => {
    await expect(parseQrPicture(bytes)).rejects.toMatchObject(expected as object)
  })
  test('beyond the limits given', async () => {
    await expect(parseQrPicture(good, { maxBytes: good.length - 1 })).rejects.toThrow(
      code('ERR_QR_PICTURE_SIZE'),
    )
    await expect(parseQrPicture(good, { maxPixels: 63 })).rejects.toThrow(code('ERR_QR_PICTURE_SIZE'))
  })
  test('any octet changed, anything cut off: another code, none, or refused', async () => {
    const known = /^(XY1:PHOTOGRAPH|ERR_QR_(PICTURE|PICTURE_SIZE|NOT_FOUND))$/
    for (const name of ['grey-progressive.jpg', 'colour-restarts.jpg']) {
      const whole = picture(name)
      for (let at = 2; at < whole.length; at += 37) {
        const changed = whole.slice()
        changed[at]! ^= 0x55
        for (const bytes of [changed, whole.subarray(0, at)])
          expect(await parseQrPicture(bytes).catch((error: { code?: string }) => error.code)).toMatch(known)
      }
    }
  }, 60_000)
})
