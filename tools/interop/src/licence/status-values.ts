import { inflateSync } from 'node:zlib'

export const LIST_URI = 'https://status.example.gov.cn/lists/1'

/** Places in a list of 2¹⁶ of four bits, and what is there. All others are valid. */
export const STATES: readonly (readonly [place: number, value: number])[] = [
  [0, 1],
  [1, 2],
  [4242, 3],
  [4243, 12],
  [65_534, 13],
  [65_535, 15],
]

/** Reads a list as anybody would by the draft: zlib, then four bits, the lower half of an octet first. */
export function readPacked(packed: Uint8Array): (place: number) => number {
  const bytes = inflateSync(packed)
  return (place) => ((bytes[place >> 1] ?? 0) >> ((place & 1) * 4)) & 15
}

/** A date as days since 1970. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000

export function changeOctet(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice()
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}
