import { readNumbers } from '../numbers.ts'
import { childrenOf, type XmlElement } from '../xml/element.ts'
import { placeCells } from './cells.ts'
import { boxOfPage, PAGE_A4, type PageReference, type RenderDocument, resourcesOf } from './document.ts'
import {
  combine,
  type Edges,
  IDENTITY,
  intersect,
  type Matrix,
  moved,
  type Outline,
  rectangle,
  scaleOf,
} from './geometry.ts'
import type { LayerKind, Mark, MarkOrigin, RenderedPage, Unsupported } from './mark.ts'
import { type Paint, readAlpha } from './paint.ts'
import { readPath } from './path.ts'
import { readStyle, type Setting } from './style.ts'

/** Where objects stand that are being read. */
interface Place {
  readonly source: string
  readonly layer: LayerKind
  readonly matrix: Matrix
  readonly setting: Setting
  readonly alpha: number
  readonly depth: number
  readonly clips: MarkOrigin['clips']
}

const ORDER = ['Background', 'Body', 'Foreground'] as const
type Layer = (typeof ORDER)[number]
const layerOf = (name: string | undefined, otherwise: Layer): Layer =>
  ORDER.find((each) => each === name) ?? otherwise

interface ReadLayer {
  readonly element: XmlElement
  readonly kind: Layer
  /** Background templates, layers of the page, Foreground templates (7.7). */
  readonly at: number
  readonly source: string
  readonly setting: Setting
}

/**
 * All that one page draws, in the order in which it is drawn: template pages, layers, annotations (GB/T 33190-2016, 7.7,
 * 8, 15). Impressions of seals are not among it: they lie in signatures, above all else.
 *
 * What an object's own text says is not believed here: where its characters stand is told by their cells. Whatever is not
 * understood of an object stands in its `unsupported`.
 *
 * @throws SealError `ERR_OFD_LIMIT`, `ERR_XML_*`, `ERR_OFD_LOCATION`
 */
export function layoutPage(page: PageReference, render: RenderDocument): RenderedPage {
  const content = render.read(page.file)
  const layers = content === undefined ? [] : layersOf(content, page.file, render, 0)
  layers.sort((one, other) => one.at - other.at)
  const marks: Mark[] = []
  for (const { element, kind, source, setting } of layers) {
    const drawParam = element.attributes.get('DrawParam')
    readObjects(
      element,
      {
        source,
        layer: kind,
        matrix: IDENTITY,
        setting: { ...setting, drawParam },
        alpha: 1,
        depth: 0,
        clips: [],
      },
      render,
      marks,
    )
  }
  readAppearances(page, content, render, marks)
  const sheet = boxOfPage(content, 'PhysicalBox', render) ?? PAGE_A4
  const shown = boxOfPage(content, 'ApplicationBox', render)
  const physical = edges(sheet)
  return {
    id: page.id,
    physical,
    box: shown === undefined ? physical : intersect(physical, edges(shown)),
    marks,
  }
}

const edges = ({ x, y, width, height }: typeof PAGE_A4): Edges => ({
  left: x,
  top: y,
  right: x + width,
  bottom: y + height,
})

function layersOf(content: XmlElement, file: string, render: RenderDocument, depth: number): ReadLayer[] {
  const setting = {
    resources: resourcesOf(content, file, render),
    drawParam: undefined,
    defaultSpace: render.defaultSpace,
  }
  const own = childrenOf(content, 'Content').flatMap((each) =>
    childrenOf(each, 'Layer').map((element): ReadLayer => {
      const kind = layerOf(element.attributes.get('Type'), 'Body')
      return { element, kind, at: 3 + ORDER.indexOf(kind), source: file, setting }
    }),
  )
  if (depth >= render.limits.maxNesting) return own
  const below = childrenOf(content, 'Template').flatMap(({ attributes }) => {
    const name = render.templates.get(attributes.get('TemplateID') ?? '')
    const template = name === undefined ? undefined : render.read(name)
    if (name === undefined || template === undefined) return []
    render.spend('templates', 1)
    const kind = layerOf(attributes.get('ZOrder'), 'Background')
    const at = 3 * ORDER.indexOf(kind)
    return layersOf(template, name, render, depth + 1).map((layer) => ({ ...layer, kind, at }))
  })
  return [...below, ...own]
}

function readAppearances(
  page: PageReference,
  content: XmlElement | undefined,
  render: RenderDocument,
  marks: Mark[],
): void {
  const source = render.annotations.get(page.id)
  const root = source === undefined ? undefined : render.read(source)
  if (source === undefined || root === undefined) return
  const setting = {
    resources: resourcesOf(content, page.file, render),
    drawParam: undefined,
    defaultSpace: render.defaultSpace,
  }
  for (const annotation of childrenOf(root, 'Annot')) {
    if (annotation.attributes.get('Visible') === 'false') continue
    for (const appearance of childrenOf(annotation, 'Appearance')) {
      const [x = 0, y = 0] = readNumbers(appearance.attributes.get('Boundary'))
      const place = {
        source,
        layer: 'annotation',
        matrix: moved(IDENTITY, x, y),
        setting,
        alpha: 1,
        depth: 0,
        clips: [],
      } as const
      readObjects(appearance, place, render, marks)
    }
  }
}

/** Objects in the order in which they stand, of all kinds: the one that comes later lies above. */
function readObjects(within: XmlElement, place: Place, render: RenderDocument, marks: Mark[]): void {
  for (const child of within.children) {
    if (!child.ofd || child.attributes.get('Visible') === 'false') continue
    if (child.name === 'PageBlock') {
      // A block deeper than that is drawn by nobody, but must not hide anything from us.
      if (place.depth >= render.limits.maxNesting) marks.push(groupOf(child, place, render))
      else readObjects(child, { ...place, depth: place.depth + 1 }, render, marks)
      continue
    }
    const mark = readObject(child, place, render)
    if (mark !== undefined) marks.push(mark)
  }
}

function readObject(object: XmlElement, place: Place, render: RenderDocument): Mark | undefined {
  switch (object.name) {
    case 'TextObject':
      return readText(object, place, render)
    case 'PathObject':
      return readPathObject(object, place, render)
    case 'ImageObject':
      return readImage(object, place, render)
    case 'CompositeObject':
      return groupOf(object, place, render)
    default:
      return undefined
  }
}

/** What objects of every kind have (8.5). */
function originOf(object: XmlElement, place: Place, render: RenderDocument, found: Set<Unsupported>) {
  render.spend('objects', 1)
  const { attributes } = object
  const [x = 0, y = 0, width = 0, height = 0] = readNumbers(attributes.get('Boundary'))
  const corner = moved(place.matrix, x, y)
  const own = readMatrix(attributes.get('CTM'), found)
  const matrix = own === undefined ? corner : combine(corner, own)
  if (attributes.has('BlendMode')) found.add('blend-mode')
  return {
    id: attributes.get('ID') ?? '',
    source: place.source,
    layer: place.layer,
    matrix,
    boundary: rectangle(0, 0, width, height, corner).box,
    frame: rectangle(0, 0, width, height, corner),
    clips: [...place.clips, ...readClips(object, { corner, matrix }, render, found)],
    alpha: place.alpha * readAlpha(attributes.get('Alpha')),
  }
}

function readMatrix(text: string | undefined, found: Set<Unsupported>): Matrix | undefined {
  if (text === undefined) return undefined
  const numbers = readNumbers(text)
  if (numbers.length === 6) return numbers as unknown as Matrix
  found.add('matrix')
  return undefined
}

const paintsOf = (paints: readonly (Paint | undefined)[], found: Set<Unsupported>): void => {
  for (const paint of paints) {
    if (paint?.kind === 'unknown') found.add('colour')
    else if (paint?.kind === 'pattern') found.add('pattern')
    else if (paint !== undefined && paint.kind !== 'solid') found.add('shading')
  }
}

function readText(object: XmlElement, place: Place, render: RenderDocument): Mark {
  const found = new Set<Unsupported>()
  const { frame: _, alpha, ...origin } = originOf(object, place, render, found)
  const { unsupported, ...placed } = placeCells(object, origin.matrix)
  for (const each of unsupported) found.add(each)
  render.spend('glyphs', placed.cells.length)
  if (childrenOf(object, 'CGTransform').length > 0) found.add('glyphs')
  const { fill, stroke, lineWidth } = readStyle(object, place.setting, alpha, { fill: true, stroke: false })
  paintsOf([fill, stroke], found)
  const font = object.attributes.get('Font') ?? ''
  return {
    kind: 'glyphs',
    ...origin,
    ...placed,
    font,
    fill,
    stroke,
    lineWidth: lineWidth * scaleOf(origin.matrix),
    unsupported: [...found],
  }
}

function readPathObject(object: XmlElement, place: Place, render: RenderDocument): Mark {
  const found = new Set<Unsupported>()
  const { frame, alpha, ...origin } = originOf(object, place, render, found)
  const { outline, isWhole, operands } = readPath(
    childrenOf(object, 'AbbreviatedData')[0]?.text ?? '',
    origin.matrix,
  )
  render.spend('operands', operands)
  if (!isWhole) found.add('path-data')
  const { fill, stroke, lineWidth } = readStyle(object, place.setting, alpha, { fill: false, stroke: true })
  paintsOf([fill, stroke], found)
  return {
    kind: 'path',
    ...origin,
    // Nobody knows what it covers: readers differ in it.
    outline: isWhole ? outline : frame,
    rule: object.attributes.get('Rule') === 'Even-Odd' ? 'Even-Odd' : 'NonZero',
    fill,
    stroke,
    lineWidth: lineWidth * scaleOf(origin.matrix),
    unsupported: [...found],
  }
}

function readImage(object: XmlElement, place: Place, render: RenderDocument): Mark {
  const found = new Set<Unsupported>()
  const { frame, alpha, ...origin } = originOf(object, place, render, found)
  if (object.attributes.has('ImageMask')) found.add('image-mask')
  const outline = object.attributes.has('CTM') ? rectangle(0, 0, 1, 1, origin.matrix) : frame
  return {
    kind: 'image',
    ...origin,
    outline,
    resource: object.attributes.get('ResourceID') ?? '',
    alpha,
    unsupported: [...found],
  }
}

/** A composite object draws its unit, which is cut off at its own width and height (13). */
function groupOf(object: XmlElement, place: Place, render: RenderDocument): Mark {
  const found = new Set<Unsupported>()
  const { frame, alpha, ...origin } = originOf(object, place, render, found)
  const unit =
    render.resources.units.get(object.attributes.get('ResourceID') ?? '') ??
    place.setting.resources.units.get(object.attributes.get('ResourceID') ?? '')
  const marks: Mark[] = []
  if (unit === undefined || place.depth >= render.limits.maxNesting) found.add('composite')
  else {
    const [width, height] = ['Width', 'Height'].map((name) => Number(unit.element.attributes.get(name)))
    const within = width && height ? [[rectangle(0, 0, width, height, origin.matrix)]] : []
    const inner = {
      ...place,
      source: unit.file,
      matrix: origin.matrix,
      alpha,
      depth: place.depth + 1,
      clips: [...origin.clips, ...within],
    }
    for (const content of childrenOf(unit.element, 'Content')) readObjects(content, inner, render, marks)
  }
  return { kind: 'group', ...origin, outline: frame, alpha, marks, unsupported: [...found] }
}

/** The areas of each clip together (8.4): what none of them holds does not show. */
function readClips(
  object: XmlElement,
  { corner, matrix }: { readonly corner: Matrix; readonly matrix: Matrix },
  render: RenderDocument,
  found: Set<Unsupported>,
): Outline[][] {
  const [clips] = childrenOf(object, 'Clips')
  if (clips === undefined) return []
  // Whether the object's own matrix holds for its clips, too.
  const outer = clips.attributes.get('TransFlag') === 'true' ? matrix : corner
  return childrenOf(clips, 'Clip').map((clip) =>
    childrenOf(clip, 'Area').flatMap((area) => {
      if (childrenOf(area, 'Text').length > 0) found.add('clip')
      const turned = readMatrix(area.attributes.get('CTM'), found)
      const whole = turned === undefined ? outer : combine(outer, turned)
      return childrenOf(area, 'Path').map((path) => {
        const [x = 0, y = 0, width = 0, height = 0] = readNumbers(path.attributes.get('Boundary'))
        const from = moved(whole, x, y)
        const own = readMatrix(path.attributes.get('CTM'), found)
        const data = childrenOf(path, 'AbbreviatedData')[0]?.text ?? ''
        const read = readPath(data, own === undefined ? from : combine(from, own))
        render.spend('operands', read.operands)
        if (!read.isWhole) found.add('clip')
        return data === '' ? rectangle(0, 0, width, height, from) : read.outline
      })
    }),
  )
}
