import { type GlyphCell, type GlyphsMark, layoutPage, type ReadXml } from '@xinyin/e-seal/ofd'
import { type DrawnPage, type DrawnText, drawnOf } from './areas.ts'
import {
  DEFAULT_FACE_LIMITS,
  type FaceLimits,
  type FaceSource,
  openFace,
  withFaceLimits,
} from './document.ts'
import { createMeter, type Hiding, type JudgeHiding, judgeHiding } from './hiding.ts'
import { readingDown, readingOrder } from './lines.ts'
import { isCrowded } from './overprint.ts'
import { areasOfStamps } from './stamps.ts'
import { type FaceTag, readTags } from './tags.ts'

/**
 * How a text is set that this library never sets so, and that readers show in different ways.
 * - `glyphs`: its characters stand for glyphs of its own choice
 * - `direction`: turned, mirrored, or read in another direction
 * - `spacing`: some of its characters have no place of their own
 */
export type OddSetting = 'glyphs' | 'direction' | 'spacing'

/** One item as a face shows it. */
export interface ShownItem {
  /** Short name of GB/T 36903, as the tag has it: `CZZT`, `KZ_GCMC`. */
  readonly element: string
  /** Which of several issuers or holders, from 0, where the tag says it. */
  readonly index: number | undefined
  /** All of its text, seen or not, as its characters stand: line by line, each from left to right. */
  readonly text: string
  /** Why not all of it can be read; `missing` where a tag points at no text, or at more than one object of one name. */
  readonly hidden: Hiding | OddSetting | 'missing' | undefined
}

/** One text of a page. */
export interface ReadText {
  readonly mark: GlyphsMark
  /** Why not all of it can be read. */
  readonly hidden: Hiding | undefined
  /** The characters that can be read. */
  readonly seen: readonly GlyphCell[]
  readonly odd: OddSetting | undefined
  /** Whether its line is not level: of a stamp or a watermark, which is read on its own. */
  readonly turned: boolean
}

export interface ReadPage {
  readonly drawn: DrawnPage
  readonly texts: readonly ReadText[]
}

/** What a face says. */
export interface FaceReading {
  /** The items that are tagged, in the order of the tags. An item may be shown more than once. */
  readonly items: readonly ShownItem[]
  readonly tags: readonly FaceTag[]
  readonly pages: readonly ReadPage[]
  /** What can be seen, tagged or not: page by page, line by line, each from left to right. */
  readonly text: string
}

/**
 * Reads what the face of a licence shows to a person: the visible text, and which of it belongs to which item, as the
 * document's tags say (`CustomTags`; GB/T 33190-2016, 16).
 *
 * Text counts as visible when it is on the page, large and dark enough, and neither covered nor overprinted. It is read
 * as its characters stand on the page, not as it is stored. Fonts are not read: a font inside the document could show
 * other characters than the text says, and what a picture shows is not known.
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
  return withFaceLimits(() => {
    const face = openFace(source, readXml, bounds)
    const spend = createMeter(bounds.maxSteps)
    const pages = new Map<string, ReadPage>()
    for (const page of face.document.pages) {
      const rendered = layoutPage(page, face.render)
      const drawn = drawnOf(rendered)
      const stamped = { ...drawn, areas: [...drawn.areas, ...areasOfStamps(rendered, source.stamps ?? [])] }
      const judge = judgeHiding(stamped, spend)
      pages.set(page.id, { drawn: stamped, texts: stamped.texts.map((text) => readText(text, judge)) })
    }
    const tags = readTags(face)
    return createReading(tags, pages)
  })
}

function createReading(tags: readonly FaceTag[], pages: ReadonlyMap<string, ReadPage>): FaceReading {
  const objects = new Map([...pages].map(([id, page]) => [id, textsById(page)]))
  const items = tags.map((tag) => itemOf(tag, (page, object) => objects.get(page)?.get(object)))
  const all = [...pages.values()]
  return {
    items,
    tags,
    pages: all,
    // Whoever finds all in the tags needs no more.
    get text() {
      return all
        .flatMap(linesOf)
        .filter((line) => line.trim() !== '')
        .join('\n')
    },
  }
}

/** Which of two objects of one identifier is meant, nobody can tell: they are `undefined`. */
function textsById({ texts }: ReadPage): Map<string, ReadText | undefined> {
  const found = new Map<string, ReadText | undefined>()
  for (const text of texts) {
    const { id } = text.mark
    if (id !== '') found.set(id, found.has(id) ? undefined : text)
  }
  return found
}

function itemOf(
  { element, index, objects, own }: FaceTag,
  find: (page: string, object: string) => ReadText | undefined,
): ShownItem {
  const pages = new Map<string, ReadText[]>()
  let isMissing = false
  for (const { page, object } of objects) {
    const text = find(page, object)
    if (text === undefined) isMissing = true
    else pages.set(page, [...(pages.get(page) ?? []), text])
  }
  const texts = [...pages.values()]
  const found = texts.flat()
  const text = texts.map(readAsItStands).join('')
  const hidden = found.find((each) => each.hidden !== undefined)?.hidden
  // Writers of other systems set text in more ways than this library does, and mean no harm.
  const odd = own ? (found.find((each) => each.odd !== undefined)?.odd ?? crowdedOf(found)) : undefined
  return { element, index, text, hidden: isMissing ? 'missing' : (hidden ?? odd) }
}

const crowdedOf = (texts: readonly ReadText[]): 'overprinted' | undefined =>
  isCrowded(texts.flatMap(({ mark }) => mark.cells)) ? 'overprinted' : undefined

/** The text of an item by where its characters stand, whatever the order in which they are stored. */
function readAsItStands(texts: readonly ReadText[]): string {
  const cells = texts.flatMap(({ mark }) => mark.cells)
  if (texts.some(({ turned }) => turned)) return texts.map(({ mark }) => mark.text).join('')
  const lines = texts.some(({ mark }) => isUpright(mark)) ? readingDown(cells) : readingOrder(cells)
  return lines.replaceAll('\n', '')
}

function isUpright({ cells }: GlyphsMark): boolean {
  const [first, last] = [cells[0], cells.at(-1)]
  if (first === undefined || last === undefined || first === last) return false
  return Math.abs(last.y - first.y) > Math.abs(last.x - first.x)
}

function readText(text: DrawnText, judge: JudgeHiding): ReadText {
  const { mark } = text
  const hidingOf = judge(text)
  const rest = { mark, odd: oddOf(mark), turned: isTurned(mark) }
  if (hidingOf === undefined) return { ...rest, hidden: undefined, seen: mark.cells }
  const seen: GlyphCell[] = []
  let hidden: Hiding | undefined = mark.unsupported.includes('place') ? 'outside' : undefined
  for (const cell of mark.cells) {
    const reason = cell.character.trim() === '' ? undefined : hidingOf(cell)
    if (reason === undefined) seen.push(cell)
    else hidden ??= reason
  }
  return { ...rest, hidden, seen }
}

/** How much a line rises or falls for its length, and is still read with others on its line. */
const LEVEL = 0.1

function isTurned({ matrix: [a, b, c, d] }: GlyphsMark): boolean {
  return a <= 0 || d <= 0 || Math.abs(b) > a * LEVEL || Math.abs(c) > d
}

function oddOf(mark: GlyphsMark): OddSetting | undefined {
  const { unsupported, charDirection, readDirection } = mark
  if (unsupported.includes('glyphs')) return 'glyphs'
  if (charDirection !== 0 || readDirection !== 0 || isTurned(mark)) return 'direction'
  return unsupported.includes('deltas') || unsupported.includes('place') ? 'spacing' : undefined
}

/** The texts of a page line by line, and then those whose lines are not level. */
function linesOf({ texts }: ReadPage): string[] {
  const level = texts.filter(({ turned }) => !turned).flatMap(({ seen }) => seen)
  const across = texts.filter(({ turned }) => turned)
  return [readingOrder(level), ...across.map(({ seen }) => seen.map(({ character }) => character).join(''))]
}
