import {
  type Edges,
  type GlyphsMark,
  holds,
  isWithin,
  type Mark,
  type Outline,
  type Paint,
  type RenderedPage,
  rectangle,
  solid,
  strokes,
} from '@xinyin/e-seal/ofd'

/** What may lie on text or under it: what a path fills or strokes, a picture, or what is not known. */
export interface Area {
  readonly outline: Outline
  readonly rule: 'NonZero' | 'Even-Odd'
  /** Width of its stroke; `undefined` for what is filled. */
  readonly stroke: number | undefined
  readonly paint: Paint
  /** Only what is in all of these shows. */
  readonly clips: readonly (readonly Outline[])[]
  readonly within: Edges | undefined
}

/** A text, and how many areas were drawn before it. */
export interface DrawnText {
  readonly mark: GlyphsMark
  readonly at: number
  /** Which of the texts of its page it is, in the order in which they are drawn. */
  readonly order: number
}

export interface DrawnPage {
  readonly page: RenderedPage
  readonly texts: readonly DrawnText[]
  readonly areas: readonly Area[]
}

/** Characters that are as good as a filled cell, or whose look a font alone knows. */
const BLOCK = /[\u2580-\u259f\u25a0-\u25ff\u2b1b\u2b1c\ue000-\uf8ff]/

/** The marks of a page as texts and what may hide them, in the order in which they are drawn. */
export function drawnOf(page: RenderedPage): DrawnPage {
  const texts: DrawnText[] = []
  const areas: Area[] = []
  const visit = (marks: readonly Mark[]): void => {
    for (const mark of marks) {
      if (mark.kind === 'glyphs') {
        texts.push({ mark, at: areas.length, order: texts.length })
        if (BLOCK.test(mark.text)) areas.push(...blocksOf(mark))
      } else if (mark.kind === 'group' && mark.unsupported.length === 0) visit(mark.marks)
      else areas.push(...areasOf(mark))
    }
  }
  visit(page.marks)
  return { page, texts, areas }
}

const unknown = (alpha: number): Paint => ({ kind: 'unknown', alpha })

function areasOf(mark: Exclude<Mark, GlyphsMark>): Area[] {
  const { clips, outline, unsupported } = mark
  const area = { outline, rule: 'NonZero', stroke: undefined, clips, within: undefined } as const
  if (mark.kind === 'image') return [{ ...area, paint: unknown(mark.alpha), within: mark.boundary }]
  if (mark.kind === 'group') return [{ ...area, paint: unknown(mark.alpha) }]
  const { fill, stroke, lineWidth, rule } = mark
  const most = Math.max(fill?.alpha ?? 0, stroke?.alpha ?? 0)
  // A path that is not understood may be anywhere in its box, and one that is blended may be of any colour.
  if (unsupported.includes('path-data')) return [{ ...area, paint: unknown(most) }]
  const seen = (paint: Paint) => (unsupported.includes('blend-mode') ? unknown(paint.alpha) : paint)
  const found: Area[] = []
  if (fill !== undefined) found.push({ ...area, rule, paint: seen(fill) })
  if (stroke !== undefined && lineWidth > 0) found.push({ ...area, stroke: lineWidth, paint: seen(stroke) })
  return found
}

const blocksOf = ({ cells, fill, stroke, clips }: GlyphsMark): Area[] =>
  cells
    .filter(({ character }) => BLOCK.test(character))
    .map(({ x, y, halfWidth, halfHeight }) => ({
      outline: rectangle(x - halfWidth, y - halfHeight, halfWidth * 2, halfHeight * 2, [1, 0, 0, 1, 0, 0]),
      rule: 'NonZero',
      stroke: undefined,
      paint: fill ?? stroke ?? solid(0, 0, 0, 0),
      clips,
      within: undefined,
    }))

/** As much of an area as is near a text: where a stroke passes by, its lines there. */
export interface NearArea extends Area {
  readonly lines: readonly number[]
}

/** What of an area is in a box; `undefined` when nothing is. */
export function nearOf(area: Area, around: Edges): NearArea | undefined {
  const { outline, stroke } = area
  const { box, lines } = outline
  const half = (stroke ?? 0) / 2
  const [left, right, top, bottom] = [
    around.left - half,
    around.right + half,
    around.top - half,
    around.bottom + half,
  ]
  if (box.left > right || box.right < left || box.top > bottom || box.bottom < top) return undefined
  if (stroke === undefined) return { ...area, lines }
  const near: number[] = []
  for (let i = 0; i < lines.length; i += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [lines[i], lines[i + 1], lines[i + 2], lines[i + 3]]
    if (Math.min(x1, x2) > right || Math.max(x1, x2) < left) continue
    if (Math.min(y1, y2) <= bottom && Math.max(y1, y2) >= top) near.push(x1, y1, x2, y2)
  }
  return near.length === 0 ? undefined : { ...area, lines: near }
}

/** Whether an area is seen at a point. */
export function isAt(
  { outline, rule, stroke, clips, within, lines }: NearArea,
  x: number,
  y: number,
): boolean {
  if (within !== undefined && !isWithin(x, y, within)) return false
  if (!showsAt(clips, x, y)) return false
  return stroke === undefined ? holds(outline, rule, x, y) : strokes(lines, stroke, x, y)
}

/** Whether clips let through what is at a point. */
export const showsAt = (clips: Area['clips'], x: number, y: number): boolean =>
  clips.every((areas) => areas.some((outline) => holds(outline, 'NonZero', x, y)))
