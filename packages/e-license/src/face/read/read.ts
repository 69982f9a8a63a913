import type { Glyph, ReadXml } from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
import { DEFAULT_FACE_LIMITS, type FaceLimits, type FaceSource, openFace } from './document.ts'
import { createMeter, type Hiding, type HidingOf, type JudgeHiding, judgeHiding } from './hiding.ts'
import { readingOrder } from './lines.ts'
import { marksOf, type PageMarks } from './marks.ts'
import { marksOfStamps } from './stamps.ts'
import { readTags } from './tags.ts'
import type { TextMark } from './text.ts'

/** One item as a face shows it. */
export interface ShownItem {
  /** Short name of GB/T 36903, as the tag has it: `CZZT`, `KZ_GCMC`. */
  readonly element: string
  /** Which of several issuers or holders, from 0, where the tag says it. */
  readonly index: number | undefined
  /** All of its text, seen or not. */
  readonly text: string
  /** Why not all of it can be read; `missing` where a tag points at no text, or at more than one object of one name. */
  readonly hidden: Hiding | 'missing' | undefined
}

/** What a face says. */
export interface FaceReading {
  /** The items that are tagged, in the order of the tags. An item may be shown more than once. */
  readonly items: readonly ShownItem[]
  /** What can be seen, tagged or not: page by page, line by line, each from left to right. */
  readonly text: string
}

/**
 * Reads what the face of a licence shows to a person: the visible text, and which of it belongs to which item, as the
 * document's tags say (`CustomTags`; GB/T 33190-2016, 16).
 *
 * Text counts as visible when it is on the page, large and dark enough, and neither covered nor overprinted. Fonts are
 * not read: a font inside the document could show other characters than the text says, and what a picture shows is not
 * known.
 *
 * @param readXml - as `withXmlReader` of `@xinyin/e-seal/ofd` gives one, on the budget of a face (`FACE_XML_LIMITS`)
 * @throws LicenceError `ERR_FACE_DOCUMENTS`, `ERR_FACE_LIMIT`; SealError `ERR_XML_*`, `ERR_OFD_LOCATION`
 */
export function readFaceWith(
  readXml: ReadXml,
  source: FaceSource,
  limits: Partial<FaceLimits> = {},
): FaceReading {
  const bounds = { ...DEFAULT_FACE_LIMITS, ...limits }
  const face = openFace(source, readXml, bounds)
  const spend = createMeter(bounds.maxSteps)
  const pages = new Map<string, ReadPage>()
  let glyphs = 0
  for (const page of face.document.pages) {
    const drawn = marksOf(page, face)
    const marks = { ...drawn, marks: [...drawn.marks, ...marksOfStamps(drawn, source.stamps ?? [])] }
    for (const mark of marks.marks) if (mark.kind === 'text') glyphs += mark.count
    if (glyphs > bounds.maxGlyphs)
      throw faceError('ERR_FACE_LIMIT', { what: 'characters', limit: bounds.maxGlyphs })
    pages.set(page.id, readPage(marks, judgeHiding(marks, spend)))
  }
  const items = readTags(face).map(({ element, index, objects }): ShownItem => {
    const shown = objects.map(({ page, object }) => pages.get(page)?.objects.get(object))
    const text = shown.map((each) => each?.text ?? '').join('')
    const isMissing = shown.some((each) => each === undefined)
    const hidden = isMissing ? 'missing' : shown.find((each) => each?.hidden !== undefined)?.hidden
    return { element, index, text, hidden }
  })
  return new PagesReading(items, [...pages.values()])
}

/** A class, since engines keep whatever the getter of a plain object sees until they go through all of the memory. */
class PagesReading implements FaceReading {
  readonly items: readonly ShownItem[]
  readonly #pages: readonly ReadPage[]

  constructor(items: readonly ShownItem[], pages: readonly ReadPage[]) {
    this.items = items
    this.#pages = pages
  }

  /** Whoever finds all in the tags needs no more. */
  get text() {
    return this.#pages
      .flatMap(linesOf)
      .filter((line) => line.trim() !== '')
      .join('\n')
  }
}

interface ReadPage {
  readonly objects: ReadonlyMap<string, { readonly text: string; readonly hidden: ShownItem['hidden'] }>
  /** What can be seen of the texts. */
  readonly seen: readonly SeenText[]
}

interface SeenText {
  readonly glyphs: () => readonly Glyph[]
  /** Of a stamp or a watermark, which is read on its own. */
  readonly turned: boolean
}

function readPage({ marks }: PageMarks, judge: JudgeHiding): ReadPage {
  const objects = new Map<string, { text: string; hidden: ShownItem['hidden'] }>()
  const seen: SeenText[] = []
  for (const [at, mark] of marks.entries()) {
    if (mark.kind !== 'text') continue
    const { hidden, visible } = lookAt(mark, judge(mark, at))
    seen.push(visible)
    if (mark.id === '') continue
    // Which of two objects of one identifier is meant, nobody can tell.
    objects.set(mark.id, { text: mark.text, hidden: objects.has(mark.id) ? 'missing' : hidden })
  }
  return { objects, seen }
}

function lookAt(
  mark: TextMark,
  hidingOf: HidingOf | undefined,
): { hidden: Hiding | undefined; visible: SeenText } {
  if (hidingOf === undefined) return { hidden: undefined, visible: mark }
  const glyphs: Glyph[] = []
  let hidden: Hiding | undefined
  for (const glyph of mark.glyphs()) {
    const reason = glyph.character.trim() === '' ? undefined : hidingOf(glyph)
    if (reason === undefined) glyphs.push(glyph)
    else hidden ??= reason
  }
  return { hidden, visible: { glyphs: () => glyphs, turned: mark.turned } }
}

/** The texts of a page line by line, and then those whose lines are not level. */
function linesOf({ seen }: ReadPage): string[] {
  const level = seen.filter(({ turned }) => !turned).flatMap(({ glyphs }) => glyphs())
  const across = seen.filter(({ turned }) => turned)
  return [
    readingOrder(level),
    ...across.map(({ glyphs }) =>
      glyphs()
        .map(({ character }) => character)
        .join(''),
    ),
  ]
}
