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

/** Adding half of a width and taking it off again may lead this far from where one was, mm. */
const ROUNDING = 1e-9

/** Whether a box lies within another. */
export const isInside = (inner: Edges, outer: Edges): boolean =>
  inner.left >= outer.left - ROUNDING &&
  inner.right <= outer.right + ROUNDING &&
  inner.top >= outer.top - ROUNDING &&
  inner.bottom <= outer.bottom + ROUNDING

/** What a filled or stroked path, or a picture, covers of a page. Curves are taken as the lines between their ends. */
export interface Shape {
  readonly box: Edges
  /** Ends of its lines: x and y of both, one line after the other. */
  readonly lines: readonly number[]
}

/** Numbers after each letter of abbreviated data (9.1), of which the last two are the next point. */
const COUNTS: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 }

/** The shape of abbreviated path data, in the coordinates that a matrix leads to. */
export function readShape(data: string, matrix: Matrix): Shape {
  const lines: number[] = []
  const [a, b, c, d, e, f] = matrix
  let [startX, startY, x, y] = [0, 0, 0, 0]
  let letter = ''
  let wanted = 2
  let count = 0
  let [before, last] = [0, 0]
  const { length } = data
  let at = 0
  while (at < length) {
    const code = data.charCodeAt(at)
    if (code <= SPACE) {
      at++
      continue
    }
    // A letter is one character, whether a blank follows or not; that of an exponent belongs to its number.
    if (code >= UPPER_A) {
      letter = data.charAt(at++)
      wanted = COUNTS[letter] ?? 2
      count = 0
      if (letter !== 'C') continue
      lines.push(x, y, startX, startY)
      x = startX
      y = startY
      continue
    }
    let end = at + 1
    while (end < length && isOfNumber(data.charCodeAt(end))) end++
    before = last
    last = Number(data.slice(at, end))
    at = end
    if (++count < wanted) continue
    count = 0
    const toX = a * before + c * last + e
    const toY = b * before + d * last + f
    if (letter === 'M' || letter === 'S') {
      startX = toX
      startY = toY
    } else lines.push(x, y, toX, toY)
    x = toX
    y = toY
  }
  return { box: edgesOf(lines), lines }
}

const SPACE = 0x20
const UPPER_A = 0x41
const UPPER_E = 0x45
const LOWER_E = 0x65

const isOfNumber = (code: number): boolean =>
  code > SPACE && (code < UPPER_A || code === UPPER_E || code === LOWER_E)

/** A rectangle of an object's own coordinates. */
export function rectangle(x: number, y: number, width: number, height: number, matrix: Matrix): Shape {
  const [a, b, c, d, e, f] = matrix
  const [x1, y1] = [a * x + c * y + e, b * x + d * y + f]
  const [x2, y2] = [x1 + a * width, y1 + b * width]
  const [x4, y4] = [x1 + c * height, y1 + d * height]
  const [x3, y3] = [x2 + c * height, y2 + d * height]
  const lines = [x1, y1, x2, y2, x2, y2, x3, y3, x3, y3, x4, y4, x4, y4, x1, y1]
  return { box: edgesOf(lines), lines }
}

/** The edges of the same, where nothing else of it is asked for. */
export function edgesOfRectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  [a, b, c, d, e, f]: Matrix,
): Edges {
  const [startX, startY] = [a * x + c * y + e, b * x + d * y + f]
  const [rightX, rightY] = [a * width, b * width]
  const [downX, downY] = [c * height, d * height]
  return {
    left: startX + Math.min(0, rightX) + Math.min(0, downX),
    top: startY + Math.min(0, rightY) + Math.min(0, downY),
    right: startX + Math.max(0, rightX) + Math.max(0, downX),
    bottom: startY + Math.max(0, rightY) + Math.max(0, downY),
  }
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

/** Whether a shape, filled or stroked with a width, is nowhere in a box. */
export function isApart({ box, lines }: Shape, stroke: number | undefined, around: Edges): boolean {
  const half = (stroke ?? 0) / 2
  const [left, right] = [around.left - half, around.right + half]
  const [top, bottom] = [around.top - half, around.bottom + half]
  if (box.left > right || box.right < left || box.top > bottom || box.bottom < top) return true
  if (stroke === undefined) return false
  // A frame is around all of a page, and none of its lines goes through the text.
  for (let i = 0; i < lines.length; i += 4) {
    const x1 = lines[i] ?? 0
    const x2 = lines[i + 2] ?? 0
    if (Math.min(x1, x2) > right || Math.max(x1, x2) < left) continue
    const y1 = lines[i + 1] ?? 0
    const y2 = lines[i + 3] ?? 0
    if (Math.min(y1, y2) <= bottom && Math.max(y1, y2) >= top) return false
  }
  return true
}

/** How much of the box around it the strokes of a shape fill, where they do not lie on each other. */
export function densityOf({ box, lines }: Shape, width: number): number {
  let length = 0
  for (let i = 0; i < lines.length; i += 4)
    length += Math.hypot((lines[i + 2] ?? 0) - (lines[i] ?? 0), (lines[i + 3] ?? 0) - (lines[i + 1] ?? 0))
  const [across, down] = [box.right - box.left + width, box.bottom - box.top + width]
  return (length * width) / (across * down)
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
    const x1 = lines[i] ?? 0
    const x2 = lines[i + 2] ?? 0
    if (x < Math.min(x1, x2) - half || x > Math.max(x1, x2) + half) continue
    const y1 = lines[i + 1] ?? 0
    const y2 = lines[i + 3] ?? 0
    if (y < Math.min(y1, y2) - half || y > Math.max(y1, y2) + half) continue
    const [dx, dy] = [x2 - x1, y2 - y1]
    const square = dx * dx + dy * dy
    const along = square === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / square
    const at = along < 0 ? 0 : Math.min(along, 1)
    const [offX, offY] = [x - x1 - at * dx, y - y1 - at * dy]
    if (offX * offX + offY * offY <= half * half) return true
  }
  return false
}
