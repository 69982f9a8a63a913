/** Red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

/** The red of seals. */
export const RED: Colour = [230, 0, 18]

/** @throws RangeError for what is no colour */
export function assertColour(colour: Colour): void {
  if (colour.length !== 3 || !colour.every((part) => Number.isInteger(part) && part >= 0 && part <= 255))
    throw new RangeError('colour: three whole numbers from 0 to 255')
}

/** As SVG has it: `#e60012`. */
export function hexColour(colour: Colour): string {
  assertColour(colour)
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
