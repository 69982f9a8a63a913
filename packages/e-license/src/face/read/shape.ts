/** Six numbers: where the first axis, the second axis and the origin go (GB/T 33190-2016, 8.1). */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function combine(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [p, q, r, s, t, u] = inner
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f]
}

/** A rectangle by its edges, in mm of the page. */
export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const isWithin = (x: number, y: number, { left, top, right, bottom }: Edges): boolean =>
  x >= left && x <= right && y >= top && y <= bottom

/** What a filled or stroked path, or a picture, covers of a page. Curves are taken as the lines between their ends. */
export interface Shape {
  readonly box: Edges
  /** Ends of its lines: x and y of both, one line after the other. */
  readonly lines: readonly number[]
}

const PARTS = /[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g
/** Numbers after each letter of abbreviated data (9.1), of which the last two are the next point. */
const COUNTS: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 }

/** The shape of abbreviated path data, in the coordinates that a matrix leads to. */
export function readShape(data: string, matrix: Matrix): Shape {
  const lines: number[] = []
  const [a, b, c, d, e, f] = matrix
  let [startX, startY, x, y] = [0, 0, 0, 0]
  let letter = ''
  let numbers: number[] = []
  const go = (toX: number, toY: number) => {
    lines.push(x, y, toX, toY)
    x = toX
    y = toY
  }
  const step = (count: number) => {
    const [ownX = 0, ownY = 0] = numbers.slice(count - 2, count)
    const [toX, toY] = [a * ownX + c * ownY + e, b * ownX + d * ownY + f]
    numbers = numbers.slice(count)
    if (letter === 'M' || letter === 'S') [startX, startY, x, y] = [toX, toY, toX, toY]
    else go(toX, toY)
  }
  for (const [part] of data.matchAll(PARTS)) {
    if (part.length === 1 && part >= 'A' && !/\d/.test(part)) {
      letter = part
      numbers = []
      if (letter === 'C') go(startX, startY)
      continue
    }
    numbers.push(Number(part))
    const count = COUNTS[letter] ?? 2
    if (count > 0 && numbers.length === count) step(count)
  }
  return { box: edgesOf(lines), lines }
}

/** A rectangle of an object's own coordinates. */
export function rectangle(x: number, y: number, width: number, height: number, matrix: Matrix): Shape {
  const data = `M ${x} ${y} L ${x + width} ${y} L ${x + width} ${y + height} L ${x} ${y + height} C`
  return readShape(data, matrix)
}

function edgesOf(lines: readonly number[]): Edges {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < lines.length; i += 2) {
    const [x = 0, y = 0] = [lines[i], lines[i + 1]]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}

/** Whether a filled shape holds a point, by the even-odd rule; a figure that is left open is closed by a fill. */
export function holds({ box, lines }: Shape, x: number, y: number): boolean {
  if (!isWithin(x, y, box)) return false
  let inside = false
  const cross = (x1: number, y1: number, x2: number, y2: number) => {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  }
  let [startX = 0, startY = 0, lastX = 0, lastY = 0] = [lines[0], lines[1], lines[0], lines[1]]
  for (let i = 0; i < lines.length; i += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [lines[i], lines[i + 1], lines[i + 2], lines[i + 3]]
    if (x1 !== lastX || y1 !== lastY) {
      cross(lastX, lastY, startX, startY)
      ;[startX, startY] = [x1, y1]
    }
    cross(x1, y1, x2, y2)
    ;[lastX, lastY] = [x2, y2]
  }
  cross(lastX, lastY, startX, startY)
  return inside
}

/** Whether a stroke of a width goes over a point. */
export function strokes({ box, lines }: Shape, width: number, x: number, y: number): boolean {
  const half = width / 2
  const { left, top, right, bottom } = box
  if (x < left - half || x > right + half || y < top - half || y > bottom + half) return false
  for (let i = 0; i < lines.length; i += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [lines[i], lines[i + 1], lines[i + 2], lines[i + 3]]
    const square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    const along = square === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square
    const at = Math.min(1, Math.max(0, along))
    if (Math.hypot(x - x1 - at * (x2 - x1), y - y1 - at * (y2 - y1)) <= half) return true
  }
  return false
}
