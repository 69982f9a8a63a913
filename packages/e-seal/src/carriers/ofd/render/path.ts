import { edgesOf, type Matrix, type Outline } from './geometry.ts'

/** Numbers after each letter of abbreviated data (GB/T 33190-2016, 9.1). */
const COUNTS: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 }

/** Lines that a curve is taken for: off by less than a hundredth of its size. */
const PARTS = 12

const TOKEN = /[A-Za-z]|[^\s,A-Za-z]+(?:[eE][-+]?\d+)?/g

export interface ReadPath {
  readonly outline: Outline
  /** Whether all letters are known, and each has the numbers that belong to it. What is drawn otherwise, readers differ in. */
  readonly isWhole: boolean
  /** How many numbers there are. */
  readonly operands: number
}

/** Reads abbreviated data (9.1), in the coordinates that a matrix leads to. */
export function readPath(data: string, matrix: Matrix): ReadPath {
  const lines: number[] = []
  const [a, b, c, d, e, f] = matrix
  let [startX, startY, x, y] = [0, 0, 0, 0]
  let isWhole = true
  let operands = 0
  let letter = ''
  let numbers: number[] = []
  const lineTo = (toX: number, toY: number) => {
    lines.push(a * x + c * y + e, b * x + d * y + f, a * toX + c * toY + e, b * toX + d * toY + f)
    ;[x, y] = [toX, toY]
  }
  const curveTo = (point: (t: number) => readonly [number, number]) => {
    for (let i = 1; i <= PARTS; i++) lineTo(...point(i / PARTS))
  }
  const step = (): void => {
    const [p = 0, q = 0, r = 0, s = 0, t = 0, u = 0, v = 0] = numbers
    const [fromX, fromY] = [x, y]
    if (letter === 'M' || letter === 'S') [x, y, startX, startY] = [p, q, p, q]
    else if (letter === 'L') lineTo(p, q)
    else if (letter === 'Q') curveTo((k) => [quadratic(k, fromX, p, r), quadratic(k, fromY, q, s)])
    else if (letter === 'B') curveTo((k) => [cubic(k, fromX, p, r, t), cubic(k, fromY, q, s, u)])
    else if (letter === 'A')
      for (const [toX, toY] of arc([fromX, fromY], [p, q, r, s, t], [u, v])) lineTo(toX, toY)
    numbers = []
  }
  for (const [token] of data.matchAll(TOKEN)) {
    if (/^[A-Za-z]/.test(token)) {
      isWhole &&= numbers.length === 0 && token in COUNTS
      numbers = []
      letter = token
      if (letter === 'C' && (x !== startX || y !== startY)) lineTo(startX, startY)
      continue
    }
    const number = Number(token)
    const wanted = COUNTS[letter] ?? 0
    isWhole &&= Number.isFinite(number) && wanted > 0
    if (!Number.isFinite(number) || wanted === 0) continue
    operands++
    numbers.push(number)
    if (numbers.length === wanted) step()
  }
  isWhole &&= numbers.length === 0 && lines.every(Number.isFinite)
  return { outline: { box: edgesOf(lines), lines }, isWhole, operands }
}

const quadratic = (k: number, from: number, by: number, to: number): number =>
  (1 - k) ** 2 * from + 2 * k * (1 - k) * by + k * k * to

const cubic = (k: number, from: number, by: number, near: number, to: number): number =>
  (1 - k) ** 3 * from + 3 * k * (1 - k) ** 2 * by + 3 * k * k * (1 - k) * near + k ** 3 * to

type Point = readonly [x: number, y: number]

/** Points of an elliptic arc: radii, degrees of its turn, large or small, with the clock or against it (as SVG 2, B.2.4). */
function arc(
  [x1, y1]: Point,
  [rx0, ry0, degrees, large, sweep]: readonly [number, number, number, number, number],
  [x2, y2]: Point,
): Point[] {
  let [rx, ry] = [Math.abs(rx0), Math.abs(ry0)]
  if (rx === 0 || ry === 0) return [[x2, y2]]
  const turn = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const [halfX, halfY] = [(x1 - x2) / 2, (y1 - y2) / 2]
  const [px, py] = [cos * halfX + sin * halfY, cos * halfY - sin * halfX]
  const excess = (px / rx) ** 2 + (py / ry) ** 2
  if (excess > 1) [rx, ry] = [rx * Math.sqrt(excess), ry * Math.sqrt(excess)]
  const bottom = (rx * py) ** 2 + (ry * px) ** 2
  const root = bottom === 0 ? 0 : Math.sqrt(Math.max(0, ((rx * ry) ** 2 - bottom) / bottom))
  const side = (large === 0) === (sweep === 0) ? -root : root
  const [qx, qy] = [(side * rx * py) / ry, (-side * ry * px) / rx]
  const [centreX, centreY] = [cos * qx - sin * qy + (x1 + x2) / 2, sin * qx + cos * qy + (y1 + y2) / 2]
  const from = Math.atan2((py - qy) / ry, (px - qx) / rx)
  let round = Math.atan2((-py - qy) / ry, (-px - qx) / rx) - from
  if (sweep === 0 && round > 0) round -= 2 * Math.PI
  if (sweep !== 0 && round < 0) round += 2 * Math.PI
  const parts = 2 * PARTS
  return Array.from({ length: parts }, (_, i): Point => {
    if (i === parts - 1) return [x2, y2]
    const angle = from + (round * (i + 1)) / parts
    const [across, down] = [rx * Math.cos(angle), ry * Math.sin(angle)]
    return [centreX + cos * across - sin * down, centreY + sin * across + cos * down]
  })
}
