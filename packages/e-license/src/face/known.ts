import { type Edges, type GlyphCell, type Mark, type PathMark, readPath } from '@xinyin/e-seal/ofd'
import { LicenceError } from '../errors.ts'
import type { LicenceData } from '../metadata/data.ts'
import { layoutFace } from './layout.ts'
import type { FaceLayout, FacePageLayout, PathMark as PlacedPath, TextMark } from './marks.ts'
import { pathDataOf } from './path-data.ts'
import type { FaceReading, ReadPage, ReadText } from './read/read.ts'
import type { FaceBox, FaceItem, FaceLanguage, FaceTemplate } from './template.ts'

/** How far from where a template has it something may be, mm: writers round. */
const SLACK = 0.35
/** Of its own words a face has at least this share, at their places, to be of a template. */
const LEAST_WORDS = 0.5
const LANGUAGES: readonly FaceLanguage[] = ['zh-CN', 'en']

/** A face as a template has it for a licence, without pictures and codes, of which only the places are known. */
export interface ExpectedFace {
  readonly layout: FaceLayout
  /** Boxes of pictures and codes. */
  readonly pictures: readonly FaceBox[]
}

const isPicture = ({ kind }: FaceItem): boolean => kind === 'picture' || kind === 'qr'

/** Lays a licence out by a template; `undefined` where that has no place for its data. */
function layOut(template: FaceTemplate, data: LicenceData, language: FaceLanguage): ExpectedFace | undefined {
  const pages = template.pages.map((page) => ({
    ...page,
    items: page.items.filter((item) => !isPicture(item)),
  }))
  const pictures = template.pages.flatMap(({ items }) =>
    items.flatMap((item) => (isPicture(item) && 'box' in item ? [item.box] : [])),
  )
  try {
    return { layout: layoutFace({ pages }, data, { language }), pictures }
  } catch (error) {
    if (error instanceof LicenceError) return undefined
    throw error
  }
}

/**
 * Finds the template that a face was made by: that of which it shows most words, at their places.
 *
 * @returns what the template makes of the licence, or `undefined` where none of them has most of its words there
 */
export function findTemplate(
  { pages }: FaceReading,
  data: LicenceData,
  templates: readonly FaceTemplate[],
): ExpectedFace | undefined {
  let best: ExpectedFace | undefined
  let most = LEAST_WORDS
  const indexes = pages.map(indexTexts)
  for (const template of templates)
    for (const language of LANGUAGES) {
      const expected = layOut(template, data, language)
      if (expected === undefined) continue
      let [found, all] = [0, 0]
      for (const [i, page] of expected.layout.pages.entries())
        for (const text of textsOf(page)) {
          if (text.run.element !== undefined) continue
          all++
          const there = indexes[i]?.get(text.text) ?? []
          if (there.some(({ mark }) => isAtPlace(mark.cells, text))) found++
        }
      if (all > 0 && found / all >= most && (best === undefined || found / all > most))
        [best, most] = [expected, found / all]
    }
  return best
}

/**
 * How a face is not as its template makes it.
 * - `misplaced`: an item, or words of the template, are not readable at their place
 * - `untagged`: an item is there, and no tag says which it is
 * - `added`: something is drawn in the face's own area that neither the template nor the licence has
 * - `repeated`: words of the template stand elsewhere once more
 */
export interface TemplateFault {
  /** Short name of GB/T 36903, or `face` for what is no item. */
  readonly element: string
  readonly index: number | undefined
  readonly reason: 'misplaced' | 'untagged' | 'added' | 'repeated'
}

/** Texts and pictures that a face shows beside what its template has, and which its template leaves room for. */
export interface TemplateFinding {
  readonly faults: readonly TemplateFault[]
  /** Visible texts outside the face's own area, and watermarks. */
  readonly untagged: number
}

/** Holds a face against what its template makes of the licence, mark by mark. */
export function compareWithTemplate(
  { pages, tags }: FaceReading,
  { layout, pictures }: ExpectedFace,
): TemplateFinding {
  const faults: TemplateFault[] = []
  const fault = (reason: TemplateFault['reason'], run: TextMark['run'] | undefined) =>
    faults.push({ element: run?.element ?? 'face', index: run?.index, reason })
  const tagged = new Map<string, Set<string>>()
  for (const { element, objects } of tags)
    for (const { page, object } of objects) {
      const key = `${page} ${object}`
      tagged.set(key, (tagged.get(key) ?? new Set()).add(element))
    }
  let untagged = 0
  for (const [i, page] of pages.entries()) {
    const expected = layout.pages[i]
    const { id } = page.drawn.page
    const index = indexTexts(page)
    const rest = new Set(page.texts)
    const words = new Set<string>()
    for (const text of expected === undefined ? [] : textsOf(expected)) {
      const { run } = text
      if (run.element === undefined) words.add(bare(text.text))
      const there = (index.get(text.text) ?? []).filter(
        (each) => each.odd === undefined && each.hidden === undefined && isAtPlace(each.mark.cells, text),
      )
      if (there.length === 0) fault('misplaced', run)
      const isTagged = there.some(
        ({ mark }) => tagged.get(`${id} ${mark.id}`)?.has(run.element ?? '') === true,
      )
      if (there.length > 0 && run.element !== undefined && !isTagged) fault('untagged', run)
      for (const each of there) rest.delete(each)
    }
    const area = expected === undefined ? page.drawn.page.box : areaOf(expected)
    for (const text of rest) {
      if (text.seen.every(({ character }) => character.trim() === '')) continue
      const isOutside = !meets(text.mark.box, area)
      if (isOutside && [...words].some((word) => word.length > 1 && bare(text.mark.text).includes(word)))
        fault('repeated', undefined)
      else if (isOutside || isWatermark(text)) untagged++
      else fault('added', undefined)
    }
    if (drawsMore(page, expected, pictures, area)) fault('added', undefined)
  }
  if (pages.length < layout.pages.length) fault('misplaced', undefined)
  return { faults, untagged }
}

const textsOf = ({ marks }: FacePageLayout): TextMark[] =>
  marks.filter((mark): mark is TextMark => mark.kind === 'text' && mark.text.trim() !== '')

function indexTexts({ texts }: ReadPage): Map<string, ReadText[]> {
  const index = new Map<string, ReadText[]>()
  for (const text of texts) {
    const same = index.get(text.mark.text)
    if (same === undefined) index.set(text.mark.text, [text])
    else same.push(text)
  }
  return index
}

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')

/** Whether every character stands where a template has it. */
function isAtPlace(cells: readonly GlyphCell[], text: TextMark): boolean {
  const characters = [...text.text]
  if (cells.length !== characters.length) return false
  let along = 0
  return cells.every((cell, i) => {
    const left = text.upright ? text.x : text.x + along
    const base = text.upright ? text.baseline + along : text.baseline
    along += text.advances[i] ?? 0
    const [across, down] = [
      cell.x - cell.halfWidth - left,
      cell.y + cell.halfHeight - base - text.size * DESCENT,
    ]
    const ratio = (cell.halfHeight * 2) / text.size
    return Math.abs(across) < SLACK && Math.abs(down) < SLACK && ratio > 0.9 && ratio < 1.1
  })
}

/** How much of a cell is below its base line, as the render tree has it. */
const DESCENT = 0.15

/** What holds all texts of a page, where its template has them. */
function areaOf(page: FacePageLayout): Edges {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, baseline, size, advances, upright } of textsOf(page)) {
    const length = advances.reduce((sum, advance) => sum + advance, 0)
    left = Math.min(left, x)
    top = Math.min(top, baseline - size)
    right = Math.max(right, upright ? x + size : x + length)
    bottom = Math.max(bottom, upright ? baseline + length : baseline)
  }
  return { left, top, right, bottom }
}

const meets = (one: Edges, other: Edges): boolean =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top

/** The most that a watermark covers (`FaceWatermark`), with what is lost to rounding. */
const FAINT = 0.41

/** Words across the page, in a layer above the others, that let what is below them through. */
export const isWatermark = ({ mark: { fill, stroke, layer } }: ReadText): boolean =>
  layer === 'Foreground' && (fill?.alpha ?? 0) <= FAINT && (stroke?.alpha ?? 0) <= FAINT

/** Whether a page has pictures or paths in the area of its text that its template does not have: they may be words. */
function drawsMore(
  { drawn }: ReadPage,
  expected: FacePageLayout | undefined,
  pictures: readonly FaceBox[],
  area: Edges,
): boolean {
  const paths = (expected?.marks ?? []).flatMap((mark) => (mark.kind === 'path' ? [linesOf(mark)] : []))
  return drawn.page.marks.some((mark: Mark) => {
    if (mark.kind === 'glyphs' || !meets(mark.outline.box, area)) return false
    if (mark.kind === 'path')
      return isSeen(mark) && !paths.some((lines) => isSamePath(mark.outline.lines, lines))
    if (mark.kind === 'group') return true
    return mark.alpha > 0 && !pictures.some((box) => fits(mark.boundary, box))
  })
}

const isSeen = ({ fill, stroke }: PathMark): boolean => (fill?.alpha ?? 0) > 0 || (stroke?.alpha ?? 0) > 0

const fits = ({ left, top, right, bottom }: Edges, [x, y, width, height]: FaceBox): boolean =>
  left > x - SLACK && top > y - SLACK && right < x + width + SLACK && bottom < y + height + SLACK

/** The lines of a template's path, as the page has them when it is read. */
const outlines = new WeakMap<PlacedPath, readonly number[]>()

function linesOf(path: PlacedPath): readonly number[] {
  const known = outlines.get(path) ?? readPath(pathDataOf(path), [1, 0, 0, 1, 0, 0]).outline.lines
  outlines.set(path, known)
  return known
}

/** Whether two paths go the same way. */
const isSamePath = (lines: readonly number[], other: readonly number[]): boolean =>
  lines.length === other.length && lines.every((at, i) => Math.abs(at - (other[i] ?? 0)) < SLACK)
