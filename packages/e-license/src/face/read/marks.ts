import { childrenOf, type PageReference, readNumbers, type XmlElement } from '@xinyin/e-seal/ofd'
import { faceError } from '../codes.ts'
import { type Colour, colourOf, type Palette } from './colour.ts'
import type { FaceDocument } from './document.ts'
import {
  combine,
  densityOf,
  type Edges,
  IDENTITY,
  type Matrix,
  readShape,
  rectangle,
  type Shape,
} from './shape.ts'
import { readTextMark, type TextMark } from './text.ts'

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
const ORDER = ['Background', 'Body', 'Foreground'] as const
type Place = (typeof ORDER)[number]
const isPlace = (name: string | undefined): name is Place => ORDER.includes(name as Place)
const rank = (name: string | undefined, otherwise: Place) => ORDER.indexOf(isPlace(name) ? name : otherwise)

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
      const [x = 0, y = 0] = readNumbers(appearance.attributes.get('Boundary'))
      return { appearance, origin: [1, 0, 0, 1, x, y] as Matrix }
    })
}

function pageBox(content: XmlElement | undefined, { document }: FaceDocument): Edges {
  const own = childrenOf(childrenOf(content, 'Area')[0], 'PhysicalBox')[0]?.text
  const [x, y, width, height] = readNumbers(own)
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
        marks.push(readTextMark(child, origin, palette, param))
        hasText = true
      } else if (child.name === 'PathObject')
        for (const mark of pathMarks(child, origin, param)) marks.push(mark)
      else if (child.name === 'ImageObject' || child.name === 'CompositeObject')
        marks.push(...pictureMarks(child, origin))
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
  const [x = 0, y = 0, width = 0, height = 0] = readNumbers(attributes.get('Boundary'))
  const isImage = object.name === 'ImageObject' && attributes.has('CTM')
  const shape = isImage
    ? rectangle(0, 0, 1, 1, matrixOf(attributes, origin))
    : rectangle(x, y, width, height, origin)
  return [{ kind: 'area', shape, colour: 'picture', stroke: undefined }]
}

/** From an object's own coordinates to the page's. */
function matrixOf(attributes: ReadonlyMap<string, string>, origin: Matrix): Matrix {
  const [x = 0, y = 0] = readNumbers(attributes.get('Boundary'))
  const own = readNumbers(attributes.get('CTM'))
  const matrix = own.length === 6 ? (own as unknown as Matrix) : IDENTITY
  return combine(combine(origin, [1, 0, 0, 1, x, y]), matrix)
}
