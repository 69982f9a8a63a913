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
 * The path of a text in the terms of SVG: each character in its place, as high as the size says and at most as wide.
 *
 * @param size - of the square of an ideograph; of texts of digits and letters alone, of a capital letter
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
  return glyphs
    .map(({ outline }, i) => {
      const place = places[i]
      if (outline === undefined || place === undefined) return ''
      // Narrow ones are not widened: an `I` as wide as an ideograph cannot be read.
      const across = Math.min(em, size.width / outline.advance)
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
