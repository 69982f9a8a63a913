import { expandDeltas } from '../seal/glyph.ts'
import type { XmlElement } from '../xml/element.ts'
import { childrenOf } from '../xml/element.ts'
import { type Edges, type Matrix, scaleOf } from './geometry.ts'
import type { GlyphCell, Unsupported } from './mark.ts'

/** How much of a character stands above the base line; the rest is below. */
const ASCENT = 0.85
/** Beyond the range of letters that are half as wide as they are high. */
const FULL_WIDTH_FROM = 0x2e80

/** The characters of a text object, each in its cell. */
export interface PlacedCells {
  readonly text: string
  readonly cells: readonly GlyphCell[]
  readonly box: Edges
  /** mm of the page. */
  readonly size: number
  readonly charDirection: number
  readonly readDirection: number
  readonly unsupported: readonly Unsupported[]
}

/**
 * Places the characters of a text object (GB/T 33190-2016, 11.2, 11.3): the first of each `TextCode` at X and Y, each
 * next one further by DeltaX and DeltaY, all through the matrix. Where X or Y is not said, that of the text before holds.
 *
 * Fonts are not read. A character is taken to be as wide as high when it is Chinese, half as wide otherwise, and where
 * there are no offsets at all, that far from the one before; where there are too few, it stays where it is.
 */
export function placeCells(object: XmlElement, matrix: Matrix): PlacedCells {
  const { attributes } = object
  const size = numberOf(attributes.get('Size'), 0)
  const stretch = numberOf(attributes.get('HScale'), 1)
  const charDirection = directionOf(attributes.get('CharDirection'))
  const readDirection = directionOf(attributes.get('ReadDirection'))
  const unsupported = new Set<Unsupported>()
  const turn = (charDirection * Math.PI) / 180
  const [cos, sin] = charDirection === 0 ? [1, 0] : [Math.cos(turn), Math.sin(turn)]
  const along = (readDirection * Math.PI) / 180
  const [goX, goY] = readDirection === 0 ? [1, 0] : [Math.cos(along), Math.sin(along)]
  const [a, b, c, d, e, f] = matrix
  const cells: GlyphCell[] = []
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  let [x, y] = [0, 0]
  let text = ''
  for (const code of childrenOf(object, 'TextCode')) {
    x = numberOf(code.attributes.get('X'), x)
    y = numberOf(code.attributes.get('Y'), y)
    const [atX, atY] = [x, y]
    const [deltaX, deltaY] = [
      expandDeltas(code.attributes.get('DeltaX')),
      expandDeltas(code.attributes.get('DeltaY')),
    ]
    const characters = [...code.text]
    const most = Math.max(deltaX.length, deltaY.length)
    if (most < characters.length - 1) unsupported.add('deltas')
    text += code.text
    for (const [i, character] of characters.entries()) {
      const width = size * stretch * ((character.codePointAt(0) ?? 0) >= FULL_WIDTH_FROM ? 1 : 0.5)
      const [offX, offY] = [width / 2, -size * (ASCENT - 0.5)]
      const [middleX, middleY] = [x + cos * offX - sin * offY, y + sin * offX + cos * offY]
      const [halfAcross, halfDown] = [
        (Math.abs(cos) * width + Math.abs(sin) * size) / 2,
        (Math.abs(sin) * width + Math.abs(cos) * size) / 2,
      ]
      const cell = {
        character,
        x: a * middleX + c * middleY + e,
        y: b * middleX + d * middleY + f,
        halfWidth: Math.abs(a) * halfAcross + Math.abs(c) * halfDown,
        halfHeight: Math.abs(b) * halfAcross + Math.abs(d) * halfDown,
      }
      if (Number.isFinite(cell.x + cell.y + cell.halfWidth + cell.halfHeight)) {
        cells.push(cell)
        left = Math.min(left, cell.x - cell.halfWidth)
        right = Math.max(right, cell.x + cell.halfWidth)
        top = Math.min(top, cell.y - cell.halfHeight)
        bottom = Math.max(bottom, cell.y + cell.halfHeight)
      } else unsupported.add('place')
      x += most === 0 ? width * goX : (deltaX[i] ?? 0)
      y += most === 0 ? width * goY : (deltaY[i] ?? 0)
    }
    ;[x, y] = [atX, atY]
  }
  return {
    text,
    cells,
    box: { left, top, right, bottom },
    size: Math.abs(size) * scaleOf(matrix),
    charDirection,
    readDirection,
    unsupported: [...unsupported],
  }
}

const numberOf = (text: string | undefined, otherwise: number): number =>
  text === undefined || text.trim() === '' ? otherwise : Number(text)

/** 0, 90, 180 or 270 degrees; what is none of them is told as it is, and is not usual either. */
function directionOf(text: string | undefined): number {
  const degrees = text === undefined ? 0 : Number(text)
  return Number.isFinite(degrees) ? ((degrees % 360) + 360) % 360 : 0
}
