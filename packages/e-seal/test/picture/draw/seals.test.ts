import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePicture } from '../../../src/index.ts'
import {
  createNamePicture,
  createOvalPicture,
  createRectanglePicture,
  createRoundPicture,
} from '../../../src/picture/draw/index.ts'
import { quadsOf, squareFont } from './fake-font.ts'

const font = squareFont()
const text = (data: Uint8Array) => new TextDecoder().decode(data)
const farthest = (data: Uint8Array) =>
  Math.max(...quadsOf(data).flatMap(({ corners }) => corners.map(([x, y]) => Math.hypot(x, y))))

describe('a round seal', () => {
  test('is a picture of its size, in a colour, with a title', () => {
    const picture = createRoundPicture({ name: '甲 & 乙局', purpose: '专用章', font, colour: [200, 16, 255] })
    expect(picture).toMatchObject({ type: 'svg', width: 42, height: 42 })
    expect(parsePicture(picture.data)).toMatchObject({
      format: 'svg',
      size: { width: 42, height: 42 },
      deviations: [],
    })
    expect(text(picture.data)).toContain('<title>甲 &amp; 乙局 专用章</title>')
    expect(text(picture.data)).toContain('fill="#c810ff"')
    expect(text(picture.data)).not.toContain('<text')
  })

  test('has every character inside the ring, and away from the star', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 20, max: 60 }),
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 24 }), { nil: undefined }),
        (count, diameter, purpose, code) => {
          const { data } = createRoundPicture({
            name: '章'.repeat(count),
            ...(purpose === undefined ? {} : { purpose: '专'.repeat(purpose) }),
            ...(code === undefined ? {} : { code: '1'.repeat(code) }),
            diameter,
            font,
          })
          const quads = quadsOf(data)
          expect(quads).toHaveLength(count + (purpose ?? 0) + (code ?? 0))
          expect(farthest(data)).toBeLessThanOrEqual((diameter / 42) * (21 - 1.2))
          const nearest = Math.min(
            ...quads.flatMap(({ corners }) => corners.map(([x, y]) => Math.hypot(x, y))),
          )
          expect(nearest).toBeGreaterThan((diameter / 42) * 7)
        },
      ),
    )
  })

  test('has the same parts whatever its size', () => {
    const numbers = (diameter: number) =>
      quadsOf(createRoundPicture({ name: '示例市人民政府', diameter, font }).data).map(
        ({ x }) => x / diameter,
      )
    expect(numbers(30)).toEqual(numbers(60).map((x) => expect.closeTo(x, 4)))
  })

  test('has its name above, its purpose below the star, its number at the bottom', () => {
    const design = { name: '甲乙丙丁戊己庚辛', purpose: '专用章', code: '123', font }
    const quads = quadsOf(createRoundPicture(design).data)
    const [name, purpose, code] = [quads.slice(0, 8), quads.slice(8, 11), quads.slice(11)]
    expect(name[3]!.y).toBeCloseTo(name[4]!.y, 3)
    expect(name[3]!.y).toBeLessThan(-12)
    expect(purpose.map(({ y }) => y)).toEqual([11.3, 11.3, 11.3].map((y) => expect.closeTo(y, 3)))
    expect(purpose[1]!.x).toBeCloseTo(0, 3)
    expect(Math.min(...code.map(({ y }) => y))).toBeGreaterThan(17)
    expect(code.map(({ x }) => x)).toEqual(code.map(({ x }) => x).toSorted((a, b) => a - b))
  })

  test('may have no star', () => {
    const count = (svg: string) => svg.split('L').length
    const [bare, full] = [false, true].map((star) => createRoundPicture({ name: '甲', star, font }).data)
    expect(count(text(full!)) - count(text(bare!))).toBe(9)
  })

  test.each<[string, object]>([
    ['name', { name: '' }],
    ['name', { name: '  ' }],
    ['name', { name: '章'.repeat(41) }],
    ['name', { name: '甲\n乙' }],
    ['name', { name: '甲\u202e乙' }],
    ['name', { name: '\ud800' }],
    ['purpose', { purpose: '' }],
    ['purpose', { purpose: '章'.repeat(13) }],
    ['code', { code: '' }],
    ['code', { code: '一二' }],
    ['code', { code: '1'.repeat(25) }],
    ['diameter', { diameter: 19 }],
    ['diameter', { diameter: 61 }],
    ['diameter', { diameter: 42.5 }],
    ['colour', { colour: [256, 0, 0] }],
    ['colour', { colour: [0, 0] }],
  ])('is not made from a wrong %s: %j', (argument, wrong) => {
    const draw = () => createRoundPicture({ name: '示例市人民政府', font, ...wrong })
    expect(draw).toThrow(RangeError)
    expect(draw).toThrow(new RegExp(`^${argument}:`))
  })
})

describe('a character that the font lacks', () => {
  const poor = squareFont('㐀省')
  test.each<[string, () => unknown]>([
    ['round', () => createRoundPicture({ name: '示例省㐀省', font: poor })],
    ['oval', () => createOvalPicture({ name: '示例省㐀省', font: poor })],
    [
      'rectangular',
      () => createRectanglePicture({ lines: ['示例', '省㐀省'], width: 30, height: 20, font: poor }),
    ],
    ['personal', () => createNamePicture({ text: '省㐀省', font: poor })],
  ])('is named, and no %s seal is drawn', (_, draw) => {
    expect(draw).toThrow(
      expect.objectContaining({
        code: 'ERR_FONT_CHARACTER',
        facts: { font: 'Squares', characters: '省 (U+7701), 㐀 (U+3400)' },
      }),
    )
  })

  test('is no blank', () => {
    const { data } = createRoundPicture({ name: '甲　乙 丙', font: squareFont(' 　') })
    expect(quadsOf(data)).toHaveLength(3)
  })
})

describe('an oval seal', () => {
  test('has everything inside its border', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 20, max: 80 }),
        fc.double({ min: 0.55, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 24 }),
        (count, width, flat, digits) => {
          const height = Math.min(60, Math.max(15, Math.round(width * flat)))
          fc.pre(height <= width && height * 2 >= width)
          const picture = createOvalPicture({
            name: '章'.repeat(count),
            code: '8'.repeat(digits),
            width,
            height,
            font,
          })
          const quads = quadsOf(picture.data)
          expect(quads).toHaveLength(count + digits + 5)
          const border = height / 30
          for (const [x, y] of quads.flatMap(({ corners }) => corners))
            expect(Math.hypot(x / (width / 2 - border), y / (height / 2 - border))).toBeLessThan(1)
        },
      ),
    )
  })

  test('has the seal for invoices as its usual one', () => {
    const picture = createOvalPicture({ name: '示例公司', font })
    expect(picture).toMatchObject({ width: 40, height: 30 })
    expect(text(picture.data)).toContain('<title>示例公司 发票专用章</title>')
  })

  test.each<[string, object]>([
    ['width', { width: 19 }],
    ['height', { height: 14 }],
    ['height', { height: 41 }],
    ['height', { width: 80, height: 39 }],
    ['code', { code: '一' }],
    ['code', { code: '1-2' }],
    ['purpose', { purpose: '' }],
  ])('is not made from a wrong %s: %j', (argument, wrong) => {
    const draw = () => createOvalPicture({ name: '示例公司', font, ...wrong })
    expect(draw).toThrow(RangeError)
    expect(draw).toThrow(new RegExp(`^${argument}:`))
  })
})

describe('a rectangular seal', () => {
  test('has every line inside its border, in its order', () => {
    const lines = fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 5 })
    const side = fc.integer({ min: 8, max: 100 })
    fc.assert(
      fc.property(lines, side, side, (counts, width, height) => {
        const picture = createRectanglePicture({
          lines: counts.map((n) => '章'.repeat(n)),
          width,
          height,
          font,
        })
        const quads = quadsOf(picture.data)
        expect(quads).toHaveLength(counts.reduce((sum, n) => sum + n, 0))
        for (const [x, y] of quads.flatMap(({ corners }) => corners)) {
          expect(Math.abs(x)).toBeLessThan(width / 2)
          expect(Math.abs(y)).toBeLessThan(height / 2)
        }
        const down = quads.map(({ y }) => y)
        expect(down).toEqual(down.toSorted((a, b) => a - b))
      }),
    )
  })

  test.each<[string, object]>([
    ['lines', { lines: [] }],
    ['lines', { lines: ['一', '二', '三', '四', '五', '六'] }],
    ['lines', { lines: [''] }],
    ['width', { width: 7 }],
    ['height', { height: 101 }],
  ])('is not made from wrong %s: %j', (argument, wrong) => {
    const draw = () =>
      createRectanglePicture({ lines: ['财务专用章'], width: 30, height: 20, font, ...wrong })
    expect(draw).toThrow(RangeError)
    expect(draw).toThrow(new RegExp(`^${argument}:`))
  })
})

describe("a person's seal", () => {
  const middles = (text: string, layout?: 'square' | 'column' | 'row') =>
    quadsOf(createNamePicture({ text, font, ...(layout && { layout }) }).data).map(({ x, y }) => [
      Math.sign(Math.round(x)),
      Math.sign(Math.round(y)),
    ])

  test('is read in columns from right to left', () => {
    expect(middles('张三之印')).toEqual([
      [1, -1],
      [1, 1],
      [-1, -1],
      [-1, 1],
    ])
    expect(middles('王小明')).toEqual([
      [1, 0],
      [-1, -1],
      [-1, 1],
    ])
    expect(middles('张三')).toEqual([
      [0, -1],
      [0, 1],
    ])
    expect(middles('示例印章之').map(([x]) => x)).toEqual([1, 1, -1, -1, -1])
    expect(middles('一二三四五六七八九').map(([x]) => x)).toEqual([1, 1, 1, 0, 0, 0, -1, -1, -1])
  })

  test('may be one column or one row', () => {
    expect(middles('王小明', 'column')).toEqual([
      [0, -1],
      [0, 0],
      [0, 1],
    ])
    expect(new Set(middles('王小明', 'row').map(([x]) => x))).toEqual(new Set([-1, 0, 1]))
    // The blank shows that it is read from left to right: there is one character to the left of the middle, and not two.
    expect(middles('王　小明', 'row').filter(([x]) => x === -1)).toHaveLength(1)
    expect(middles('王　小明', 'column').filter(([, y]) => y === -1)).toHaveLength(1)
    expect(createNamePicture({ text: '王小明', layout: 'row', size: 10, font })).toMatchObject({
      width: 28,
      height: 10,
    })
    expect(createNamePicture({ text: '王小明', layout: 'column', size: 10, font })).toMatchObject({
      width: 10,
      height: 28,
    })
    expect(createNamePicture({ text: '王', layout: 'row', size: 10, font })).toMatchObject({
      width: 10,
      height: 10,
    })
  })

  test('has its characters inside the border, and apart', () => {
    const layouts = fc.constantFrom('square' as const, 'column' as const, 'row' as const)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 8, max: 40 }),
        layouts,
        (count, size, layout) => {
          const { data, width, height } = createNamePicture({ text: '章'.repeat(count), size, layout, font })
          const boxes = quadsOf(data).map(({ corners }) => {
            const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
            return {
              left: Math.min(...xs),
              right: Math.max(...xs),
              top: Math.min(...ys),
              bottom: Math.max(...ys),
            }
          })
          expect(boxes).toHaveLength(count)
          for (const [i, a] of boxes.entries()) {
            expect(Math.max(-a.left, a.right)).toBeLessThan(width / 2 - 0.06 * size)
            expect(Math.max(-a.top, a.bottom)).toBeLessThan(height / 2 - 0.06 * size)
            for (const b of boxes.slice(i + 1))
              expect(a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top).toBe(true)
          }
        },
      ),
    )
  })

  test('in yin has its characters left open', () => {
    const yin = text(createNamePicture({ text: '张三', style: 'yin', font }).data)
    expect(yin).toMatch(/<mask id="carved".*<path fill="#fff" d="[^"]+"\/><path fill="#000" d="M/)
    expect(yin).toContain('mask="url(#carved)"')
    expect(text(createNamePicture({ text: '张三', font }).data)).not.toContain('mask')
  })

  test.each<[string, object]>([
    ['text', { text: '' }],
    ['text', { text: '章'.repeat(10) }],
    ['size', { size: 7 }],
    ['size', { size: 41 }],
    ['style', { style: 'other' }],
    ['layout', { layout: 'other' }],
  ])('is not made from a wrong %s: %j', (argument, wrong) => {
    expect(() => createNamePicture({ text: '张三', font, ...wrong })).toThrow(new RegExp(`^${argument}:`))
  })
})
