import type { FaceBox, FacePath } from './template.ts'

type Point = readonly [x: number, y: number]

/** Guilloche 团花底纹: a closed curve of a wheel rolling within a wheel, in one fine line. */
export function rosette(centre: Point, radius: number, petals: number, colour: string): FacePath {
  const steps = petals * 24
  const points = Array.from({ length: steps }, (_, i): Point => {
    const angle = (i / steps) * 2 * Math.PI
    const reach = radius * (0.72 + 0.28 * Math.cos(petals * angle))
    return [centre[0] + reach * Math.cos(angle * 7), centre[1] + reach * Math.sin(angle * 7)]
  })
  return { points, closed: true, width: 0.12, colour }
}

/** A square meander 回纹 that fills the corner of a frame, one for each corner. */
export function corners(
  [x, y, width, height]: FaceBox,
  size: number,
  stroke: number,
  colour: string,
): FacePath[] {
  const step = size / 4
  // From the outer ends inwards, in steps from the corner.
  const meander: Point[] = [
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
  return [
    { at: [x, y], turn: [1, 1] },
    { at: [x + width, y], turn: [-1, 1] },
    { at: [x + width, y + height], turn: [-1, -1] },
    { at: [x, y + height], turn: [1, -1] },
  ].map(({ at: [left = 0, top = 0], turn: [across = 1, down = 1] }) => ({
    points: meander.map(([dx, dy]): Point => [left + dx * step * across, top + dy * step * down]),
    width: stroke,
    colour,
  }))
}
