import { evenBlanks, partEnd, readNumber, readNumbers } from '../numbers.ts'

/** One character where a page shows it. */
export interface Glyph {
  readonly character: string
  /** Middle of the character, in mm from the page's top left corner. */
  readonly x: number
  readonly y: number
  /** Half of its width and height, in mm. */
  readonly halfWidth: number
  readonly halfHeight: number
}

/** The attributes of a `TextObject` (GB/T 33190-2016, 11.2). */
export interface TextObject {
  readonly attributes: ReadonlyMap<string, string>
}

/** How a `TextObject` sets its characters (GB/T 33190-2016, 8.5, 11.2). */
export interface TextSetting {
  /** Its boundary, mm of the page. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly matrix: Matrix
  /** Height of a character, and how wide it is for its height. */
  readonly size: number
  readonly stretch: number
}

/** Characters where a page shows them, without an object for each: most are never looked at one by one. */
export interface PlacedText {
  readonly text: string
  /** Of each character `x`, `y`, `halfWidth` and `halfHeight`, as {@link Glyph} has them. */
  readonly places: readonly number[]
}

/** How much of a character stands above the base line; the rest is below. */
const ASCENT = 0.85

/** Beyond the range of letters that are half as wide as they are high. */
const FULL_WIDTH_FROM = 0x2e80

/** An offset that stands for many, `g 100000000 1`, gives no more than a text can use. */
const MAX_TEXT = 200_000

/**
 * Places the characters of one `TextCode` (GB/T 33190-2016, 11.3): the first stands at X and Y, each next one further by
 * DeltaX and DeltaY, all through the object's CTM and from its boundary's corner.
 *
 * Fonts are not read. A character is taken to be as wide as high when it is Chinese, half as wide otherwise, and where
 * offsets are missing, that far from the one before.
 */
export const placeGlyphs = (
  { attributes }: TextObject,
  code: ReadonlyMap<string, string>,
  text: string,
): Glyph[] => glyphsOf(placeText(readTextSetting(attributes), code, text))

/** @param attributes - of a `TextObject` */
export function readTextSetting(attributes: ReadonlyMap<string, string>): TextSetting {
  const [left = 0, top = 0, width = 0, height = 0] = readNumbers(attributes.get('Boundary'))
  const matrix = readNumbers(attributes.get('CTM'))
  return {
    left,
    top,
    width,
    height,
    matrix: matrix.length === 6 ? (matrix as unknown as Matrix) : IDENTITY,
    size: numberOf(attributes.get('Size'), 0),
    stretch: numberOf(attributes.get('HScale'), 1),
  }
}

/** As {@link placeGlyphs}. A character whose place is no number is left out. */
export function placeText(setting: TextSetting, code: ReadonlyMap<string, string>, text: string): PlacedText {
  const { left, top, matrix, size, stretch } = setting
  const [a, b, c, d, e, f] = matrix
  const [deltaX, deltaY] = [expandDeltas(code.get('DeltaX')), expandDeltas(code.get('DeltaY'))]
  const places: number[] = []
  let placed: string | undefined
  let [x, y] = [numberOf(code.get('X'), 0), numberOf(code.get('Y'), 0)]
  for (let i = 0, at = 0; at < text.length; i++) {
    const point = text.codePointAt(at) ?? 0
    const next = point > 0xffff ? at + 2 : at + 1
    const width = size * stretch * (point >= FULL_WIDTH_FROM ? 1 : 0.5)
    const [middleX, middleY] = [x + width / 2, y - size * (ASCENT - 0.5)]
    const toX = left + a * middleX + c * middleY + e
    const toY = top + b * middleX + d * middleY + f
    const halfWidth = (Math.abs(a) * width + Math.abs(c) * size) / 2
    const halfHeight = (Math.abs(b) * width + Math.abs(d) * size) / 2
    // What is not finite makes the sum so, too.
    const isPlaced = Number.isFinite(toX + toY + halfWidth + halfHeight)
    if (isPlaced) places.push(toX, toY, halfWidth, halfHeight)
    if (!isPlaced) placed ??= text.slice(0, at)
    else if (placed !== undefined) placed += text.slice(at, next)
    const isMoved = i < deltaX.length || i < deltaY.length
    x += isMoved ? (deltaX[i] ?? 0) : width
    y += deltaY[i] ?? 0
    at = next
  }
  return { text: placed ?? text, places }
}

/** The characters of a placed text one by one. */
export function glyphsOf({ text, places }: PlacedText): Glyph[] {
  const glyphs: Glyph[] = []
  let at = 0
  for (const character of text) {
    const [x = 0, y = 0] = [places[at], places[at + 1]]
    const [halfWidth = 0, halfHeight = 0] = [places[at + 2], places[at + 3]]
    glyphs.push({ character, x, y, halfWidth, halfHeight })
    at += 4
  }
  return glyphs
}

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

const numberOf = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : readNumber(text, 0, text.length)

/** Offsets as numbers; `g 3 2.5` stands for `2.5 2.5 2.5` (GB/T 33190-2016, 11.3). */
export function expandDeltas(text: string | undefined): number[] {
  const deltas: number[] = []
  const line = evenBlanks(text ?? '')
  for (let start = 0; start < line.length && deltas.length < MAX_TEXT; start++) {
    let times = 1
    if (line.charCodeAt(start) === REPEATED && partEnd(line, start) === start + 1) {
      const end = partEnd(line, start + 2)
      times = Math.min(Math.max(0, Math.floor(readNumber(line, start + 2, end) || 0)), MAX_TEXT)
      start = end + 1
    }
    const end = partEnd(line, start)
    const delta = readNumber(line, start, end)
    for (let i = 0; i < times; i++) deltas.push(Number.isFinite(delta) ? delta : 0)
    start = end
  }
  return deltas
}

const REPEATED = 0x67
