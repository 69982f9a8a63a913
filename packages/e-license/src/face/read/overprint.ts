import type { GlyphCell, GlyphsMark } from '@xinyin/e-seal/ofd'
import type { DrawnText } from './areas.ts'
import type { Hiding } from './hiding.ts'
import { blend, coloursOf, contrast, WHITE } from './light.ts'

/** How plain a text has to be to hinder the reading of another: a watermark, black and of the most that it may cover, has 2.9. */
const PLAIN_CONTRAST = 3
/** How near another character stands, by the height of the smaller one. */
const SAME_PLACE = 0.3
/** Characters of very different size are told apart. */
const RATIO = 2
/** Where characters of other texts let less than this through, what they are drawn on is not read. */
const LEAST_THROUGH = 0.5
const LEAST_CONTRAST = 1.3
/** Characters whose middles are nearer than this share of their width stand on each other. */
const CROWDED = 0.4

/**
 * Finds the other texts that stand where one stands, so that some of their characters may be on each other.
 *
 * @param spend - counts the pairs that are looked at
 */
export function findNeighbours(
  texts: readonly DrawnText[],
  spend: (steps: number) => void,
): (text: DrawnText) => readonly DrawnText[] {
  const found = new Map<DrawnText, DrawnText[]>()
  const add = (text: DrawnText, other: DrawnText) => {
    const known = found.get(text)
    if (known === undefined) found.set(text, [other])
    else known.push(other)
  }
  const sorted = texts
    .filter(({ mark }) => mark.cells.length > 0)
    .sort((a, b) => a.mark.box.top - b.mark.box.top)
  for (let i = 0; i < sorted.length; i++) {
    const text = sorted[i]
    for (let j = i + 1; text !== undefined && j < sorted.length; j++) {
      const other = sorted[j]
      if (other === undefined || other.mark.box.top >= text.mark.box.bottom) break
      spend(1)
      if (other.mark.box.left >= text.mark.box.right || other.mark.box.right <= text.mark.box.left) continue
      add(text, other)
      add(other, text)
    }
  }
  return (text) => found.get(text) ?? []
}

function isPlain({ fill, stroke }: GlyphsMark): boolean {
  const paint = fill ?? stroke
  return (
    paint !== undefined &&
    coloursOf(paint).some((colour) => contrast(blend(colour, WHITE), WHITE) >= PLAIN_CONTRAST)
  )
}

/**
 * Whether other texts make a character unreadable: another plain character of about its size in its place, or any, drawn
 * later in a colour that hides it. The same character twice in one colour is bold print.
 */
export function isHiddenByText(
  text: DrawnText,
  neighbours: readonly DrawnText[],
  cell: GlyphCell,
  spend: (steps: number) => void,
): Hiding | undefined {
  const own = colourOf(text.mark)
  let through = 1
  for (const other of neighbours) {
    spend(other.mark.cells.length)
    const there = other.mark.cells.filter((each) => isInPlace(each, cell))
    if (there.length === 0) continue
    const isOther = there.some(({ character }) => character !== cell.character)
    if (isOther && isPlain(other.mark)) return 'overprinted'
    const paint = other.mark.fill ?? other.mark.stroke
    if (other.order < text.order || paint === undefined) continue
    const colour = colourOf(other.mark)
    const isAlike = own !== undefined && colour !== undefined && contrast(own, colour) < LEAST_CONTRAST
    if (isOther || !isAlike) through *= 1 - paint.alpha
  }
  return through < LEAST_THROUGH ? 'covered' : undefined
}

function colourOf({ fill, stroke }: GlyphsMark) {
  const paint = fill ?? stroke
  return paint === undefined ? undefined : coloursOf(paint)[0]
}

function isInPlace(other: GlyphCell, { x, y, halfHeight }: GlyphCell): boolean {
  if (other.character.trim() === '') return false
  const near = Math.min(other.halfHeight, halfHeight) * 2 * SAME_PLACE
  const [across, down] = [other.x - x, other.y - y]
  const ratio = other.halfHeight / halfHeight
  return across * across + down * down < near * near && ratio > 1 / RATIO && ratio < RATIO
}

/** Whether characters of one text stand on each other, so that they cannot be told apart. */
export function isCrowded(cells: readonly GlyphCell[]): boolean {
  const shown = cells.filter(({ character }) => character.trim() !== '')
  const pitch = Math.max(...shown.slice(0, 1000).map((cell) => Math.max(cell.halfWidth, cell.halfHeight))) * 2
  const buckets = new Map<string, GlyphCell[]>()
  for (const cell of shown) {
    const [column, row] = [Math.floor(cell.x / pitch), Math.floor(cell.y / pitch)]
    for (let i = column - 1; i <= column + 1; i++)
      for (let j = row - 1; j <= row + 1; j++)
        if (buckets.get(`${i} ${j}`)?.some((other) => isOn(other, cell)) === true) return true
    const key = `${column} ${row}`
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, [cell])
    else bucket.push(cell)
  }
  return false
}

const isOn = (one: GlyphCell, other: GlyphCell): boolean =>
  Math.abs(one.x - other.x) < Math.max(one.halfWidth, other.halfWidth) * 2 * CROWDED &&
  Math.abs(one.y - other.y) < Math.max(one.halfHeight, other.halfHeight) * 2 * CROWDED
