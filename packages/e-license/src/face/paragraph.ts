import { faceError } from './codes.ts'
import type { TextMark } from './marks.ts'
import type { FaceBox, FaceFont, FaceStyle } from './template.ts'
import { advancesOf, breakLines, type Line, type Measure, sum } from './text.ts'
import type { Run } from './words.ts'

/** Share of a character's height above the line on which it stands: of the Chinese typefaces named. */
const ASCENT = 0.86

const STEP = 0.95
const ELLIPSIS = '…'

/** Style of text of which font and size are known. */
export interface ParagraphStyle extends FaceStyle {
  readonly font: FaceFont
  readonly size: number
  readonly upright?: boolean
}

/** Characters of runs, and for each the run that it is of. */
interface Characters {
  readonly text: readonly string[]
  readonly runs: readonly Run[]
  readonly owners: readonly number[]
}

interface Fitted {
  readonly measure: Measure
  readonly characters: Characters
  readonly lines: readonly Line[]
}

/**
 * Sets runs of text into a box.
 *
 * @param part - what the box is called where its text does not fit
 * @throws LicenceError `ERR_FACE_OVERFLOW`
 */
export function layoutParagraph(
  runs: readonly Run[],
  box: FaceBox,
  style: ParagraphStyle,
  part: string,
): TextMark[] {
  const characters = spread(runs)
  if (characters.text.every((character) => character.trim() === '')) return []
  const { measure, characters: set, lines } = fit(characters, box, style, part)
  return style.upright === true
    ? setColumns(set, lines, measure, box, style)
    : setLines(set, lines, measure, box, style)
}

/** The height that text takes at its full size, in a column of a width. */
export function paragraphHeight(runs: readonly Run[], width: number, style: ParagraphStyle): number {
  const measure = { size: style.size, spacing: style.spacing ?? 0 }
  return heightOf(breakLines(spread(runs).text, width, measure).length, measure, style)
}

function spread(runs: readonly Run[]): Characters {
  const text: string[] = []
  const owners: number[] = []
  for (const [owner, run] of runs.entries())
    for (const character of run.text) {
      text.push(character)
      owners.push(owner)
    }
  return { text, runs, owners }
}

const heightOf = (count: number, { size }: Measure, { leading = 1.5 }: FaceStyle): number =>
  (count - 1) * size * leading + size

/** The largest size, from the one asked for downwards, at which the text stays in its box. */
function fit(characters: Characters, box: FaceBox, style: ParagraphStyle, part: string): Fitted {
  const [, , width, height] = box
  const isUpright = style.upright === true
  const [along, across] = isUpright ? [height, width] : [width, height]
  const { size, least = size / 2, spacing = 0 } = style
  const at = (smaller: number): Measure => ({
    size: smaller,
    spacing: (spacing * smaller) / size,
    upright: isUpright,
  })
  for (let smaller = size; ; smaller = Math.max(least, smaller * STEP)) {
    const measure = at(smaller)
    const lines = breakLines(characters.text, along, measure)
    if (
      heightOf(lines.length, measure, style) <= across + 1e-6 &&
      isNarrow(characters.text, lines, along, measure)
    )
      return {
        measure,
        characters,
        lines: style.align === 'centre' ? balance(characters, lines, along, measure) : lines,
      }
    if (smaller <= least) break
  }
  if (style.overflow !== 'ellipsis') throw faceError('ERR_FACE_OVERFLOW', { part })
  return shorten(characters, along, across, at(least), style)
}

/** Lines that are centred are made of about one length: a title whose last line is two characters looks wrong. */
function balance(
  characters: Characters,
  lines: readonly Line[],
  along: number,
  measure: Measure,
): readonly Line[] {
  if (lines.length === 1) return lines
  let [low, high, best] = [along / 2, along, lines]
  for (let i = 0; i < 8; i++) {
    const width = (low + high) / 2
    const narrower = breakLines(characters.text, width, measure)
    if (narrower.length > lines.length || !isNarrow(characters.text, narrower, width, measure)) low = width
    else [high, best] = [width, narrower]
  }
  return best
}

const isNarrow = (
  text: readonly string[],
  lines: readonly Line[],
  along: number,
  measure: Measure,
): boolean =>
  lines.every(({ start, end }) => sum(advancesOf(text.slice(start, end), measure)) <= along + 1e-6)

/** Leaves out the end of what is too long, and says so. */
function shorten(
  characters: Characters,
  along: number,
  across: number,
  measure: Measure,
  style: ParagraphStyle,
): Fitted {
  let [low, high] = [0, characters.text.length]
  let best = cut(characters, 0)
  while (low < high) {
    const count = Math.ceil((low + high) / 2)
    const shorter = cut(characters, count)
    const lines = breakLines(shorter.text, along, measure)
    const fits = heightOf(lines.length, measure, style) <= across + 1e-6
    if (fits) [low, best] = [count, shorter]
    else high = count - 1
  }
  return { measure, characters: best, lines: breakLines(best.text, along, measure) }
}

function cut({ text, runs, owners }: Characters, count: number): Characters {
  const owner = owners[Math.max(0, count - 1)] ?? 0
  return { text: [...text.slice(0, count), ELLIPSIS], runs, owners: [...owners.slice(0, count), owner] }
}

function setLines(
  characters: Characters,
  lines: readonly Line[],
  measure: Measure,
  [x, y, width, height]: FaceBox,
  style: ParagraphStyle,
): TextMark[] {
  const slack = height - heightOf(lines.length, measure, style)
  const top = y + { top: 0, middle: slack / 2, bottom: slack }[style.vertical ?? 'middle']
  const pitch = measure.size * (style.leading ?? 1.5)
  return lines.flatMap((line, i) => {
    const advances = advancesOf(characters.text.slice(line.start, line.end), measure)
    const left = x + align(advances, width, style.align)
    const baseline = top + i * pitch + measure.size * ASCENT
    return marksOf(characters, line, advances, measure, style, (along) => [left + along, baseline])
  })
}

/** Columns from right to left. */
function setColumns(
  characters: Characters,
  lines: readonly Line[],
  measure: Measure,
  [x, y, width, height]: FaceBox,
  style: ParagraphStyle,
): TextMark[] {
  const used = heightOf(lines.length, measure, style)
  const slack = width - used
  const right = x + width - { top: 0, middle: slack / 2, bottom: slack }[style.vertical ?? 'middle']
  const pitch = measure.size * (style.leading ?? 1.5)
  return lines.flatMap((line, i) => {
    const advances = advancesOf(characters.text.slice(line.start, line.end), measure)
    const top = y + align(advances, height, style.align)
    const left = right - i * pitch - measure.size
    return marksOf(characters, line, advances, measure, style, (along) => [
      left,
      top + along + measure.size * ASCENT,
    ])
  })
}

/** Where a line begins. Of one that is spread, the advances become wider. */
function align(advances: number[], width: number, how: FaceStyle['align'] = 'start'): number {
  const rest = width - sum(advances)
  if (how === 'spread') {
    const gaps = advances.length - 1
    for (let i = 0; i < gaps; i++) advances[i] = (advances[i] ?? 0) + rest / gaps
    return gaps === 0 ? rest / 2 : 0
  }
  return { start: 0, centre: rest / 2, end: rest }[how]
}

/** One mark for each run on a line, without the blanks around it: they draw nothing. */
function marksOf(
  { text, runs, owners }: Characters,
  { start, end }: Line,
  advances: readonly number[],
  { size, spacing }: Measure,
  { align: how, font, bold = false, colour = '#000000', upright = false }: ParagraphStyle,
  placeOf: (along: number) => readonly [x: number, baseline: number],
): TextMark[] {
  const marks: TextMark[] = []
  let at = start
  let along = 0
  while (at < end) {
    const owner = owners[at]
    let stop = at
    while (stop < end && owners[stop] === owner) stop++
    let [first, last] = [at, stop]
    while (first < last && text[first]?.trim() === '') along += advances[first++ - start] ?? 0
    while (last > first && text[last - 1]?.trim() === '') last--
    const run = runs[owner ?? 0] ?? { text: '' }
    const own = advances.slice(first - start, last - start)
    if (last > first) {
      const [x, baseline] = placeOf(along)
      marks.push({
        kind: 'text',
        text: text.slice(first, last).join(''),
        x,
        baseline,
        advances: own,
        // What is spread has space of which only the advances tell.
        spacing: how === 'spread' ? size : spacing,
        upright,
        font,
        size,
        bold,
        colour,
        run,
      })
    }
    for (let i = first; i < stop; i++) along += advances[i - start] ?? 0
    at = stop
  }
  return marks
}
