import type { SealPicture } from '../../seal/seal.ts'
import { drawEllipse } from './border.ts'
import { assertLength, type SealDesign } from './design.ts'
import type { SealFont } from './font.ts'
import { RED } from './ink.ts'
import { fitLine, placesOnLine } from './line.ts'
import { drawGlyphs, offsetsOf } from './place.ts'
import { drawArcText } from './round.ts'
import { toSvgPicture } from './svg.ts'
import { shapeText } from './text.ts'

/** An oval seal 椭圆形印章, as on invoices. */
export interface OvalDesign extends SealDesign {
  /** The name of the company or office, along the upper arc; 1 to 40 characters. */
  readonly name: string
  /** A number across the middle: that of the taxpayer; 1 to 24 letters and digits. */
  readonly code?: string
  /** What the seal is for, below the middle; `发票专用章` unless given. */
  readonly purpose?: string
  /** In mm, 20 to 80; 40 unless given. */
  readonly width?: number
  /** In mm, 15 to 60, and at least half of the width; 30 unless given. */
  readonly height?: number
}

/**
 * Draws an oval seal: the name on an arc, a number across the middle, the purpose below. Its proportions are those of
 * the seal for invoices 发票专用章 of 40 × 30 mm [?]: a border of 1 mm, characters of 4.2 mm along the arc and of 4.6 mm
 * below, digits of 3.7 mm.
 *
 * @returns an SVG picture
 * @throws TypeError, RangeError for a wrong option
 * @throws SealError `ERR_FONT_CHARACTER` where the font lacks a character
 */
export function createOvalPicture(design: OvalDesign): SealPicture {
  const { name, code, purpose = '发票专用章', width = 40, height = 30, font, colour = RED } = design
  assertLength('width', width, 20, 80)
  assertLength('height', height, 15, 60)
  if (height > width || height * 2 < width)
    throw new RangeError('height: from half of the width to all of it')
  const unit = height / 30
  const margin = (1 + 0.6) * unit
  const filled = [
    drawArcText(name, font, 'name', {
      outer: { rx: width / 2 - margin, ry: height / 2 - margin },
      height: 4.2 * unit,
      share: 0.6,
      ratio: 0.72,
    }),
    code === undefined ? '' : drawCode(code, font, unit, 0.6 * width),
    drawLine(purpose, font, 'purpose', { length: 0.5 * width, height: 4.6 * unit, middle: 7 * unit }),
  ]
  return toSvgPicture({
    width,
    height,
    title: `${name} ${purpose}`,
    colour,
    filled: filled.join(''),
    stroked: [{ path: drawEllipse((width - unit) / 2, (height - unit) / 2), width: unit }],
  })
}

function drawCode(code: string, font: SealFont, unit: number, length: number): string {
  if (!/^[0-9A-Za-z]*$/.test(code)) throw new RangeError('code: letters and digits')
  return drawLine(code, font, 'code', { length, height: 3.7 * unit, middle: 0, ratio: 0.6 })
}

interface Row {
  readonly length: number
  readonly height: number
  readonly middle: number
  readonly ratio?: number
}

function drawLine(text: string, font: SealFont, argument: string, { middle, ...space }: Row): string {
  const glyphs = shapeText(text, font, argument, 24)
  const fit = fitLine(glyphs.length, { ...space, ratio: space.ratio ?? 0.68, spread: 1.2 })
  return drawGlyphs(glyphs, placesOnLine(offsetsOf(glyphs, fit.pitch), 0, middle), fit, font)
}
