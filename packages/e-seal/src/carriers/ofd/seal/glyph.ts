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
export function placeGlyphs(
  { attributes }: TextObject,
  code: ReadonlyMap<string, string>,
  text: string,
): Glyph[] {
  const [left = 0, top = 0] = readNumbers(attributes.get('Boundary'))
  const matrix = readNumbers(attributes.get('CTM'))
  const [a, b, c, d, e, f] = matrix.length === 6 ? (matrix as Matrix) : IDENTITY
  const size = Number(attributes.get('Size') ?? 0)
  const stretch = Number(attributes.get('HScale') ?? 1)
  const [deltaX, deltaY] = [expandDeltas(code.get('DeltaX')), expandDeltas(code.get('DeltaY'))]
  const glyphs: Glyph[] = []
  let [x, y] = [Number(code.get('X') ?? 0), Number(code.get('Y') ?? 0)]
  let i = 0
  for (const character of text) {
    const width = size * stretch * ((character.codePointAt(0) ?? 0) >= FULL_WIDTH_FROM ? 1 : 0.5)
    const [middleX, middleY] = [x + width / 2, y - size * (ASCENT - 0.5)]
    const glyph = {
      character,
      x: left + a * middleX + c * middleY + e,
      y: top + b * middleX + d * middleY + f,
      halfWidth: (Math.abs(a) * width + Math.abs(c) * size) / 2,
      halfHeight: (Math.abs(b) * width + Math.abs(d) * size) / 2,
    }
    // What is not finite makes the sum so, too.
    if (Number.isFinite(glyph.x + glyph.y + glyph.halfWidth + glyph.halfHeight)) glyphs.push(glyph)
    const isPlaced = i < deltaX.length || i < deltaY.length
    x += isPlaced ? (deltaX[i] ?? 0) : width
    y += deltaY[i] ?? 0
    i += 1
  }
  return glyphs
}

type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number]
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

const readNumbers = (text: string | undefined): number[] => {
  const numbers = (text?.trim() || undefined)?.split(/\s+/).map(Number) ?? []
  return numbers.every(Number.isFinite) ? numbers : []
}

/** Offsets as numbers; `g 3 2.5` stands for `2.5 2.5 2.5` (GB/T 33190-2016, 11.3). */
export function expandDeltas(text: string | undefined): number[] {
  const parts = (text?.trim() || undefined)?.split(/\s+/) ?? []
  const deltas: number[] = []
  for (let at = 0; at < parts.length && deltas.length < MAX_TEXT; at++) {
    const repeated = parts[at] === 'g'
    const times = repeated ? Math.min(Math.max(0, Math.floor(Number(parts[at + 1]) || 0)), MAX_TEXT) : 1
    if (repeated) at += 2
    const delta = Number(parts[at])
    for (let i = 0; i < times; i++) deltas.push(Number.isFinite(delta) ? delta : 0)
  }
  return deltas
}
