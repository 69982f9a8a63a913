import { MAJOR } from './major.ts'

/** Octets of the head of a byte string of so many: in the shortest form (RFC 8949, 4.2.1). */
const headLength = (length: number): number =>
  length < 24 ? 1 : length < 0x100 ? 2 : length < 0x1_0000 ? 3 : 5

/**
 * Byte strings behind octets that are CBOR already, as structures to be signed have them: in one piece of memory, which
 * is just as large as it has to be.
 */
export function encodeByteStrings(before: Uint8Array, strings: readonly Uint8Array[]): Uint8Array {
  let room = before.length
  for (const { length } of strings) room += headLength(length) + length
  const octets = new Uint8Array(room)
  octets.set(before)
  let at = before.length
  for (const string of strings) {
    at = writeHead(octets, at, string.length)
    octets.set(string, at)
    at += string.length
  }
  return octets
}

/** @returns where the string itself begins */
function writeHead(octets: Uint8Array, at: number, length: number): number {
  const size = headLength(length) - 1
  const information = size === 0 ? length : size === 1 ? 24 : size === 2 ? 25 : 26
  octets[at] = (MAJOR.bytes << 5) | information
  for (let i = 1; i <= size; i++) octets[at + i] = length >>> (8 * (size - i))
  return at + 1 + size
}
