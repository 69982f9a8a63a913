/** Six numbers: where the first axis, the second axis and the origin go (GB/T 33190-2016, 8.1). */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function combine(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [p, q, r, s, t, u] = inner
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f]
}

export const moved = (outer: Matrix, x: number, y: number): Matrix => combine(outer, [1, 0, 0, 1, x, y])

/** By how much a matrix enlarges, on the average of all directions. */
export const scaleOf = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c))

/** A rectangle by its edges, in mm of the page. */
export interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What a path encloses or follows, curves as short lines. */
export interface Outline {
  readonly box: Edges
  /** Ends of its lines: x and y of both, one line after the other. A figure begins where a line does not begin at the end of the last. */
  readonly lines: readonly number[]
}

/** The box around points, x and y in turn. */
export function edgesOf(points: readonly number[]): Edges {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < points.length; i += 2) {
    const [x = 0, y = 0] = [points[i], points[i + 1]]
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return { left, top, right, bottom }
}

/** A rectangle of an object's own coordinates. */
export function rectangle(x: number, y: number, width: number, height: number, matrix: Matrix): Outline {
  const [a, b, c, d, e, f] = matrix
  const [x1, y1] = [a * x + c * y + e, b * x + d * y + f]
  const [x2, y2] = [x1 + a * width, y1 + b * width]
  const [x4, y4] = [x1 + c * height, y1 + d * height]
  const [x3, y3] = [x2 + c * height, y2 + d * height]
  const lines = [x1, y1, x2, y2, x2, y2, x3, y3, x3, y3, x4, y4, x4, y4, x1, y1]
  return { box: edgesOf(lines), lines }
}

/** What both boxes hold: right of left, or bottom above top, where that is nothing. */
export const intersect = (one: Edges, other: Edges): Edges => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
})

export const isWithin = (x: number, y: number, { left, top, right, bottom }: Edges): boolean =>
  x >= left && x <= right && y >= top && y <= bottom

/**
 * Whether a filled outline holds a point (9.1, `Rule`). A figure that is left open is closed by a fill.
 */
export function holds({ box, lines }: Outline, rule: 'NonZero' | 'Even-Odd', x: number, y: number): boolean {
  if (!isWithin(x, y, box)) return false
  let winding = 0
  const cross = (x1: number, y1: number, x2: number, y2: number) => {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) winding += y2 > y1 ? 1 : -1
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
  return rule === 'NonZero' ? winding !== 0 : winding % 2 !== 0
}

/** Whether strokes of a width along these lines go over a point. */
export function strokes(lines: readonly number[], width: number, x: number, y: number): boolean {
  const half = width / 2
  for (let i = 0; i < lines.length; i += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [lines[i], lines[i + 1], lines[i + 2], lines[i + 3]]
    if (x < Math.min(x1, x2) - half || x > Math.max(x1, x2) + half) continue
    if (y < Math.min(y1, y2) - half || y > Math.max(y1, y2) + half) continue
    const [dx, dy] = [x2 - x1, y2 - y1]
    const square = dx * dx + dy * dy
    const along = square === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / square
    const at = Math.min(1, Math.max(0, along))
    const [offX, offY] = [x - x1 - at * dx, y - y1 - at * dy]
    if (offX * offX + offY * offY <= half * half) return true
  }
  return false
}
