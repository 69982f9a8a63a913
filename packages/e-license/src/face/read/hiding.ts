import type { Glyph } from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
import { blend, type Colour, contrast, WHITE } from './colour.ts'
import type { AreaMark, PageMarks, TextMark } from './marks.ts'
import { holds, isWithin, strokes } from './shape.ts'

/**
 * Why a text that stands on a page is not what a person reads there.
 * - `transparent`: drawn with nothing, or nearly
 * - `colour`: as light as what is behind it
 * - `tiny`: too small to be read
 * - `outside`: beyond the page, or cut off
 * - `covered`: something was drawn over it
 * - `overprinted`: another text stands in the same place
 */
export type Hiding = 'transparent' | 'colour' | 'tiny' | 'outside' | 'covered' | 'overprinted'

/** What covers more than this share of what is behind it hides it. */
const OPAQUE = 0.5
/** Text that covers less than this share is not seen. */
const FAINT = 0.15
/** Lightness of text and what is behind it differ at least so much. */
const LEAST_CONTRAST = 1.3
/** Height and width of a character that can be read, mm. */
const LEAST_HEIGHT = 0.7
const LEAST_WIDTH = 0.2
/** Of other text, how plain it has to be to hinder reading: a watermark does not. */
const PLAIN_CONTRAST = 2.5
/** How near another character stands, by the height of the smaller one. */
const SAME_PLACE = 0.3

/** Where characters are looked at: in the middle, and towards their corners. */
const LOOKS = [
  [0, 0],
  [-0.55, -0.55],
  [0.55, -0.55],
  [-0.55, 0.55],
  [0.55, 0.55],
] as const

/** Says of a character of a page why it cannot be read, or `undefined` when it can. */
export type HidingOf = (glyph: Glyph, mark: TextMark) => Hiding | undefined

/**
 * Judges the characters of a page, without fonts and without drawing it: by where things stand and in what order.
 *
 * @param spend - counts the work; throws LicenceError `ERR_FACE_LIMIT` when it is too much
 */
export function judgeHiding({ box, marks }: PageMarks, spend: (steps: number) => void): HidingOf {
  const areas = marks.flatMap((mark, at) => (mark.kind === 'area' ? [{ mark, at }] : []))
  const places = new Map(marks.map((mark, at) => [mark, at]))
  const covers = ({ shape, stroke }: AreaMark, x: number, y: number) => {
    spend(shape.lines.length / 4 + 1)
    return stroke === undefined ? holds(shape, x, y) : strokes(shape, stroke, x, y)
  }
  const mayCover = ({ colour }: AreaMark) => colour === 'picture' || colour.alpha >= OPAQUE
  const isNear = ({ shape, stroke = 0 }: AreaMark, { x, y, halfWidth, halfHeight }: Glyph) => {
    const { left, top, right, bottom } = shape.box
    return (
      x + halfWidth >= left - stroke &&
      x - halfWidth <= right + stroke &&
      y + halfHeight >= top - stroke &&
      y - halfHeight <= bottom + stroke
    )
  }
  const isCovered = (glyph: Glyph, from: number) => {
    const above = areas.filter(({ mark, at }) => at > from && mayCover(mark) && isNear(mark, glyph))
    spend(areas.length / 8 + 1)
    const { x, y, halfWidth, halfHeight } = glyph
    const hidden = LOOKS.filter(([across, down]) =>
      above.some(({ mark }) => covers(mark, x + across * halfWidth, y + down * halfHeight)),
    )
    return hidden.length >= 2
  }
  /** `undefined` where a picture is behind, of which nothing is known. */
  const behind = ({ x, y }: Glyph, from: number): Colour | undefined => {
    let colour: Colour | undefined = WHITE
    for (const { mark, at } of areas) {
      if (at > from) break
      if (!covers(mark, x, y)) continue
      if (mark.colour === 'picture') colour = undefined
      else if (mark.colour.alpha >= 1) colour = mark.colour
      else colour &&= blend(mark.colour, colour)
    }
    return colour
  }
  const isOverprinted = findOverprints(marks.filter((mark) => mark.kind === 'text'))
  return (glyph, mark) => {
    if (mark.colour === undefined || mark.colour.alpha < FAINT) return 'transparent'
    if (glyph.halfHeight * 2 < LEAST_HEIGHT || glyph.halfWidth * 2 < LEAST_WIDTH) return 'tiny'
    if (![box, ...mark.clips].every((edges) => isWithin(glyph.x, glyph.y, edges))) return 'outside'
    const from = places.get(mark) ?? 0
    if (isCovered(glyph, from)) return 'covered'
    const under = behind(glyph, from)
    if (under !== undefined && contrast(blend(mark.colour, under), under) < LEAST_CONTRAST) return 'colour'
    return isOverprinted(glyph, mark) ? 'overprinted' : undefined
  }
}

/** Side of the squares by which neighbours are found, mm. */
const CELL = 4

/** Finds characters in whose place another object has another character of about their size. */
function findOverprints(texts: readonly TextMark[]): (glyph: Glyph, mark: TextMark) => boolean {
  const cells = new Map<string, { glyph: Glyph; mark: TextMark }[]>()
  for (const mark of texts) {
    const { colour } = mark
    if (colour === undefined || contrast(blend(colour, WHITE), WHITE) < PLAIN_CONTRAST) continue
    for (const glyph of mark.glyphs) {
      if (glyph.character.trim() === '') continue
      const key = `${Math.floor(glyph.x / CELL)} ${Math.floor(glyph.y / CELL)}`
      const cell = cells.get(key)
      if (cell === undefined) cells.set(key, [{ glyph, mark }])
      else cell.push({ glyph, mark })
    }
  }
  return (glyph, mark) => {
    const [column, row] = [Math.floor(glyph.x / CELL), Math.floor(glyph.y / CELL)]
    for (let across = -1; across <= 1; across++)
      for (let down = -1; down <= 1; down++)
        for (const other of cells.get(`${column + across} ${row + down}`) ?? []) {
          if (other.mark === mark || other.glyph.character === glyph.character) continue
          const size = Math.min(other.glyph.halfHeight, glyph.halfHeight) * 2
          const ratio = other.glyph.halfHeight / glyph.halfHeight
          const apart = Math.hypot(other.glyph.x - glyph.x, other.glyph.y - glyph.y)
          if (apart < size * SAME_PLACE && ratio > 0.5 && ratio < 2) return true
        }
    return false
  }
}

/** Counts work up to a limit. */
export function createMeter(limit: number): (steps: number) => void {
  let spent = 0
  return (steps) => {
    spent += steps
    if (spent > limit) throw faceError('ERR_FACE_LIMIT', { what: 'steps', limit })
  }
}
