import type { Glyph } from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
import { blend, type Colour, contrast, WHITE } from './colour.ts'
import type { AreaMark, PageMarks } from './marks.ts'
import { findNeighbours, isPlainOn } from './overprint.ts'
import { holds, isApart, isInside, isWithin, strokes } from './shape.ts'
import type { TextMark } from './text.ts'

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

/** Where characters are looked at: in the middle, and towards their corners. */
const LOOKS = [
  [0, 0],
  [-0.55, -0.55],
  [0.55, -0.55],
  [-0.55, 0.55],
  [0.55, 0.55],
] as const

/** Says of a character of a text why it cannot be read, or `undefined` when it can. */
export type HidingOf = (glyph: Glyph) => Hiding | undefined

/** What judges the characters of a text that is drawn as the so manieth mark; `undefined` when all can be read. */
export type JudgeHiding = (mark: TextMark, at: number) => HidingOf | undefined

/**
 * Judges the texts of a page, without fonts and without drawing it: by where things stand and in what order.
 *
 * @param spend - counts the work; throws LicenceError `ERR_FACE_LIMIT` when it is too much
 * @returns for a text, what judges its characters; `undefined` for one of which all can be read
 */
export function judgeHiding({ box, marks }: PageMarks, spend: (steps: number) => void): JudgeHiding {
  const areas = marks.flatMap((mark, at) => (mark.kind === 'area' ? [{ mark, at }] : []))
  const neighboursOf = findNeighbours(
    marks.filter((mark) => mark.kind === 'text'),
    spend,
  )
  return (mark, from) => {
    const { colour, clips } = mark
    if (colour === undefined || colour.alpha < FAINT) return () => 'transparent'
    const around = mark.box
    spend(areas.length + 1)
    const above: AreaMark[] = []
    const below: AreaMark[] = []
    for (const { mark: area, at } of areas) {
      if (isApart(area.shape, area.stroke, around)) continue
      if (at < from) below.push(area)
      else if (mayCover(area)) above.push(area)
    }
    const isWhole = isInside(around, box) && clips.every((each) => isInside(around, each))
    const neighbours = neighboursOf(mark)
    const isLegible = differs(colour, WHITE) >= LEAST_CONTRAST
    const isLarge = mark.smallest.height >= LEAST_HEIGHT && mark.smallest.width >= LEAST_WIDTH
    if (isLarge && isWhole && isLegible && above.length + below.length + neighbours.length === 0)
      return undefined
    return (glyph) => {
      if (glyph.halfHeight * 2 < LEAST_HEIGHT || glyph.halfWidth * 2 < LEAST_WIDTH) return 'tiny'
      if (!isWhole && ![box, ...clips].every((each) => isWithin(glyph.x, glyph.y, each))) return 'outside'
      if (isCovered(glyph, above, spend)) return 'covered'
      const under = behind(glyph, below, spend)
      if (under !== undefined && differs(colour, under) < LEAST_CONTRAST) return 'colour'
      return neighbours.some((other) => isPlainOn(other, glyph)) ? 'overprinted' : undefined
    }
  }
}

const mayCover = ({ colour }: AreaMark): boolean => colour === 'picture' || colour.alpha >= OPAQUE

function covers({ shape, stroke }: AreaMark, x: number, y: number, spend: (steps: number) => void): boolean {
  spend(shape.lines.length / 4 + 1)
  return stroke === undefined ? holds(shape, x, y) : strokes(shape, stroke, x, y)
}

function isCovered(
  { x, y, halfWidth, halfHeight }: Glyph,
  above: readonly AreaMark[],
  spend: (steps: number) => void,
): boolean {
  if (above.length === 0) return false
  const hidden = LOOKS.filter(([across, down]) =>
    above.some((mark) => covers(mark, x + across * halfWidth, y + down * halfHeight, spend)),
  )
  return hidden.length >= 2
}

/** The colour that is seen behind a character; `undefined` where it is a picture, of which nothing is known. */
function behind(
  { x, y }: Glyph,
  below: readonly AreaMark[],
  spend: (steps: number) => void,
): Colour | undefined {
  let colour: Colour | undefined = WHITE
  for (const mark of below) {
    if (!covers(mark, x, y, spend)) continue
    if (mark.colour === 'picture') colour = undefined
    else if (mark.colour.alpha >= 1) colour = mark.colour
    else colour &&= blend(mark.colour, colour)
  }
  return colour
}

/** How much a colour differs from what it is drawn on. */
const differs = (colour: Colour, under: Colour): number => contrast(blend(colour, under), under)

/** Counts work up to a limit. */
export function createMeter(limit: number): (steps: number) => void {
  let spent = 0
  return (steps) => {
    spent += steps
    if (spent > limit) throw faceError('ERR_FACE_LIMIT', { what: 'steps', limit })
  }
}
