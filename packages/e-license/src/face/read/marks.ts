import { childrenOf, type Glyph, type PageReference, placeGlyphs, type XmlElement } from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
import { type Colour, colourOf, type Palette } from './colour.ts'
import type { FaceDocument } from './document.ts'
import {
  combine,
  densityOf,
  type Edges,
  edgesOfRectangle,
  IDENTITY,
  type Matrix,
  readShape,
  rectangle,
  type Shape,
} from './shape.ts'

/** Text that a page draws: one object. */
export interface TextMark {
  readonly kind: 'text'
  /** The object's identifier; empty where it has none. */
  readonly id: string
  readonly glyphs: readonly Glyph[]
  /** What holds them all. */
  readonly box: Edges
  /** Of the smallest of them, mm. */
  readonly smallest: { readonly height: number; readonly width: number }
  /** `undefined` when it is drawn with none. */
  readonly colour: Colour | undefined
  /** Whether its line is not level. */
  readonly turned: boolean
  /** Only what is within all of these shows. */
  readonly clips: readonly Edges[]
}

/** What may lie on text or under it. */
export interface AreaMark {
  readonly kind: 'area'
  readonly shape: Shape
  /** `picture` where it is not known which. */
  readonly colour: Colour | 'picture'
  /** Width of its stroke; `undefined` for what is filled. */
  readonly stroke: number | undefined
}

export type Mark = TextMark | AreaMark

/** The marks of one page in the order in which they are drawn, and the page's own size. */
export interface PageMarks {
  readonly id: string
  readonly box: Edges
  readonly marks: readonly Mark[]
}

/** The order of layers and of template pages (GB/T 33190-2016, 7.7). */
const ORDER: Readonly<Record<string, number>> = { Background: 0, Body: 1, Foreground: 2 }
const rank = (name: string | undefined, otherwise: string) =>
  ORDER[name ?? otherwise] ?? ORDER[otherwise] ?? 0

/** Width of a line, mm, and share of what is around them that lines fill, up to which nothing is hidden by them. */
const FINE = 0.5
const SPARSE = 0.2

/** A4, where neither page nor document says a size. */
const A4: Edges = { left: 0, top: 0, right: 210, bottom: 297 }
/** How deep blocks lie in each other, and template pages on each other. */
const MAX_NESTING = 16
/** Template pages that one page shows, counted as often as it shows them. */
const MAX_TEMPLATES = 100

/** All that one page draws: its templates, layers and annotations. @throws LicenceError `ERR_FACE_LIMIT`; SealError `ERR_XML_*` */
export function marksOf(page: PageReference, face: FaceDocument): PageMarks {
  const content = face.read(page.file)
  const layers =
    content === undefined ? [] : layersOf(content, face, { depth: 0, room: { templates: MAX_TEMPLATES } })
  layers.sort((one, other) => one.at - other.at)
  const marks: Mark[] = []
  const walk = createWalk(face, marks)
  for (const { layer } of layers) walk(layer, IDENTITY, layer.attributes.get('DrawParam'), 0)
  for (const { appearance, origin } of appearancesOf(page, face)) walk(appearance, origin, undefined, 0)
  return { id: page.id, box: pageBox(content, face), marks }
}

function layersOf(
  content: XmlElement,
  face: FaceDocument,
  { depth, room }: { readonly depth: number; readonly room: { templates: number } },
): { layer: XmlElement; at: number }[] {
  const own = childrenOf(content, 'Content').flatMap((each) =>
    childrenOf(each, 'Layer').map((layer) => ({ layer, at: 3 + rank(layer.attributes.get('Type'), 'Body') })),
  )
  if (depth >= MAX_NESTING) return own
  const below = childrenOf(content, 'Template').flatMap(({ attributes }) => {
    const file = face.templates.get(attributes.get('TemplateID') ?? '')
    const template = file === undefined ? undefined : face.read(file)
    if (template === undefined) return []
    room.templates--
    if (room.templates < 0) throw faceError('ERR_FACE_LIMIT', { what: 'templates', limit: MAX_TEMPLATES })
    const at = 3 * rank(attributes.get('ZOrder'), 'Background')
    return layersOf(template, face, { depth: depth + 1, room }).map(({ layer }) => ({ layer, at }))
  })
  return [...below, ...own]
}

function appearancesOf(page: PageReference, face: FaceDocument) {
  const file = face.annotations.get(page.id)
  const root = file === undefined ? undefined : face.read(file)
  return childrenOf(root, 'Annot')
    .filter(({ attributes }) => attributes.get('Visible') !== 'false')
    .flatMap((annotation) => childrenOf(annotation, 'Appearance'))
    .map((appearance) => {
      const [x = 0, y = 0] = numbersOf(appearance.attributes.get('Boundary'))
      return { appearance, origin: [1, 0, 0, 1, x, y] as Matrix }
    })
}

function pageBox(content: XmlElement | undefined, { document }: FaceDocument): Edges {
  const own = childrenOf(childrenOf(content, 'Area')[0], 'PhysicalBox')[0]?.text
  const [x, y, width, height] = numbersOf(own)
  if (x !== undefined && y !== undefined && width !== undefined && height !== undefined)
    return { left: x, top: y, right: x + width, bottom: y + height }
  const box = document.pageBox
  return box === undefined
    ? A4
    : { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height }
}

function createWalk({ drawParams }: FaceDocument, marks: Mark[]) {
  const palette: Palette = { params: drawParams, known: new Map() }
  let hasText = false
  const walk = (within: XmlElement, origin: Matrix, param: string | undefined, depth: number): void => {
    for (const child of within.children) {
      if (!child.ofd || child.attributes.get('Visible') === 'false') continue
      if (child.name === 'PageBlock' && depth < MAX_NESTING) walk(child, origin, param, depth + 1)
      else if (child.name === 'TextObject') {
        marks.push(textMark(child, origin, param))
        hasText = true
      } else if (child.name === 'PathObject')
        for (const mark of pathMarks(child, origin, param)) marks.push(mark)
      else if (child.name === 'ImageObject' || child.name === 'CompositeObject')
        marks.push(...pictureMarks(child, origin))
    }
  }
  const textMark = (object: XmlElement, origin: Matrix, param: string | undefined): TextMark => {
    const { attributes } = object
    const moved = shift(attributes, origin)
    const codes = childrenOf(object, 'TextCode')
    const isFilled = attributes.get('Fill') !== 'false'
    const isStroked = attributes.get('Stroke') === 'true'
    const kind = isFilled ? 'FillColor' : isStroked ? 'StrokeColor' : undefined
    const glyphs = codes.flatMap((code) => placeGlyphs({ attributes: moved }, code.attributes, code.text))
    return {
      kind: 'text',
      id: attributes.get('ID') ?? '',
      glyphs,
      ...extentOf(glyphs),
      colour: kind && colourOf(object, kind, palette, param),
      turned: isTurned(attributes),
      clips: clipsOf(object, origin),
    }
  }
  const pathMarks = (object: XmlElement, origin: Matrix, param: string | undefined): AreaMark[] => {
    const { attributes } = object
    const isFilled = attributes.get('Fill') === 'true'
    const isStroked = attributes.get('Stroke') !== 'false'
    const stroke = Math.abs(Number(attributes.get('LineWidth') ?? 0.353)) || 0
    // Fine lines under all texts are ornaments, and long.
    if (!isFilled && stroke < FINE && !hasText) return []
    const data = childrenOf(object, 'AbbreviatedData')[0]?.text ?? ''
    const shape = readShape(data, matrixOf(attributes, origin))
    const colour = (kind: 'FillColor' | 'StrokeColor') => colourOf(object, kind, palette, param)
    const found: AreaMark[] = []
    if (isFilled) found.push({ kind: 'area', shape, colour: colour('FillColor'), stroke: undefined })
    // A fine line hides nothing, unless there are many.
    if (isStroked && (stroke >= FINE || densityOf(shape, stroke) > SPARSE))
      found.push({ kind: 'area', shape, colour: colour('StrokeColor'), stroke })
    return found
  }
  return walk
}

/** A picture is the unit square through its matrix (10), a composite object what its boundary holds. */
function pictureMarks(object: XmlElement, origin: Matrix): AreaMark[] {
  const { attributes } = object
  if (Number(attributes.get('Alpha') ?? 255) < 64) return []
  const [x = 0, y = 0, width = 0, height = 0] = numbersOf(attributes.get('Boundary'))
  const isImage = object.name === 'ImageObject' && attributes.has('CTM')
  const shape = isImage
    ? rectangle(0, 0, 1, 1, matrixOf(attributes, origin))
    : rectangle(x, y, width, height, origin)
  return [{ kind: 'area', shape, colour: 'picture', stroke: undefined }]
}

/** How much a line rises or falls for its length, and is still read with others on its line. */
const LEVEL = 0.1

function isTurned(attributes: ReadonlyMap<string, string>): boolean {
  const [a = 1, b = 0] = numbersOf(attributes.get('CTM'))
  return a <= 0 || Math.abs(b) > a * LEVEL
}

/** An object shows within its boundary (8.5), and within each of its clips. */
function clipsOf(object: XmlElement, origin: Matrix): Edges[] {
  const [x = 0, y = 0, width = 0, height = 0] = numbersOf(object.attributes.get('Boundary'))
  const boundary = edgesOfRectangle(x, y, width, height, origin)
  const clips = childrenOf(childrenOf(object, 'Clips')[0], 'Clip')
  if (clips.length === 0) return [boundary]
  const matrix: Matrix = combine(origin, [1, 0, 0, 1, x, y])
  return [boundary, ...clips.map((clip) => clipOf(clip, matrix))]
}

/** What all areas of a clip take up together: none when they have no path. */
function clipOf(clip: XmlElement, matrix: Matrix): Edges {
  const edges = childrenOf(clip, 'Area')
    .flatMap((area) => childrenOf(area, 'Path'))
    .map((path) => {
      const [left = 0, top = 0, across = 0, down = 0] = numbersOf(path.attributes.get('Boundary'))
      return edgesOfRectangle(left, top, across, down, matrix)
    })
  return {
    left: Math.min(...edges.map(({ left }) => left)),
    top: Math.min(...edges.map(({ top }) => top)),
    right: Math.max(...edges.map(({ right }) => right)),
    bottom: Math.max(...edges.map(({ bottom }) => bottom)),
  }
}

/** From an object's own coordinates to the page's. */
function matrixOf(attributes: ReadonlyMap<string, string>, origin: Matrix): Matrix {
  const [x = 0, y = 0] = numbersOf(attributes.get('Boundary'))
  const own = numbersOf(attributes.get('CTM'))
  const matrix = own.length === 6 ? (own as unknown as Matrix) : IDENTITY
  return combine(combine(origin, [1, 0, 0, 1, x, y]), matrix)
}

/** The attributes of an object whose boundary counts from another corner than the page's. */
function shift(attributes: ReadonlyMap<string, string>, origin: Matrix): ReadonlyMap<string, string> {
  if (origin === IDENTITY) return attributes
  const [x = 0, y = 0, width = 0, height = 0] = numbersOf(attributes.get('Boundary'))
  const boundary = `${x + origin[4]} ${y + origin[5]} ${width} ${height}`
  return new Map([...attributes, ['Boundary', boundary]])
}

/** The box that holds all characters of a text, and the size of the smallest of them. */
function extentOf(glyphs: readonly Glyph[]): Pick<TextMark, 'box' | 'smallest'> {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  let [height, width] = [Infinity, Infinity]
  for (const { x, y, halfWidth, halfHeight } of glyphs) {
    left = Math.min(left, x - halfWidth)
    right = Math.max(right, x + halfWidth)
    top = Math.min(top, y - halfHeight)
    bottom = Math.max(bottom, y + halfHeight)
    height = Math.min(height, halfHeight * 2)
    width = Math.min(width, halfWidth * 2)
  }
  return { box: { left, top, right, bottom }, smallest: { height, width } }
}

const BLANKS = /\s+/

function numbersOf(text: string | undefined): number[] {
  return (text !== undefined && plainNumbers(text)) || blankNumbers(text)
}

/** Numbers with one blank between them, as nearly all are written; nothing for what is written otherwise. */
function plainNumbers(text: string): number[] | undefined {
  const numbers: number[] = []
  for (let start = 0; start <= text.length; ) {
    const blank = text.indexOf(' ', start)
    const end = blank < 0 ? text.length : blank
    const first = text.charCodeAt(start)
    const number = Number(text.slice(start, end))
    // What begins with a sign, a point or a digit is one number or none.
    if (start === end || !(first >= PLUS && first <= NINE && Number.isFinite(number))) return undefined
    numbers.push(number)
    start = end + 1
  }
  return numbers
}

const PLUS = 0x2b
const NINE = 0x39

function blankNumbers(text: string | undefined): number[] {
  const numbers = (text?.trim() || undefined)?.split(BLANKS).map(Number) ?? []
  return numbers.every(Number.isFinite) ? numbers : []
}
