import type { SealPicture } from '../../seal/seal.ts'
import { drawRectangle } from './border.ts'
import { assertLength, type SealDesign } from './design.ts'
import { RED } from './ink.ts'
import { placesOnLine } from './line.ts'
import { drawGlyphs, offsetsOf } from './place.ts'
import { toSvgPicture } from './svg.ts'
import { shapeText } from './text.ts'

/** A rectangular or square seal 方章, as for accounts and contracts. */
export interface RectangleDesign extends SealDesign {
  /** From top to bottom, each read from left to right; 1 to 5 lines of 1 to 24 characters. */
  readonly lines: readonly string[]
  /** In mm, 8 to 100. */
  readonly width: number
  /** In mm, 8 to 100. */
  readonly height: number
}

/** How much higher than wide a character may become, and how much wider than high. */
const TALLEST = 2.2
const WIDEST = 1.25
/** How much of its part of the seal a character fills. */
const FILL = 0.9

/**
 * Draws a rectangular seal: lines of text that fill it from side to side inside a border.
 *
 * @returns an SVG picture
 * @throws TypeError, RangeError for a wrong option
 * @throws SealError `ERR_FONT_CHARACTER` where the font lacks a character
 *
 * @example
 * ```ts
 * const picture = createRectanglePicture({ lines: ['示例建设有限公司', '财务专用章'], width: 45, height: 22, font })
 * ```
 */
export function createRectanglePicture(design: RectangleDesign): SealPicture {
  const { lines, width, height, font, colour = RED } = design
  assertLength('width', width, 8, 100)
  assertLength('height', height, 8, 100)
  if (lines.length < 1 || lines.length > 5) throw new RangeError('lines: 1 to 5')
  const border = Math.min(1, Math.min(width, height) / 20)
  const margin = border * 2.2
  const [length, row] = [width - 2 * margin, (height - 2 * margin) / lines.length]
  const filled = lines.map((line, i) => {
    const glyphs = shapeText(line, font, 'lines', 24)
    const size = fitCell(length / glyphs.length, row)
    // The margin beside the first and the last is as wide as that between any two.
    const pitch = Math.min(length / glyphs.length, size.width * 1.8)
    const middle = (i - (lines.length - 1) / 2) * row
    return drawGlyphs(glyphs, placesOnLine(offsetsOf(glyphs, pitch), 0, middle), size, font)
  })
  return toSvgPicture({
    width,
    height,
    title: lines.join(' '),
    colour,
    filled: filled.join(''),
    stroked: [{ path: drawRectangle(width - border, height - border, border * 0.6), width: border }],
  })
}

/** The size of a character in its part of the seal, without pulling it out of shape. */
function fitCell(width: number, height: number): { width: number; height: number } {
  const [w, h] = [width * FILL, height * FILL]
  return { width: Math.min(w, h * WIDEST), height: Math.min(h, w * TALLEST) }
}
