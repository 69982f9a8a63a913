import type { SealFont } from './font.ts'
import type { Glyph } from './text.ts'
import { isWestern } from './text.ts'

/** Where the middle of a character stands: mm from the middle of the picture, to the right and down. */
export interface Place {
  readonly x: number
  readonly y: number
  /** How far it is turned clockwise, in radians. */
  readonly angle: number
}

/** The size of every character of a text, in mm. */
export interface CharacterSize {
  readonly width: number
  readonly height: number
}

/**
 * How far each character stands from the middle of the text, in mm along its line: ideographs the same distance apart,
 * letters and digits each by its own width.
 *
 * @param pitch - from the middle of one to that of the next, on the whole
 */
export function offsetsOf(glyphs: readonly Glyph[], pitch: number): number[] {
  const mean = meanAdvance(glyphs)
  const widths = glyphs.map((glyph) => (isWestern(glyphs) ? advanceOf(glyph) / mean : 1))
  let at = -widths.reduce((sum, width) => sum + width, 0) / 2
  return widths.map((width) => {
    at += width
    return (at - width / 2) * pitch
  })
}

/** A blank is half as wide as high. */
const advanceOf = ({ outline }: Glyph): number => outline?.advance ?? 0.5

const meanAdvance = (glyphs: readonly Glyph[]): number =>
  glyphs.reduce((sum, glyph) => sum + advanceOf(glyph), 0) / glyphs.length

/**
 * The path of a text in the terms of SVG: each character in its place, all of them condensed alike, so that their
 * strokes are alike.
 *
 * @param size - of the square of an ideograph; of texts of digits and letters alone, the height of a capital letter and
 *   the mean width
 */
export function drawGlyphs(
  glyphs: readonly Glyph[],
  places: readonly Place[],
  size: CharacterSize,
  font: SealFont,
): string {
  const western = isWestern(glyphs)
  const em = western ? size.height / font.capHeight : size.height
  const middle = western ? font.capHeight / 2 : font.middle
  const across = western ? Math.min(em, size.width / meanAdvance(glyphs)) : size.width
  return glyphs
    .map(({ outline }, i) => {
      const place = places[i]
      if (outline === undefined || place === undefined) return ''
      const [cos, sin] = [Math.cos(place.angle), Math.sin(place.angle)]
      const map = (x: number, y: number): string => {
        const [u, v] = [(x - outline.advance / 2) * across, (middle - y) * em]
        return `${round(place.x + u * cos - v * sin)} ${round(place.y + u * sin + v * cos)}`
      }
      return drawOutline(outline.segments, map)
    })
    .join('')
}

export function drawOutline(
  segments: readonly { readonly kind: string; readonly points: readonly number[] }[],
  map: (x: number, y: number) => string,
): string {
  return segments
    .map(({ kind, points }) => {
      const pairs: string[] = []
      for (let i = 0; i + 1 < points.length; i += 2) pairs.push(map(points[i] ?? 0, points[i + 1] ?? 0))
      return kind + pairs.join(' ')
    })
    .join('')
}

/** A thousandth of a millimetre is finer than any printer. */
export const round = (value: number): number => Math.round(value * 1000) / 1000 || 0
