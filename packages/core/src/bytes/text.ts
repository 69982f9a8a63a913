import { decodeUtf8 } from './utf8.ts'

/** Up to so many octets, asking the platform takes longer than the reading. */
const SHORT = 96

const SURROGATE = 0xd800
const BEHIND_SURROGATES = 0xe000

/**
 * The text between two places in UTF-8 (RFC 3629). Names and numbers are short and of plain letters or Chinese: those are
 * read here. Whatever else there is, wrong or rare, the platform's strict reader reads or refuses.
 *
 * @throws CoreError `ERR_BYTES_UTF8`
 */
export function readText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decodeUtf8(bytes.subarray(start, end))
  const units: number[] = []
  for (let at = start; at < end; ) {
    const first = bytes[at] ?? 0
    if (first < 0x80) {
      units.push(first)
      at++
      continue
    }
    const unit = at + 3 <= end ? readThree(first, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : undefined
    if (unit === undefined) return decodeUtf8(bytes.subarray(start, end))
    units.push(unit)
    at += 3
  }
  return String.fromCharCode.apply(undefined, units)
}

/** The character of three octets, if they are one that has no shorter form and is no half of one. */
function readThree(first: number, second: number, third: number): number | undefined {
  if ((first & 0xf0) !== 0xe0 || (second & 0xc0) !== 0x80 || (third & 0xc0) !== 0x80) return undefined
  const unit = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)
  return unit < 0x800 || (unit >= SURROGATE && unit < BEHIND_SURROGATES) ? undefined : unit
}
