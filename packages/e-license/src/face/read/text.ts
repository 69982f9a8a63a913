import {
  childrenOf,
  type Glyph,
  glyphsOf,
  type PlacedText,
  placeText,
  readNumbers,
  readTextSetting,
  type TextSetting,
  type XmlElement,
} from '@xinyin/e-seal/ofd'
import { type Colour, colourOf, type Palette } from './colour.ts'
import { combine, type Edges, edgesOfRectangle, IDENTITY, type Matrix } from './shape.ts'

/** Text that a page draws: one object. */
export interface TextMark {
  readonly kind: 'text'
  /** The object's identifier; empty where it has none. */
  readonly id: string
  /** All of it, seen or not. */
  readonly text: string
  /** Its characters one by one: made when they are asked for, since most texts can be judged as a whole. */
  readonly glyphs: () => readonly Glyph[]
  /** How many they are. */
  readonly count: number
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

/** @param drawParam - identifier of the drawing parameters that hold around it */
export function readTextMark(
  object: XmlElement,
  origin: Matrix,
  palette: Palette,
  drawParam: string | undefined,
): TextMark {
  const { attributes } = object
  const isFilled = attributes.get('Fill') !== 'false'
  const isStroked = attributes.get('Stroke') === 'true'
  const kind = isFilled ? 'FillColor' : isStroked ? 'StrokeColor' : undefined
  const setting = readTextSetting(attributes)
  const moved = shift(setting, origin)
  const codes = childrenOf(object, 'TextCode').map((code) => placeText(moved, code.attributes, code.text))
  let glyphs: readonly Glyph[] | undefined
  const { count, box, smallest } = extentOf(codes)
  return {
    kind: 'text',
    id: attributes.get('ID') ?? '',
    text: codes.length === 1 ? (codes[0]?.text ?? '') : codes.map(({ text }) => text).join(''),
    glyphs() {
      glyphs ??= codes.flatMap(glyphsOf)
      return glyphs
    },
    count,
    box,
    smallest,
    colour: kind && colourOf(object, kind, palette, drawParam),
    turned: isTurned(attributes),
    clips: clipsOf(object, setting, origin),
  }
}

/** How text is set whose boundary counts from another corner than the page's. */
function shift(setting: TextSetting, origin: Matrix): TextSetting {
  if (origin === IDENTITY) return setting
  return { ...setting, left: setting.left + origin[4], top: setting.top + origin[5] }
}

/** The box that holds all characters of a text, and the size of the smallest of them. */
function extentOf(codes: readonly PlacedText[]): Pick<TextMark, 'count' | 'box' | 'smallest'> {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  let [height, width] = [Infinity, Infinity]
  let count = 0
  for (const { places } of codes) {
    count += places.length / 4
    for (let i = 0; i < places.length; i += 4) {
      const [x = 0, y = 0] = [places[i], places[i + 1]]
      const [halfWidth = 0, halfHeight = 0] = [places[i + 2], places[i + 3]]
      left = Math.min(left, x - halfWidth)
      right = Math.max(right, x + halfWidth)
      top = Math.min(top, y - halfHeight)
      bottom = Math.max(bottom, y + halfHeight)
      height = Math.min(height, halfHeight * 2)
      width = Math.min(width, halfWidth * 2)
    }
  }
  return { count, box: { left, top, right, bottom }, smallest: { height, width } }
}

/** How much a line rises or falls for its length, and is still read with others on its line. */
const LEVEL = 0.1

function isTurned(attributes: ReadonlyMap<string, string>): boolean {
  const [a = 1, b = 0] = readNumbers(attributes.get('CTM'))
  return a <= 0 || Math.abs(b) > a * LEVEL
}

/** An object shows within its boundary (8.5), and within each of its clips. */
function clipsOf(object: XmlElement, { left, top, width, height }: TextSetting, origin: Matrix): Edges[] {
  const boundary = edgesOfRectangle(left, top, width, height, origin)
  const clips = childrenOf(childrenOf(object, 'Clips')[0], 'Clip')
  if (clips.length === 0) return [boundary]
  const matrix: Matrix = combine(origin, [1, 0, 0, 1, left, top])
  return [boundary, ...clips.map((clip) => clipOf(clip, matrix))]
}

/** What all areas of a clip take up together: none when they have no path. */
function clipOf(clip: XmlElement, matrix: Matrix): Edges {
  const edges = childrenOf(clip, 'Area')
    .flatMap((area) => childrenOf(area, 'Path'))
    .map((path) => {
      const [left = 0, top = 0, across = 0, down = 0] = readNumbers(path.attributes.get('Boundary'))
      return edgesOfRectangle(left, top, across, down, matrix)
    })
  return {
    left: Math.min(...edges.map(({ left }) => left)),
    top: Math.min(...edges.map(({ top }) => top)),
    right: Math.max(...edges.map(({ right }) => right)),
    bottom: Math.max(...edges.map(({ bottom }) => bottom)),
  }
}
