import type { CharacterSize, Place } from './place.ts'

/** Half the axes of an ellipse around the middle of the picture, in mm; for a circle, both are its radius. */
export interface Ellipse {
  readonly rx: number
  readonly ry: number
}

/** How a text fits on an arc. */
export interface ArcFit extends CharacterSize {
  /** On which the middles of the characters stand. */
  readonly ellipse: Ellipse
  /** From the middle of one to that of the next, along the ellipse. */
  readonly pitch: number
}

export interface ArcSpace {
  /** What the tops of the characters touch; of a text below, their feet. */
  readonly outer: Ellipse
  /** The height that characters have where there is room. */
  readonly height: number
  /** The part of the whole ellipse that the text may take, up to 1. */
  readonly share: number
  /** Width over height of a character that has room. */
  readonly ratio?: number
  /** From one to the next at most, in heights. */
  readonly spread?: number
}

/** Narrower than this part of their height characters are hard to read, and become smaller instead. */
const NARROWEST = 0.5
/** How much of the room between the feet of two neighbours a character may fill. */
const FILL = 0.92
const STEPS = 1440

/**
 * Fits a text onto an arc: wide gaps for short texts, then narrower gaps, then condensed characters, then smaller ones.
 *
 * @param count - characters
 */
export function fitArc(
  count: number,
  { outer, height: most, share, ratio = 0.78, spread = 1.35 }: ArcSpace,
): ArcFit {
  for (let height = most; ; height *= 0.98) {
    const ellipse = { rx: outer.rx - height / 2, ry: outer.ry - height / 2 }
    const pitch = Math.min(spread * height, (share * perimeterOf(ellipse)) / count)
    // Where an ellipse is most curved, neighbours lean towards each other most.
    const curve = Math.min(ellipse.rx, ellipse.ry) ** 2 / Math.max(ellipse.rx, ellipse.ry)
    const room = FILL * pitch * Math.max(0, 1 - height / 2 / curve)
    const width = Math.min(ratio * height, room)
    if (width >= Math.min(ratio, NARROWEST) * height) return { width, height, ellipse, pitch }
  }
}

/**
 * Places along an ellipse.
 *
 * @param offsets - how far each stands from the middle of the text, along the ellipse
 * @param side - `top`: heads outwards; `bottom`: feet outwards; both are read from left to right
 */
export function placesOnArc(offsets: readonly number[], ellipse: Ellipse, side: 'top' | 'bottom'): Place[] {
  const lengths = lengthsFromTop(ellipse)
  return offsets.map((along) => {
    const t = Math.sign(along) * angleAt(lengths, Math.abs(along))
    const [x, y] = [ellipse.rx * Math.sin(t), ellipse.ry * Math.cos(t)]
    const turn = Math.atan2(x / ellipse.rx ** 2, y / ellipse.ry ** 2)
    return side === 'top' ? { x, y: -y, angle: turn } : { x, y, angle: -turn }
  })
}

/** Lengths along half an ellipse, from its top to its bottom, at equal steps of its parameter. */
function lengthsFromTop({ rx, ry }: Ellipse): readonly number[] {
  const lengths = [0]
  for (let i = 1; i <= STEPS; i++) {
    const [from, to] = [((i - 1) * Math.PI) / STEPS, (i * Math.PI) / STEPS]
    const piece = Math.hypot(rx * (Math.sin(to) - Math.sin(from)), ry * (Math.cos(to) - Math.cos(from)))
    lengths.push((lengths[i - 1] ?? 0) + piece)
  }
  return lengths
}

function perimeterOf(ellipse: Ellipse): number {
  return 2 * (lengthsFromTop(ellipse)[STEPS] ?? 0)
}

/** The parameter of the ellipse at a distance from its top. */
function angleAt(lengths: readonly number[], along: number): number {
  const i = Math.max(
    1,
    lengths.findIndex((length) => length >= along),
  )
  const [before, after] = [lengths[i - 1] ?? 0, lengths[i] ?? 0]
  return ((i - 1 + (along - before) / (after - before)) * Math.PI) / STEPS
}
