import type { CharacterSize, Place } from './place.ts'

/** How a text fits into a straight line, or a column. */
export interface LineFit extends CharacterSize {
  /** From the middle of one character to that of the next. */
  readonly pitch: number
}

export interface LineSpace {
  /** The length of the line at most, in mm. */
  readonly length: number
  readonly height: number
  /** Width over height of a character that has room. */
  readonly ratio?: number
  /** From one to the next at most, in widths. */
  readonly spread?: number
}

const NARROWEST = 0.42

/** Fits a text into a line: narrower gaps first, then condensed characters, then smaller ones. */
export function fitLine(count: number, { length, height, ratio = 0.8, spread = 1.12 }: LineSpace): LineFit {
  const natural = ratio * height
  const pitch = Math.min(natural * spread, length / count)
  const width = Math.min(natural, pitch * 0.96)
  return { pitch, width, height: Math.min(height, width / Math.min(ratio, NARROWEST)) }
}

/** Places side by side from left to right, with the middle of the text at `x` and `y`. */
export function placesOnLine(offsets: readonly number[], x: number, y: number): Place[] {
  return offsets.map((offset) => ({ x: x + offset, y, angle: 0 }))
}
