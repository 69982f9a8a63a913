import { type Edges, type GlyphCell, type GlyphsMark, isWithin, type Solid } from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
import { type DrawnPage, type DrawnText, isAt, type NearArea, nearOf, showsAt } from './areas.ts'
import { BLACK, blend, coloursOf, contrast, WHITE } from './light.ts'
import { findNeighbours, isHiddenByText } from './overprint.ts'

/**
 * Why a text that stands on a page is not what a person reads there.
 * - `transparent`: drawn with nothing, or nearly
 * - `colour`: as light as what is behind it
 * - `tiny`: too small to be read
 * - `outside`: beyond the page, or cut off
 * - `covered`: something was drawn over it
 * - `overprinted`: another text stands in the same place, or its own characters on each other
 */
export type Hiding = 'transparent' | 'colour' | 'tiny' | 'outside' | 'covered' | 'overprinted'

/** Text that covers less than this share is not seen. */
const FAINT = 0.15
/** Lightness of text and what is behind it differ at least so much. */
const LEAST_CONTRAST = 1.3
/** Height of a capital that can be read, and its share of a character's cell; width of a cell. mm. */
const LEAST_CAPITAL = 0.7
const CAPITAL = 0.7
const LEAST_WIDTH = 0.2
/** Adding half of a width and taking it off again may lead this far from where one was, mm. */
const ROUNDING = 1e-9
/** A stroke so wide, by the size of its text, makes blots of characters. */
const BLOT = 0.3

/** Where in their cells characters are looked at, no two at the same height, so that a fine line goes through one of them. */
const LOOKS = [
  [0, 0],
  [-0.55, -0.5],
  [0.5, -0.6],
  [-0.5, 0.6],
  [0.6, 0.5],
  [0.1, -0.3],
  [-0.3, 0.15],
  [0.3, 0.27],
  [-0.1, 0.4],
  [0.25, -0.15],
] as const
/** At so many of these, what is hidden makes a character unreadable. */
const TOO_MANY = 4

/** Says of a character of a text why it cannot be read, or `undefined` when it can. */
export type HidingOf = (cell: GlyphCell) => Hiding | undefined

/** What judges the characters of a text; `undefined` when all can be read. */
export type JudgeHiding = (text: DrawnText) => HidingOf | undefined

/**
 * Judges the texts of a page, without fonts and without drawing it: what is seen at some points of each character, with
 * the character there and without it, after all that was drawn before and after.
 *
 * @param spend - counts the work; throws LicenceError `ERR_FACE_LIMIT` when it is too much
 * @returns for a text, what judges its characters; `undefined` for one of which all can be read
 */
export function judgeHiding({ page, texts, areas }: DrawnPage, spend: (steps: number) => void): JudgeHiding {
  const neighboursOf = findNeighbours(texts, spend)
  return (text) => {
    const { mark, at: from } = text
    const { box: around, boundary, clips } = mark
    const inks = inksOf(mark)
    if (inks === undefined) return () => 'transparent'
    spend(areas.length + 1)
    const below: NearArea[] = []
    const above: NearArea[] = []
    for (const [at, area] of areas.entries()) {
      if (area.paint.alpha === 0) continue
      const near = nearOf(area, around)
      if (area.stroke !== undefined) spend(area.outline.lines.length / 4)
      if (near !== undefined) (at < from ? below : above).push(near)
    }
    const frames = [page.box, boundary]
    const isWhole = frames.every((each) => isInside(around, each)) && clips.length === 0
    const neighbours = neighboursOf(text)
    const isPlain = inks.every((ink) => contrast(blend(ink, WHITE), WHITE) >= LEAST_CONTRAST)
    const isAlone = above.length + below.length + neighbours.length === 0
    const isClear = isAlone && isWhole && isPlain
    return (cell) => {
      if (cell.halfHeight * 2 * CAPITAL < LEAST_CAPITAL - ROUNDING || cell.halfWidth * 2 < LEAST_WIDTH)
        return 'tiny'
      if (isClear) return undefined
      const { x, y } = cell
      if (!isWhole && !(frames.every((each) => isWithin(x, y, each)) && isShownBy(clips, cell)))
        return 'outside'
      const hidden = isAlone && isPlain ? undefined : look(cell, inks, { below, above, spend })
      if (hidden !== undefined) return hidden
      return isHiddenByText(text, neighbours, cell, spend)
    }
  }
}

/** A clip may cut a character to pieces. */
const isShownBy = (clips: GlyphsMark['clips'], { x, y, halfWidth, halfHeight }: GlyphCell): boolean =>
  clips.length === 0 ||
  LOOKS.filter(([across, down]) => !showsAt(clips, x + across * halfWidth, y + down * halfHeight)).length <
    TOO_MANY

const isInside = (inner: Edges, outer: Edges): boolean =>
  inner.left >= outer.left - ROUNDING &&
  inner.right <= outer.right + ROUNDING &&
  inner.top >= outer.top - ROUNDING &&
  inner.bottom <= outer.bottom + ROUNDING

/** The colours that a text is seen in, all of which must be readable; `undefined` for one that is not seen. */
function inksOf({ fill, stroke, lineWidth, size, unsupported }: GlyphsMark): readonly Solid[] | undefined {
  const paints = [fill, ...(stroke !== undefined && lineWidth > 0 ? [stroke] : [])].filter(
    (paint) => paint !== undefined,
  )
  if (paints.length === 0 || paints.every(({ alpha }) => alpha < FAINT)) return undefined
  if (stroke !== undefined && lineWidth > size * BLOT) return undefined
  if (unsupported.includes('blend-mode')) return [WHITE]
  // Of what is not told, the colour may be that of the paper.
  return paints.flatMap((paint) => (coloursOf(paint).length === 0 ? [WHITE] : coloursOf(paint)))
}

interface Around {
  readonly below: readonly NearArea[]
  readonly above: readonly NearArea[]
  readonly spend: (steps: number) => void
}

/** What is seen of a character where it is looked at. */
function look(cell: GlyphCell, inks: readonly Solid[], { below, above, spend }: Around): Hiding | undefined {
  let [light, covered] = [0, 0]
  for (const [across, down] of LOOKS) {
    const [x, y] = [cell.x + across * cell.halfWidth, cell.y + down * cell.halfHeight]
    const isThere = (area: NearArea) => {
      spend(area.lines.length / 4)
      return isAt(area, x, y)
    }
    const grounds = groundsAt(below, isThere)
    const covers = above.filter(isThere)
    const isSeen = (through: readonly NearArea[]) =>
      inks.every((ink) =>
        (grounds ?? [oppositeOf(ink)]).every((ground) => {
          const [withInk, without] = [blend(ink, ground), ground].map((colour) =>
            seenThrough(through, colour),
          )
          return contrast(withInk ?? WHITE, without ?? WHITE) >= LEAST_CONTRAST
        }),
      )
    if (!isSeen([])) light++
    else if (!isSeen(covers)) covered++
  }
  if (light + covered < TOO_MANY) return undefined
  return covered > light ? 'covered' : 'colour'
}

const oppositeOf = (ink: Solid): Solid => (contrast(ink, WHITE) > contrast(ink, BLACK) ? WHITE : BLACK)

/** The colours that may be behind a character; `undefined` on a picture, of which nothing is known. */
function groundsAt(
  below: readonly NearArea[],
  isThere: (area: NearArea) => boolean,
): readonly Solid[] | undefined {
  let grounds: readonly Solid[] | undefined = [WHITE]
  for (const area of below) {
    if (!isThere(area)) continue
    const colours = coloursOf(area.paint)
    if (colours.length === 0) grounds = undefined
    else if (colours.every(({ alpha }) => alpha === 1)) grounds = colours
    else grounds = grounds?.flatMap((ground) => colours.map((colour) => blend(colour, ground))).slice(0, 8)
  }
  return grounds
}

/** What is seen of a colour through all that lies above it; what is not known is taken to be what hides most, white. */
const seenThrough = (above: readonly NearArea[], colour: Solid): Solid => {
  let seen = colour
  for (const { paint } of above) {
    const [first = WHITE] = coloursOf(paint)
    seen = blend({ ...first, alpha: paint.alpha }, seen)
  }
  return seen
}

/** Counts work up to a limit. */
export function createMeter(limit: number): (steps: number) => void {
  let spent = 0
  return (steps) => {
    spent += steps
    if (spent > limit) throw faceError('ERR_FACE_LIMIT', { what: 'steps', limit })
  }
}
