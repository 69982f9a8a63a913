import type { SealFont } from './font.ts'
import type { Colour } from './ink.ts'

/** What every kind of seal picture needs. */
export interface SealDesign {
  /** Has to have every character; `parseFont` reads one. */
  readonly font: SealFont
  /** The red of seals unless given. */
  readonly colour?: Colour
}

/** @throws RangeError for a length out of range */
export function assertLength(argument: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${argument}: ${least} to ${most} whole mm`)
}
