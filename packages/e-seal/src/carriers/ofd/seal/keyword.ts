import type { Glyph } from './glyph.ts'

const MAX_KEYWORD = 100

/** Whoever looks for a text that a page is full of looks for another one. */
const MAX_FOUND = 1000

/** Characters of a word stand at most this many times their height apart: `盖　　章` is one, two columns are not. */
const MAX_APART = 4

/** Two finds closer than this share of a character's height are one text drawn twice, as some writers make it bold. */
const SAME_PLACE = 0.5

/** Where a text stands: its middle, in mm from the page's top left corner. */
export interface FoundText {
  readonly x: number
  readonly y: number
}

type Placed = FoundText & Pick<Glyph, 'halfHeight'>

/**
 * Where a page shows a text, in the order of reading: from top to bottom, on one line from left to right.
 *
 * The text may be split over objects in any way, as long as it is read on one line, or written one character after
 * another in any direction.
 *
 * @throws TypeError for a text without characters, RangeError for one of more than 100
 */
export function findText(glyphs: readonly Glyph[], wanted: string): FoundText[] {
  const keyword = fold(wanted)
  if (keyword === '') throw new TypeError('near: a text to look for')
  if (keyword.length > MAX_KEYWORD) throw new RangeError(`near: ${MAX_KEYWORD} characters at most`)
  const found: Placed[] = []
  for (const order of [glyphs, linesOf(glyphs).flat()]) {
    for (const place of findInOrder(order, keyword)) {
      const isKnown = found.some(
        ({ x, y }) => Math.hypot(place.x - x, place.y - y) <= place.halfHeight * 2 * SAME_PLACE,
      )
      if (!isKnown) found.push(place)
      if (found.length > MAX_FOUND) throw new RangeError(`near: on one page more than ${MAX_FOUND} times`)
    }
  }
  return linesOf(found)
    .flat()
    .map(({ x, y }) => ({ x, y }))
}

function findInOrder(glyphs: readonly Glyph[], keyword: string): Placed[] {
  let text = ''
  const owners: Glyph[] = []
  // A page has many characters, and few that differ.
  const known = new Map<string, string>()
  for (const glyph of glyphs) {
    const folded = known.get(glyph.character) ?? fold(glyph.character)
    known.set(glyph.character, folded)
    text += folded
    for (let i = 0; i < folded.length; i++) owners.push(glyph)
  }
  const found: Placed[] = []
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
    const word = owners.slice(at, at + keyword.length)
    if (isTogether(word)) found.push(middleOf(word))
  }
  return found
}

/** As what a character is compared: blanks are nothing, and full-width forms are as others. */
const fold = (text: string) => text.normalize('NFKC').replace(/\s+/g, '')

function isTogether(word: readonly Glyph[]): boolean {
  return word.every((glyph, i) => {
    const before = word[i - 1] ?? glyph
    const height = Math.max(glyph.halfHeight, glyph.halfWidth, before.halfHeight, before.halfWidth) * 2
    return Math.hypot(glyph.x - before.x, glyph.y - before.y) <= height * MAX_APART
  })
}

function middleOf(word: readonly Glyph[]): Placed {
  const left = Math.min(...word.map(({ x, halfWidth }) => x - halfWidth))
  const right = Math.max(...word.map(({ x, halfWidth }) => x + halfWidth))
  const top = Math.min(...word.map(({ y, halfHeight }) => y - halfHeight))
  const bottom = Math.max(...word.map(({ y, halfHeight }) => y + halfHeight))
  const halfHeight = Math.max(...word.map((glyph) => glyph.halfHeight))
  return { x: (left + right) / 2, y: (top + bottom) / 2, halfHeight }
}

/** What stands on a page line by line, each from left to right: texts are often written in pieces, in any order. */
function linesOf<T extends Placed>(places: readonly T[]): T[][] {
  const lines: T[][] = []
  for (const place of [...places].sort((a, b) => a.y - b.y)) {
    const first = lines.at(-1)?.[0]
    if (first !== undefined && place.y - first.y <= Math.max(first.halfHeight, place.halfHeight))
      lines.at(-1)?.push(place)
    else lines.push([place])
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x))
}
