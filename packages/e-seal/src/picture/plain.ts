import type { SealPicture } from '../seal/seal.ts'
import { assertColour, type Colour, RED } from './draw/ink.ts'
import { encodePng } from './png.ts'

/** How a round picture is drawn. Lengths in mm. */
export interface SealPictureOptions {
  /** 20 to 60; 40 unless given. */
  readonly diameter?: number
  /** 4 to 40 pixels for each mm; 12 unless given. */
  readonly resolution?: number
  /** The red of seals unless given. */
  readonly colour?: Colour
}

/** Width of the ring, and distance of the star's points from the centre, as parts of the diameter. */
const RING = 0.03
const STAR = 0.175
/** Each pixel is looked at in so many places in each direction. */
const SAMPLES = 4

/**
 * Draws a round seal picture: a ring with a five-pointed star, red on nothing, as PNG. It holds no text: the name
 * of a real seal is drawn by `@xinyin/e-seal/picture`, which needs a font. This needs nothing.
 *
 * @throws RangeError for a size or a colour out of range
 */
export function createSealPicture(options: SealPictureOptions = {}): SealPicture {
  const { diameter = 40, resolution = 12, colour = RED } = options
  if (!Number.isInteger(diameter) || diameter < 20 || diameter > 60)
    throw new RangeError('diameter: 20 to 60 whole mm')
  if (!Number.isInteger(resolution) || resolution < 4 || resolution > 40)
    throw new RangeError('resolution: 4 to 40 whole pixels for each mm')
  assertColour(colour)
  const side = diameter * resolution
  const opacity = new Uint8Array(side * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) opacity[y * side + x] = Math.round(255 * coverage(x, y, side))
  }
  const data = encodePng(opacity, side, colour, resolution * 1000)
  return { type: 'png', data, width: diameter, height: diameter }
}

/** How much of a pixel is inked, 0 to 1. */
function coverage(x: number, y: number, side: number): number {
  const radius = Math.hypot((x + 0.5) / side - 0.5, (y + 0.5) / side - 0.5)
  // Most of the picture lies well between star and ring, or outside.
  if ((radius > STAR + 1 / side && radius < 0.5 - RING - 1 / side) || radius > 0.5 + 1 / side) return 0
  let inked = 0
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const u = (x + ((i % SAMPLES) + 0.5) / SAMPLES) / side - 0.5
    const v = (y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / side - 0.5
    if (isInked(u, v)) inked++
  }
  return inked / (SAMPLES * SAMPLES)
}

/** Whether a point is on the ring or the star; the picture reaches from -0.5 to 0.5. */
function isInked(u: number, v: number): boolean {
  const radius = Math.hypot(u, v)
  return (radius <= 0.5 && radius >= 0.5 - RING) || (radius <= STAR && isInStar(u, v))
}

/**
 * A pentagram, point up: inside of at least four of the five lines that its sides lie on. The lines are as far from
 * the centre as the cosine of 72 degrees of the points' distance.
 */
function isInStar(u: number, v: number): boolean {
  const distance = STAR * Math.cos((72 * Math.PI) / 180)
  let inside = 0
  for (let side = 0; side < 5; side++) {
    const angle = ((270 + 72 * side) * Math.PI) / 180
    if (u * Math.cos(angle) + v * Math.sin(angle) <= distance) inside++
  }
  return inside >= 4
}
