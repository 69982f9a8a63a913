import { brokenFont } from './codes.ts'

/** Reads numbers of a font, all of them with their highest octet first; beyond the end a `RangeError` is thrown. */
export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

/** Octets from `start` to `end`, which a plain `subarray` would cut short without a word. */
export function part(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (start > end || end > bytes.length) throw brokenFont('a part of it lies beyond its end')
  return bytes.subarray(start, end)
}

export const u16 = (...values: readonly number[]): Uint8Array =>
  Uint8Array.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]))

export const u32 = (...values: readonly number[]): Uint8Array =>
  Uint8Array.from(
    values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]),
  )
