import { describe, expect, test } from 'vitest'
import type { SealFont } from '../../../src/picture/draw/index.ts'
import { drawGlyphs, offsetsOf } from '../../../src/picture/draw/place.ts'
import { isWestern, shapeText } from '../../../src/picture/draw/text.ts'
import { quadsOf, squareFont } from './fake-font.ts'

const squares = squareFont()
/** `1` is half as wide as the other digits. */
const font: SealFont = {
  ...squares,
  capHeight: 0.5,
  outline(character) {
    const outline = squares.outline(character)
    return outline && character === '1'
      ? {
          ...outline,
          advance: 0.5,
          segments: outline.segments.map((s) => ({
            ...s,
            points: s.points.map((v, i) => (i % 2 ? v : v / 2)),
          })),
        }
      : outline
  },
}

describe('characters in a line', () => {
  test('stand the same distance apart where there are ideographs', () => {
    expect(offsetsOf(shapeText('甲1乙', font, 'text'), 4)).toEqual([-4, 0, 4])
  })

  test('stand by their width where there are digits and letters alone', () => {
    // The widths 2, 2 and 1 take as much as three of the mean.
    const offsets = offsetsOf(shapeText('001', font, 'text'), 5)
    expect(offsets).toEqual([-4.5, 1.5, 6].map((value) => expect.closeTo(value, 9)))
    const spaced = offsetsOf(shapeText('0 0', font, 'text'), 5)
    expect(spaced).toEqual([-4.5, 0, 4.5].map((value) => expect.closeTo(value, 9)))
  })

  test('are condensed alike, so that their strokes are', () => {
    const glyphs = shapeText('01', font, 'text')
    const places = [0, 10].map((x) => ({ x, y: 0, angle: 0 }))
    const path = drawGlyphs(glyphs, places, { width: 1.5, height: 2 }, font)
    const widths = quadsOf(new TextEncoder().encode(path)).map(
      ({ corners }) => Math.max(...corners.map(([x]) => x)) - Math.min(...corners.map(([x]) => x)),
    )
    expect(widths).toEqual([2, 1].map((value) => expect.closeTo(value, 2)))
  })

  test('of the West are told from those of a text with ideographs', () => {
    expect(isWestern(shapeText('A1-', font, 'text'))).toBe(true)
    expect(isWestern(shapeText('A1章', font, 'text'))).toBe(false)
  })
})
