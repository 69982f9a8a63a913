import { widthOf } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'

/** Between which places of a text, in UTF-16 units, marks are put; an empty one marks the character behind it. */
interface Span {
  readonly start: number
  readonly end: number
}

/**
 * A line of carets to stand below a text, under the characters at which something is wrong, as wide as those are.
 *
 * @returns nothing where nothing is marked
 */
export function markLine(text: string, spans: readonly Span[]): string | undefined {
  let line = ''
  let at = 0
  for (const character of text) {
    const isMarked = spans.some(({ start, end }) => at >= start && at < Math.max(end, start + 1))
    line += (isMarked ? '^' : ' ').repeat(widthOf(printable(character)))
    at += character.length
  }
  // What was left out at the end, or a text that is empty.
  if (spans.some(({ start }) => start >= text.length)) line += '^'
  return line.includes('^') ? line.trimEnd() : undefined
}
