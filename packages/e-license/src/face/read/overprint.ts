import type { Glyph } from '@xinyin/e-seal/ofd'
import { blend, contrast, WHITE } from './colour.ts'
import type { TextMark } from './text.ts'

/** How plain a text has to be to hinder the reading of another: a watermark does not. */
const PLAIN_CONTRAST = 2.5
/** How near another character stands, by the height of the smaller one. */
const SAME_PLACE = 0.3
/** Characters of very different size are told apart. */
const RATIO = 2

/**
 * Finds the other texts that stand where one stands, so that some of their characters may be on each other.
 *
 * @param spend - counts the pairs that are looked at
 */
export function findNeighbours(
  texts: readonly TextMark[],
  spend: (steps: number) => void,
): (mark: TextMark) => readonly TextMark[] {
  const found = new Map<TextMark, TextMark[]>()
  const add = (mark: TextMark, other: TextMark) => {
    const known = found.get(mark)
    if (known === undefined) found.set(mark, [other])
    else known.push(other)
  }
  const sorted = texts.filter(({ count }) => count > 0).sort((a, b) => a.box.top - b.box.top)
  for (let i = 0; i < sorted.length; i++) {
    const mark = sorted[i]
    for (let j = i + 1; mark !== undefined && j < sorted.length; j++) {
      const other = sorted[j]
      if (other === undefined || other.box.top >= mark.box.bottom) break
      spend(1)
      if (other.box.left >= mark.box.right || other.box.right <= mark.box.left) continue
      if (isPlain(other)) add(mark, other)
      if (isPlain(mark)) add(other, mark)
    }
  }
  return (mark) => found.get(mark) ?? []
}

const isPlain = ({ colour }: TextMark): boolean =>
  colour !== undefined && contrast(blend(colour, WHITE), WHITE) >= PLAIN_CONTRAST

/** Whether a text has another character of about its size in a character's place. The same one twice is bold print. */
export function isPlainOn({ glyphs }: TextMark, { x, y, halfHeight, character }: Glyph): boolean {
  return glyphs().some((other) => {
    if (other.character === character || other.character.trim() === '') return false
    const near = Math.min(other.halfHeight, halfHeight) * 2 * SAME_PLACE
    const [across, down] = [other.x - x, other.y - y]
    const ratio = other.halfHeight / halfHeight
    return across * across + down * down < near * near && ratio > 1 / RATIO && ratio < RATIO
  })
}
