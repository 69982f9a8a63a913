import type { SealPicture } from '../../seal/seal.ts'
import { type ArcSpace, fitArc, placesOnArc } from './arc.ts'
import { drawEllipse } from './border.ts'
import { assertLength, type SealDesign } from './design.ts'
import type { SealFont } from './font.ts'
import { RED } from './ink.ts'
import { fitLine, placesOnLine } from './line.ts'
import { drawGlyphs, offsetsOf } from './place.ts'
import { drawStar } from './star.ts'
import { toSvgPicture } from './svg.ts'
import { shapeText } from './text.ts'

/** A round seal 圆形印章, as offices and companies have it. */
export interface RoundDesign extends SealDesign {
  /** The name of the office or company, along the upper arc; 1 to 40 characters. */
  readonly name: string
  /** What the seal is for, below the star: `合同专用章`, `电子证照专用章`; 1 to 12 characters. */
  readonly purpose?: string
  /** Registered number of the seal 印章编码, along the lower arc; 1 to 24 letters and digits. */
  readonly code?: string
  /** In mm, 20 to 60; 42 unless given. */
  readonly diameter?: number
  /** Whether a star stands in the middle; it does unless this is `false`. */
  readonly star?: boolean
}

/** Lengths as parts of the diameter, so that a seal of any size looks like one of 42 mm. */
const PART = 1 / 42
const RING = 1.2
const MARGIN = 0.9
const NAME = 6.6
const STAR = 7
const PURPOSE = { height: 4.3, length: 20, middle: 11.3 }
const CODE = { height: 1.7, margin: 0.6, share: 0.24 }
/** The part of the circle that the name may take, by what else has to have room below. */
const SHARE = { alone: 0.78, code: 0.7, purpose: 0.68 }

/**
 * Draws a round seal: the name on an arc, a star in the middle, the purpose below it in a straight line, a number on
 * the lower arc.
 *
 * Diameters in use: 50 mm for a province's government, 45 mm for a prefecture's or county's, 42 mm for a township's and
 * for departments, 40 mm for companies (State Council 国发〔1999〕25 号 and local rules [?]); the rules ask for a Song 宋体
 * and simplified characters.
 *
 * @returns an SVG picture for `createSeal`; `Rasterizer.toPng` of `@xinyin/e-seal/picture-png` makes a PNG of it
 * @throws TypeError, RangeError for a wrong option
 * @throws SealError `ERR_FONT_CHARACTER` where the font lacks a character
 *
 * @example
 * ```ts
 * const picture = createRoundPicture({ name: '示例市住房和城乡建设局', font })
 * ```
 */
export function createRoundPicture(design: RoundDesign): SealPicture {
  const { name, purpose, code, diameter = 42, star = true, font, colour = RED } = design
  assertLength('diameter', diameter, 20, 60)
  const unit = diameter * PART
  const inside = diameter / 2 - (RING + MARGIN) * unit
  const share = purpose !== undefined ? SHARE.purpose : code !== undefined ? SHARE.code : SHARE.alone
  const outer = { rx: inside, ry: inside }
  const ring = RING * unit
  const filled = [
    star ? drawStar(STAR * unit) : '',
    drawArcText(name, font, 'name', { outer, height: NAME * unit, share }),
    purpose === undefined ? '' : drawPurpose(purpose, font, unit),
    code === undefined ? '' : drawCode(code, font, unit, diameter / 2 - ring),
  ]
  return toSvgPicture({
    width: diameter,
    height: diameter,
    title: purpose === undefined ? name : `${name} ${purpose}`,
    colour,
    filled: filled.join(''),
    stroked: [{ path: drawEllipse((diameter - ring) / 2, (diameter - ring) / 2), width: ring }],
  })
}

/** A text along the upper side of an ellipse. */
export function drawArcText(text: string, font: SealFont, argument: string, space: ArcSpace): string {
  const glyphs = shapeText(text, font, argument)
  const fit = fitArc(glyphs.length, space)
  return drawGlyphs(glyphs, placesOnArc(offsetsOf(glyphs, fit.pitch), fit.ellipse, 'top'), fit, font)
}

function drawPurpose(purpose: string, font: SealFont, unit: number): string {
  const glyphs = shapeText(purpose, font, 'purpose', 12)
  const fit = fitLine(glyphs.length, { length: PURPOSE.length * unit, height: PURPOSE.height * unit })
  return drawGlyphs(glyphs, placesOnLine(offsetsOf(glyphs, fit.pitch), 0, PURPOSE.middle * unit), fit, font)
}

/** A number along the lower side of the ring; at most as wide as a fourth of it. */
function drawCode(code: string, font: SealFont, unit: number, radius: number): string {
  if (!/^[0-9A-Za-z-]*$/.test(code)) throw new RangeError('code: letters and digits')
  const glyphs = shapeText(code, font, 'code', 24)
  const side = radius - CODE.margin * unit
  const fit = fitArc(glyphs.length, {
    outer: { rx: side, ry: side },
    height: CODE.height * unit,
    share: CODE.share,
    spread: 1,
  })
  return drawGlyphs(glyphs, placesOnArc(offsetsOf(glyphs, fit.pitch), fit.ellipse, 'bottom'), fit, font)
}
