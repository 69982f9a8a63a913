import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeFacing } from '../../../../src/carriers/ofd/seal/facing.ts'
import {
  cutSlices,
  type Edge,
  placeSeam,
  type Size,
  splitRuns,
} from '../../../../src/carriers/ofd/seal/seam.ts'

const A4: Size = { width: 210, height: 297 }
const ROUND: Size = { width: 40, height: 40 }
const a4 = () => A4

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

const side = fc.integer({ min: 5_000, max: 120_000 }).map((micrometres) => micrometres / 1000)
const edges: readonly Edge[] = ['right', 'left', 'top', 'bottom']
const thousandths = (mm: number) => Math.round(mm * 1000) + 0

describe('riding seams', () => {
  test('stand as in real files: five pages, the right edge', () => {
    const placed = placeSeam({ edge: 'right', at: 40 }, ROUND, numbers(5), a4)
    expect(placed).toEqual(
      [202, 194, 186, 178, 170].map((x, i) => ({
        page: i + 1,
        box: { x, y: 40, width: 40, height: 40 },
        clip: { x: 8 * i, y: 0, width: 8, height: 40 },
      })),
    )
  })

  test.each([
    ['right', [190, 128.5], [0, 0, 20, 40], [170, 128.5], [20, 0, 20, 40]],
    ['left', [-20, 128.5], [20, 0, 20, 40], [0, 128.5], [0, 0, 20, 40]],
    ['bottom', [85, 277], [0, 0, 40, 20], [85, 257], [0, 20, 40, 20]],
    ['top', [85, -20], [0, 20, 40, 20], [85, 0], [0, 0, 40, 20]],
  ] as const)(
    'over two pages on the %s edge, in the middle',
    (edge, first, firstClip, second, secondClip) => {
      const boxes = placeSeam({ edge }, ROUND, numbers(2), a4).map(({ box, clip }) => [
        [box.x, box.y],
        [clip?.x, clip?.y, clip?.width, clip?.height],
      ])
      expect(boxes).toEqual([
        [first, firstClip],
        [second, secondClip],
      ])
    },
  )

  test('whatever the seal, the pages and the edge, slices make up the whole seal and lie along the edge', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...edges),
        fc.record({ width: side, height: side }),
        fc.array(
          fc.record({
            width: fc.integer({ min: 130, max: 900 }),
            height: fc.integer({ min: 130, max: 900 }),
          }),
          {
            minLength: 2,
            maxLength: 60,
          },
        ),
        (edge, seal, pages) => {
          const placed = placeSeam(
            { edge, maxPerSeal: 60 },
            seal,
            numbers(pages.length),
            (page) => pages[page - 1] as Size,
          )
          expect(placed.map(({ page }) => page)).toEqual(pages.map((_, i) => i + 1))
          const upright = edge === 'right' || edge === 'left'
          const order = edge === 'left' || edge === 'top' ? [...placed].reverse() : placed
          let reached = 0
          for (const { page, box, clip } of order) {
            const paper = pages[page - 1] as Size
            expect({ width: box.width, height: box.height }).toEqual(seal)
            if (clip === undefined) throw new Error('a slice has a clip')
            const [from, length, across, start, room] = upright
              ? [clip.x, clip.width, clip.height, box.x, paper.width]
              : [clip.y, clip.height, clip.width, box.y, paper.height]
            expect(across).toBe(upright ? seal.height : seal.width)
            expect(thousandths(from)).toBe(reached)
            reached = thousandths(from + length)
            // The slice ends, or begins, on the edge itself.
            const onEdge = edge === 'right' || edge === 'bottom' ? start + from + length - room : start + from
            expect(thousandths(onEdge)).toBe(0)
          }
          expect(reached).toBe(thousandths(upright ? seal.width : seal.height))
        },
      ),
    )
  })

  test('slices are as wide as each other to a thousandth of a mm', () => {
    fc.assert(
      fc.property(side, fc.integer({ min: 1, max: 500 }), (across, count) => {
        const slices = cutSlices(across, count)
        expect(slices[0]?.[0]).toBe(0)
        expect(slices.at(-1)?.[1]).toBe(across)
        for (const [i, [from, to]] of slices.entries()) {
          expect(Math.abs(to - from - across / count)).toBeLessThan(0.0011)
          if (i > 0) expect(from).toBe(slices[i - 1]?.[1])
        }
      }),
    )
  })

  test('many pages are split into runs, and none is left alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.integer({ min: 2, max: 50 }), (count, most) => {
        const pages = Array.from({ length: count }, (_, i) => i + 1)
        const runs = splitRuns(pages, most)
        expect(runs.flat()).toEqual(pages)
        const lengths = runs.map(({ length }) => length)
        expect(Math.min(...lengths)).toBeGreaterThanOrEqual(2)
        expect(Math.max(...lengths)).toBeLessThanOrEqual(most === 2 ? 3 : most)
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('no slice is narrower than a millimetre unless it is asked for', () => {
    const narrowest = (maxPerSeal?: number) =>
      Math.min(
        ...placeSeam(
          { edge: 'right', ...(maxPerSeal === undefined ? {} : { maxPerSeal }) },
          ROUND,
          numbers(5000),
          a4,
        ).map(({ clip }) => clip?.width ?? 0),
      )
    expect(narrowest()).toBe(1)
    expect(narrowest(10)).toBe(4)
    expect(narrowest(5000)).toBeCloseTo(0.008)
  })

  test('some of the pages', () => {
    const placed = placeSeam({ edge: 'right' }, ROUND, [2, 3, 4], a4)
    expect(placed.map(({ page }) => page)).toEqual([2, 3, 4])
    expect(placed[0]?.clip?.x).toBe(0)
  })

  test.each([
    ['one page', { edge: 'right' }, 1],
    ['no width at all', { edge: 'right', maxPerSeal: 50_000 }, 40_001],
    ['one page a seal', { edge: 'right', maxPerSeal: 1 }, 3],
    ['half a page a seal', { edge: 'right', maxPerSeal: 2.5 }, 3],
    ['below the page', { edge: 'left', at: 297 }, 3],
    ['above the page', { edge: 'left', at: -40 }, 3],
    ['nowhere', { edge: 'top', at: Number.NaN }, 3],
  ] as const)('%s is refused', (_, seam, count) => {
    expect(() => placeSeam(seam, ROUND, numbers(count), a4)).toThrow(RangeError)
  })

  test('an edge that is none is refused', () => {
    expect(() => placeSeam({ edge: 'middle' as Edge }, ROUND, [1, 2], a4)).toThrow(TypeError)
  })
})

describe('seals over facing pages', () => {
  const clips = (first: 'left' | 'right', count: number) =>
    placeFacing({ first }, ROUND, numbers(count), a4).map(({ page, box, clip }) => [
      page,
      box.x,
      clip?.x,
      clip?.width,
    ])

  test('put one half on either inner edge', () => {
    expect(clips('left', 5)).toEqual([
      [1, 190, 0, 20],
      [2, -20, 20, 20],
      [3, 190, 0, 20],
      [4, -20, 20, 20],
    ])
    expect(clips('right', 3)).toEqual([
      [2, 190, 0, 20],
      [3, -20, 20, 20],
    ])
    expect(() => placeFacing({ first: 'middle' as 'left' }, ROUND, [1, 2], a4)).toThrow(TypeError)
    expect(placeFacing({ at: 10 }, ROUND, numbers(2), a4)[0]?.box.y).toBe(10)
  })

  test.each([
    ['one page', {}, 1],
    ['two pages of a book', { first: 'right' }, 2],
    ['below the page', { at: 300 }, 2],
  ] as const)('%s is refused', (_, facing, count) => {
    expect(() => placeFacing(facing, ROUND, numbers(count), a4)).toThrow(RangeError)
  })
})
