import { encodeUtf8 } from '../bytes/utf8.ts'
import type { CborKey } from './value.ts'

/** The order of bytes: by the first that differs; what the other begins with comes first (RFC 8949, 4.2.1). */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** The same of two parts of one text, where they stand: most keys have one byte, and a view of it takes longer than it. */
export function compareParts(
  bytes: Uint8Array,
  start: number,
  end: number,
  otherStart: number,
  otherEnd: number,
): number {
  for (let a = start, b = otherStart; a < end && b < otherEnd; a++, b++) {
    const difference = (bytes[a] ?? 0) - (bytes[b] ?? 0)
    if (difference !== 0) return difference
  }
  return end - start - (otherEnd - otherStart)
}

/**
 * The same order of keys, by what their bytes are without writing them: numbers from 0 on, then those below it by their
 * size, then texts by their length and their own bytes.
 */
export function compareKeys(a: CborKey, b: CborKey): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a < 0 !== b < 0) return a < 0 ? 1 : -1
    return a < 0 ? b - a : a - b
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [encodeUtf8(a), encodeUtf8(b)]
    return left.length - right.length || compareBytes(left, right)
  }
  return typeof a === 'number' ? -1 : 1
}
