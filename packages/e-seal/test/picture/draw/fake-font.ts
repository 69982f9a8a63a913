import type { SealFont } from '../../../src/picture/draw/index.ts'

/** A font whose characters are all squares of the size of the em, but for `missing`, which it does not have. */
export function squareFont(missing = ''): SealFont {
  const outline = {
    advance: 1,
    left: 0,
    right: 1,
    bottom: -0.12,
    top: 0.88,
    segments: [
      { kind: 'M', points: [0, -0.12] },
      { kind: 'L', points: [1, -0.12] },
      { kind: 'L', points: [1, 0.88] },
      { kind: 'L', points: [0, 0.88] },
      { kind: 'Z', points: [] },
    ],
  } as const
  return {
    name: 'Squares',
    middle: 0.38,
    capHeight: 1,
    outline: (character) => (missing.includes(character) ? undefined : outline),
  }
}

export interface Quad {
  /** The middle of it. */
  readonly x: number
  readonly y: number
  readonly corners: readonly (readonly [x: number, y: number])[]
}

/** The squares of a drawing made with that font, in their order. */
export function quadsOf(svg: Uint8Array): Quad[] {
  const text = new TextDecoder().decode(svg)
  return [...text.matchAll(/M(\S+ \S+?)L(\S+ \S+?)L(\S+ \S+?)L(\S+ \S+?)Z/g)].map(([, ...points]) => {
    const corners = points.map((point) => point.split(' ').map(Number) as [number, number])
    const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / 4
    return { x: mean(0), y: mean(1), corners }
  })
}
