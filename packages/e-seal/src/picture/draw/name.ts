import type { SealPicture } from '../../seal/seal.ts'
import { drawRectangle } from './border.ts'
import { assertLength, type SealDesign } from './design.ts'
import { RED } from './ink.ts'
import { drawOutline, type Place, round } from './place.ts'
import { toSvgPicture } from './svg.ts'
import { type Glyph, shapeText } from './text.ts'

/** A person's seal 个人名章. */
export interface NameDesign extends SealDesign {
  /** What stands on it: the name, with `印` or `之印` where wanted; 1 to 9 characters. */
  readonly text: string
  /** `yang` 阳文: red characters in a border; `yin` 阴文: open characters in red. `yang` unless given. */
  readonly style?: 'yang' | 'yin'
  /**
   * `square`: in columns that are read from right to left, a surname of its own on the right; `column`: one column;
   * `row`: one row, read from left to right. `square` unless given, where two characters make one column.
   */
  readonly layout?: 'square' | 'column' | 'row'
  /** The shorter side in mm, 8 to 40; 18 unless given. A column or row is as long as its text needs. */
  readonly size?: number
}

/** Between the characters, and between them and the border, as a part of the shorter side. */
const GAP = 0.045
const BORDER = 0.06

/**
 * Draws a person's seal: square with columns read from right to left, or one column or row of characters. Each
 * character fills its part of the seal, as it does when it is carved.
 *
 * @returns an SVG picture
 * @throws TypeError, RangeError for a wrong option
 * @throws SealError `ERR_FONT_CHARACTER` where the font lacks a character
 *
 * @example
 * ```ts
 * const picture = createNamePicture({ text: '张三之印', style: 'yin', font })
 * ```
 */
export function createNamePicture(design: NameDesign): SealPicture {
  const { text, style = 'yang', layout = 'square', size = 18, font, colour = RED } = design
  assertLength('size', size, 8, 40)
  if (style !== 'yang' && style !== 'yin') throw new TypeError('style: yang or yin')
  const glyphs = shapeText(text, font, 'text', 9)
  const columns = columnsOf(layout, glyphs.length)
  const rows = Math.ceil(glyphs.length / columns)
  // The sides of a seal are whole mm.
  const [width, height] =
    layout === 'square'
      ? [size, size]
      : [Math.round(size * Math.max(1, columns * 0.95)), Math.round(size * Math.max(1, rows * 0.95))]
  const border = BORDER * size
  const frame = drawRectangle(width - border, height - border, border * 0.5)
  const ordered = layout === 'row' ? glyphs.toReversed() : glyphs
  const field = { width: width - 2 * border, height: height - 2 * border, gap: GAP * size }
  const characters = fillColumns(ordered, columns, field)
  const drawing = { width, height, title: text, colour }
  return style === 'yin'
    ? toSvgPicture({ ...drawing, filled: drawRectangle(width, height, border * 0.6), carved: characters })
    : toSvgPicture({ ...drawing, filled: characters, stroked: [{ path: frame, width: border }] })
}

function columnsOf(layout: NameDesign['layout'], count: number): number {
  if (layout === 'column') return 1
  if (layout === 'row') return count
  if (layout !== 'square') throw new TypeError('layout: square, column or row')
  return count <= 2 ? 1 : count <= 6 ? 2 : 3
}

/** Fills a field with characters. Columns follow from right to left, the first ones with fewer and larger characters. */
function fillColumns(glyphs: readonly Glyph[], columns: number, field: Field): string {
  const across = (field.width - field.gap) / columns
  const [few, longer] = [Math.floor(glyphs.length / columns), glyphs.length % columns]
  const drawn: string[] = []
  for (let column = 0, next = 0; column < columns; column++) {
    const count = column < columns - longer ? few : few + 1
    const down = (field.height - field.gap) / count
    const x = ((columns - 1) / 2 - column) * across
    for (let i = 0; i < count; i++, next++) {
      const place = { x, y: (i - (count - 1) / 2) * down, angle: 0 }
      drawn.push(drawInto(glyphs[next], place, across - field.gap, down - field.gap))
    }
  }
  return drawn.join('')
}

interface Field {
  readonly width: number
  readonly height: number
  readonly gap: number
}

/** How far a shape is pulled out of its own proportions at most. */
const PULL = 2.4

/** Draws a character so that its ink, not its square, fills a field: a thin one is not made as wide as it. */
function drawInto(glyph: Glyph | undefined, { x, y }: Place, width: number, height: number): string {
  const outline = glyph?.outline
  if (outline === undefined) return ''
  const [w, h] = [outline.right - outline.left, outline.top - outline.bottom]
  const [across, up] = [width / Math.max(w, 0.5), height / Math.max(h, 0.5)]
  const [sx, sy] = [Math.min(across, up * PULL), Math.min(up, across * PULL)]
  const [cx, cy] = [(outline.left + outline.right) / 2, (outline.top + outline.bottom) / 2]
  return drawOutline(outline.segments, (u, v) => `${round(x + (u - cx) * sx)} ${round(y - (v - cy) * sy)}`)
}
