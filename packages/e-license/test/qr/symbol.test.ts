import fc from 'fast-check'
import { encode } from 'fast-png'
import { zlibSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import {
  createQrSymbol,
  encodeQrPng,
  parseQrPicture,
  type QrSymbol,
  renderQrSvg,
  renderQrTerminal,
} from '../../src/qr/symbol/index.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const versionOf = ({ size }: QrSymbol) => (size - 17) / 4

describe('createQrSymbol', () => {
  test.each([
    // ISO/IEC 18004, table 7: what each version holds at most.
    ['numeric', '7', 'M', 1, 34],
    ['alphanumeric', 'A', 'M', 1, 20],
    ['alphanumeric', 'A', 'M', 20, 970],
    ['alphanumeric', ':', 'M', 20, 970],
    ['byte', 'a', 'M', 20, 666],
    ['alphanumeric', 'A', 'L', 40, 4296],
    ['alphanumeric', 'A', 'Q', 10, 221],
    ['alphanumeric', 'A', 'H', 5, 64],
  ] as const)('%s %s, level %s: version %i holds %i characters', (_, character, level, version, most) => {
    const options = { level, maxVersion: version }
    expect(versionOf(createQrSymbol(character.repeat(most), options))).toBe(version)
    expect(() => createQrSymbol(character.repeat(most + 1), options)).toThrow(code('ERR_QR_CAPACITY'))
  })
  test('it has the three corners, dark and light', () => {
    const { size, modules } = createQrSymbol('XY1:TEST')
    expect(modules).toHaveLength(size * size)
    const square = (left: number, top: number) =>
      Array.from({ length: 7 }, (_, y) =>
        Array.from({ length: 7 }, (_, x) => modules[(top + y) * size + left + x]).join(''),
      )
    const corner = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
    expect(square(0, 0)).toEqual(corner)
    expect(square(size - 7, 0)).toEqual(corner)
    expect(square(0, size - 7)).toEqual(corner)
  })
  test.each([
    ['', {}, TypeError],
    ['A', { maxVersion: 0 }, RangeError],
    ['A', { maxVersion: 41 }, RangeError],
    ['A', { maxVersion: 1.5 }, RangeError],
    ['A', { level: 'X' as 'L' }, RangeError],
    ['A', { level: 'toString' as 'L' }, RangeError],
  ])('a wrong call: %j %j', (text, options, error) => {
    expect(() => createQrSymbol(text, options)).toThrow(error)
  })
  test('a text longer than any code', () => {
    expect(() => createQrSymbol('A'.repeat(10_000_000), { maxVersion: 40 })).toThrow(code('ERR_QR_CAPACITY'))
    expect(() => createQrSymbol('a'.repeat(7000), { maxVersion: 40 })).toThrow(code('ERR_QR_CAPACITY'))
  })
})

describe('drawn as PNG and read', () => {
  test.each(['XY1:AB', '7'.repeat(100), 'Grüße, 信印 🦉', 'A'.repeat(970)])('%s', async (text) => {
    expect(await parseQrPicture(encodeQrPng(createQrSymbol(text), { scale: 3 }))).toBe(text)
  })
  test('any text of the alphabet', async () => {
    const unit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 300 }), async (text) => {
        expect(await parseQrPicture(encodeQrPng(createQrSymbol(text), { scale: 3 }))).toBe(text)
      }),
      { numRuns: 15 },
    )
  })

  const symbol = createQrSymbol('XY1:COLOURS')
  const side = (symbol.size + 8) * 4
  /** Grey levels of the drawing, one for each pixel. */
  const grey = Uint8Array.from({ length: side * side }, (_, i) => {
    const x = Math.floor((i % side) / 4) - 4
    const y = Math.floor(i / side / 4) - 4
    const isInside = x >= 0 && y >= 0 && x < symbol.size && y < symbol.size
    return isInside && symbol.modules[y * symbol.size + x] === 1 ? 0 : 255
  })
  const spread = (channels: number, sample: (value: number, channel: number) => number) =>
    Uint8Array.from({ length: grey.length * channels }, (_, i) =>
      sample(grey[Math.floor(i / channels)]!, i % channels),
    )
  test.each<[string, Parameters<typeof encode>[0]]>([
    ['grey', { width: side, height: side, data: grey, channels: 1 }],
    [
      'grey with opacity',
      { width: side, height: side, data: spread(2, (v, c) => (c === 1 ? 255 - v : 0)), channels: 2 },
    ],
    [
      'colours',
      {
        width: side,
        height: side,
        data: spread(3, (v, c) => (v === 0 ? [120, 0, 20][c]! : 240)),
        channels: 3,
      },
    ],
    [
      'colours, black on what shines through',
      { width: side, height: side, data: spread(4, (v, c) => (c === 3 ? 255 - v : 0)), channels: 4 },
    ],
    [
      'grey of 16 bits',
      { width: side, height: side, data: Uint16Array.from(grey, (v) => v * 257), channels: 1, depth: 16 },
    ],
    [
      'a palette',
      {
        width: side,
        height: side,
        data: Uint8Array.from(grey, (v) => (v === 0 ? 1 : 0)),
        channels: 1,
        palette: [
          [255, 255, 255],
          [0, 0, 60],
        ],
      },
    ],
  ])('in %s', async (_, image) => {
    expect(await parseQrPicture(encode(image))).toBe('XY1:COLOURS')
  })
})

describe('what is no such picture', async () => {
  const good = encodeQrPng(createQrSymbol('XY1:AB'), { scale: 2 })
  /** A PNG whose chunks are given; checksums are left at zero, as nobody gets so far. */
  const png = (...chunks: [string, Uint8Array][]) =>
    Uint8Array.from([
      ...good.subarray(0, 8),
      ...chunks.flatMap(([type, data]) => [
        ...new Uint8Array(Uint32Array.of(data.length).buffer).reverse(),
        ...new TextEncoder().encode(type),
        ...data,
        ...[0, 0, 0, 0],
      ]),
    ])
  const header = (width: number, height: number, depth = 8, colour = 0) => {
    const bytes = new Uint8Array(13)
    const view = new DataView(bytes.buffer)
    view.setUint32(0, width)
    view.setUint32(4, height)
    bytes[8] = depth
    bytes[9] = colour
    return bytes
  }
  const none = new Uint8Array()
  test.each<[string, Uint8Array, string]>([
    ['nothing', none, 'ERR_QR_PICTURE'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'ERR_QR_PICTURE'],
    ['a signature alone', good.slice(0, 8), 'ERR_QR_PICTURE'],
    ['without its end', good.slice(0, -12), 'ERR_QR_PICTURE'],
    ['a header of a gigapixel', png(['IHDR', header(32_768, 32_768)], ['IEND', none]), 'ERR_QR_PICTURE_SIZE'],
    ['a header of 2³¹', png(['IHDR', header(2 ** 31, 1)], ['IEND', none]), 'ERR_QR_PICTURE_SIZE'],
    ['a header of 16.1 million', png(['IHDR', header(4025, 4000)], ['IEND', none]), 'ERR_QR_PICTURE_SIZE'],
    ['no pixel', png(['IHDR', header(0, 1)], ['IEND', none]), 'ERR_QR_PICTURE'],
    ['three bits', png(['IHDR', header(1, 1, 3)], ['IEND', none]), 'ERR_QR_PICTURE'],
    ['colour type 5', png(['IHDR', header(1, 1, 8, 5)], ['IEND', none]), 'ERR_QR_PICTURE'],
    ['two headers', png(['IHDR', header(1, 1)], ['IHDR', header(9, 9)], ['IEND', none]), 'ERR_QR_PICTURE'],
    ['pixels without a header', png(['IDAT', none], ['IEND', none]), 'ERR_QR_PICTURE'],
    ['no pixels', png(['IHDR', header(1, 1)], ['IEND', none]), 'ERR_QR_PICTURE'],
    [
      'a bomb',
      png(['IHDR', header(8, 8)], ['IDAT', zlibSync(new Uint8Array(50_000_000))], ['IEND', none]),
      'ERR_QR_PICTURE',
    ],
    [
      'no stream',
      png(['IHDR', header(8, 8)], ['IDAT', Uint8Array.of(1, 2, 3, 4)], ['IEND', none]),
      'ERR_QR_PICTURE',
    ],
    [
      'an empty page',
      encode({ width: 64, height: 64, data: new Uint8Array(4096).fill(255), channels: 1 }),
      'ERR_QR_NOT_FOUND',
    ],
    ['one pixel', encode({ width: 1, height: 1, data: Uint8Array.of(0), channels: 1 }), 'ERR_QR_NOT_FOUND'],
  ])('%s', async (_, bytes, expected) => {
    await expect(parseQrPicture(bytes)).rejects.toThrow(code(expected))
  })
  test('a file or picture beyond the limits given', async () => {
    expect(await parseQrPicture(good, { maxBytes: good.length })).toBe('XY1:AB')
    await expect(parseQrPicture(good, { maxBytes: good.length - 1 })).rejects.toThrow(
      code('ERR_QR_PICTURE_SIZE'),
    )
    await expect(parseQrPicture(good, { maxPixels: 100 })).rejects.toThrow(code('ERR_QR_PICTURE_SIZE'))
    await expect(parseQrPicture(good, { maxBytes: Number.NaN })).rejects.toThrow(RangeError)
  })
  test('a wrong checksum, and any octet changed, is refused or harmless', async () => {
    for (let i = 0; i < good.length; i += 3) {
      const changed = good.slice()
      changed[i]! ^= 0x55
      const outcome = await parseQrPicture(changed).catch((error: { code?: string }) => error.code)
      expect(outcome).toMatch(/^(XY1:AB|ERR_QR_(PICTURE|PICTURE_SIZE|NOT_FOUND))$/)
    }
  })
})

describe('other drawings', () => {
  const symbol = createQrSymbol('XY1:AB')
  const { size } = symbol
  test('SVG draws every dark module, and its margin', () => {
    const svg = renderQrSvg(symbol, { scale: 2 })
    expect(svg).toContain(`viewBox="0 0 ${size + 8} ${size + 8}"`)
    const dark = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].flatMap(([, x, y, length]) =>
      Array.from({ length: Number(length) }, (_, i) => (Number(y) - 4) * size + Number(x) - 4 + i),
    )
    expect(dark).toEqual([...symbol.modules.keys()].filter((i) => symbol.modules[i] === 1))
    expect(() => renderQrSvg(symbol, { scale: 0 })).toThrow(RangeError)
  })
  test.each([true, false])('a terminal (light: %s) shows two rows in each line', (isLight) => {
    const lines = renderQrTerminal(symbol, { isLight }).split('\n')
    expect(lines).toHaveLength(Math.ceil((size + 8) / 2))
    const [upper, lower] = ['▀█', '▄█']
    const shown = (x: number, y: number) => {
      const row = y + 4
      const character = [...lines[row >> 1]!][x + 4]!
      return (row % 2 === 0 ? upper! : lower!).includes(character) === isLight
    }
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) expect(shown(x, y)).toBe(symbol.modules[y * size + x] === 1)
    expect(shown(-1, -1)).toBe(false)
  })
  test('PNG has limits', () => {
    expect(() => encodeQrPng(symbol, { scale: 0 })).toThrow(RangeError)
    expect(() => encodeQrPng(symbol, { scale: 1.5 })).toThrow(RangeError)
    expect(() => encodeQrPng(symbol, { quietZone: -1 })).toThrow(RangeError)
  })
})
