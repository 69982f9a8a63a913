/** Marks that must not begin a line, and marks that must not end one (GB/T 15834, 5). */
const NOT_FIRST = new Set('、，。；：！？）》〉」』】〕”’％%‰℃°·…—,.;:!?)]}')
const NOT_LAST = new Set('（《〈「『【〔“‘￥$([{')

/** Letters and signs below U+2000 that GB/T 2312 has, and which its typefaces draw in full width. */
const FULL_WIDTH_SIGNS = new Set('§¨°±·×÷')

/**
 * Width of a character by the size of a full-width one. The typefaces of licences (SimSun, SimHei, KaiTi, FangSong) have
 * these two widths: half for ASCII and accented letters, full for Chinese and for the Greek, Cyrillic and signs of GB/T 2312.
 */
function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 0.5
  if (code >= 0x2000) return 1
  return FULL_WIDTH_SIGNS.has(character) || (code >= 0x370 && code < 0x460) ? 1 : 0.5
}

export interface Measure {
  readonly size: number
  /** Space after each character. */
  readonly spacing: number
  /** Set one below the other, each as high as the size. */
  readonly upright?: boolean
}

/** A line of text: from which character on, and up to which. */
export interface Line {
  readonly start: number
  readonly end: number
}

const advanceOf = (character: string, { size, spacing, upright }: Measure): number =>
  (upright === true ? 1 : widthOf(character)) * size + spacing

/** Advances of the characters of one line; the last carries no space after it. */
export function advancesOf(line: readonly string[], measure: Measure): number[] {
  const last = line.length - 1
  return line.map((character, i) => advanceOf(character, measure) - (i === last ? measure.spacing : 0))
}

export function sum(numbers: readonly number[]): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}

const isBlank = (character: string | undefined): boolean => character === ' '
/** Rounding of what was added up. */
const SLACK = 1e-6

/**
 * Breaks text into lines of at most a width: between any two Chinese characters, between Latin words, and where it says
 * `\n`. Marks that close cling to what is before them, and marks that open to what follows.
 */
export function breakLines(text: readonly string[], width: number, measure: Measure): Line[] {
  const lines: Line[] = []
  let start = 0
  for (let at = 0; at <= text.length; at++)
    if (at === text.length || text[at] === '\n') {
      breakParagraph(text, start, at, width, measure, lines)
      start = at + 1
    }
  return lines
}

function breakParagraph(
  text: readonly string[],
  from: number,
  to: number,
  width: number,
  measure: Measure,
  lines: Line[],
): void {
  const limit = width + measure.spacing + SLACK
  let start = from
  let used = 0
  let at = from
  const end = (before: number) => {
    let stop = before
    while (stop > start && isBlank(text[stop - 1])) stop--
    lines.push({ start, end: stop })
    start = before
    while (start < to && isBlank(text[start])) start++
    used = 0
  }
  while (at < to) {
    const next = endOfPiece(text, at, to)
    const piece = widthBetween(text, at, next, measure)
    if (used + piece.bare > limit && start < at) {
      end(at)
      at = Math.max(at, start)
      continue
    }
    // A word longer than a line has to be broken somewhere.
    if (used + piece.bare > limit && next - at > 1) {
      let stop = at + 1
      let taken = advanceOf(text[at] ?? '', measure)
      while (stop < next && taken + advanceOf(text[stop] ?? '', measure) <= limit)
        taken += advanceOf(text[stop++] ?? '', measure)
      if (stop < next) {
        end(stop)
        at = Math.max(stop, start)
        continue
      }
    }
    used += piece.whole
    at = next
  }
  end(to)
}

/** With the blanks at the end of a piece, and without them. */
function widthBetween(text: readonly string[], from: number, to: number, measure: Measure) {
  let [whole, bare] = [0, 0]
  for (let at = from; at < to; at++) {
    whole += advanceOf(text[at] ?? '', measure)
    if (!isBlank(text[at])) bare = whole
  }
  return { whole, bare }
}

/** What cannot be parted: Latin words with the blanks after them, and characters with the marks that cling to them. */
function endOfPiece(text: readonly string[], from: number, to: number): number {
  let at = from + 1
  while (at < to) {
    const [previous = '', character = ''] = [text[at - 1], text[at]]
    const clings =
      NOT_FIRST.has(character) ||
      NOT_LAST.has(previous) ||
      isBlank(character) ||
      (isLatin(previous) && isLatin(character))
    if (!clings) break
    at++
  }
  return at
}

const isLatin = (character: string): boolean => !isBlank(character) && widthOf(character) < 1
