import { concatBytes } from '@xinyin/core'
import { chunk, uint32 } from '../png.ts'

/** The signature of a PNG and its first chunk, the header. */
const HEAD = 8 + 12 + 13
/** The unit is the metre. */
const METRE = Uint8Array.of(1)

/** Writes into a PNG how large it is meant to be (ISO/IEC 15948, 11.3.4.3). */
export function setDensity(png: Uint8Array, pixelsPerMetre: number): Uint8Array {
  const density = chunk('pHYs', uint32(pixelsPerMetre), uint32(pixelsPerMetre), METRE)
  return concatBytes(png.subarray(0, HEAD), density, png.subarray(HEAD))
}
