import type { Figure, PathMark } from './marks.ts'
import type { FaceCorners, FaceFrame, FacePath, FacePoint, FaceRosette, FaceWaves } from './template.ts'

/** Parts that are the same on every face of a template. */
export type Ornament = FacePath | FaceFrame | FaceRosette | FaceWaves | FaceCorners

/** What was drawn once of a template; its parts do not change. */
const drawn = new WeakMap<Ornament, PathMark>()

/** The lines of an ornament. */
export function drawOrnament(ornament: Ornament): PathMark {
  const known = drawn.get(ornament)
  if (known !== undefined) return known
  const mark = draw(ornament)
  drawn.set(ornament, mark)
  return mark
}

function draw(ornament: Ornament): PathMark {
  switch (ornament.kind) {
    case 'path':
      return { kind: 'path', figures: ornament.figures, stroke: ornament.stroke, fill: ornament.fill }
    case 'frame':
      return drawFrame(ornament)
    case 'rosette':
      return drawRosette(ornament)
    case 'waves':
      return drawWaves(ornament)
    case 'corners':
      return drawCorners(ornament)
  }
}

function drawFrame({ box: [x, y, width, height], stroke, fill }: FaceFrame): PathMark {
  const [right, bottom] = [x + width, y + height]
  const points: FacePoint[] = [
    [x, y],
    [right, y],
    [right, bottom],
    [x, bottom],
  ]
  return { kind: 'path', figures: [{ points, closed: true }], stroke, fill }
}

/** Of lines this fine, nobody sees more. */
const round = (value: number): number => Math.round(value * 100) / 100

/** How far beside a place the direction of a curve is taken. */
const NEAR = 1e-4

/** A curve through places, smooth where they meet: as many pieces as there are from 0 to 1. */
function curve(placeOf: (at: number) => FacePoint, pieces: number): Figure {
  const points: FacePoint[] = []
  for (let i = 0; i <= pieces; i++) {
    const at = i / pieces
    const [x, y] = placeOf(at)
    const [beforeX, beforeY] = placeOf(at - NEAR)
    const [afterX, afterY] = placeOf(at + NEAR)
    const reach = 1 / (3 * pieces * 2 * NEAR)
    const [dx, dy] = [(afterX - beforeX) * reach, (afterY - beforeY) * reach]
    if (i > 0) points.push([round(x - dx), round(y - dy)])
    points.push([round(x), round(y)])
    if (i < pieces) points.push([round(x + dx), round(y + dy)])
  }
  return { points, curved: true }
}

/** How often the rolling wheel goes round before the curve closes. */
const TURNS = 7
const PIECES_OF_PETAL = 4

function drawRosette({ centre: [x, y], radius, petals, colour }: FaceRosette): PathMark {
  const placeOf = (at: number): FacePoint => {
    const angle = at * 2 * Math.PI
    const reach = radius * (0.72 + 0.28 * Math.cos(petals * angle))
    return [x + reach * Math.cos(angle * TURNS), y + reach * Math.sin(angle * TURNS)]
  }
  const figures = [curve(placeOf, petals * PIECES_OF_PETAL)]
  return { kind: 'path', figures, stroke: { width: 0.12, colour } }
}

function drawWaves({ box: [x, y, width, height], lines, colour }: FaceWaves): PathMark {
  const length = height * 1.6
  const pieces = Math.ceil((width / length) * 4)
  const figures = Array.from({ length: lines }, (_, line) =>
    curve((at) => {
      const phase = ((at * width) / length + line / lines) * 2 * Math.PI
      return [x + at * width, y + (height / 2) * (1 + Math.sin(phase))]
    }, pieces),
  )
  return { kind: 'path', figures, stroke: { width: 0.1, colour } }
}

/** From the outer ends inwards, in steps from the corner. */
const MEANDER: readonly FacePoint[] = [
  [0, 4],
  [0, 0],
  [4, 0],
  [4, 1],
  [1, 1],
  [1, 4],
  [2, 4],
  [2, 2],
  [4, 2],
  [4, 3],
  [3, 3],
]

function drawCorners({ box: [x, y, width, height], size, width: stroke, colour }: FaceCorners): PathMark {
  const step = size / 4
  const corners = [
    { left: x, top: y, across: 1, down: 1 },
    { left: x + width, top: y, across: -1, down: 1 },
    { left: x + width, top: y + height, across: -1, down: -1 },
    { left: x, top: y + height, across: 1, down: -1 },
  ]
  const figures = corners.map(({ left, top, across, down }) => ({
    points: MEANDER.map(([dx, dy]): FacePoint => [left + dx * step * across, top + dy * step * down]),
  }))
  return { kind: 'path', figures, stroke: { width: stroke, colour } }
}
