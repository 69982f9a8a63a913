import { octetsOf } from '../credential/octets.ts'
import { qrError } from './codes.ts'

/** The characters of alphanumeric QR codes, by value (RFC 9285, 4.2; ISO/IEC 18004, table 5). */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const BASE = ALPHABET.length
const SQUARE = BASE * BASE
const NO_DIGIT = 255

const DIGITS = /* @__PURE__ */ (() => {
  const table = new Uint8Array(128).fill(NO_DIGIT)
  for (let i = 0; i < BASE; i++) table[ALPHABET.charCodeAt(i)] = i
  return table
})()

/** Base45 (RFC 9285): two octets as three characters, a last one as two. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const isPair = i + 1 < bytes.length
    let value = isPair ? ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0) : (bytes[i] ?? 0)
    for (let digits = isPair ? 3 : 2; digits > 0; digits--) {
      text += ALPHABET.charAt(value % BASE)
      value = Math.floor(value / BASE)
    }
  }
  return text
}

/**
 * Reads Base45. Every text has one reading and every reading one text: no other character, no digits that stand for more
 * than their octets hold, no character left over.
 *
 * @param start - where in the text it begins: to cut it off would take longer
 * @throws LicenceError `ERR_QR_BASE45`; its `position` counts from there
 */
export function decodeBase45(text: string, start = 0): Uint8Array {
  const length = text.length - start
  const rest = length % 3
  if (rest === 1) throw qrError('ERR_QR_BASE45', { position: length })
  const bytes = new Uint8Array(((length - rest) / 3) * 2 + rest / 2)
  // Up to the first character that is no digit, octets and characters are the same.
  const octets = octetsOf(text)
  let at = 0
  let i = start
  for (; i + 2 < octets.length; i += 3) {
    const value =
      digit(octets, start, i) + BASE * digit(octets, start, i + 1) + SQUARE * digit(octets, start, i + 2)
    if (value > 0xffff) throw qrError('ERR_QR_BASE45', { position: i - start })
    bytes[at++] = value >> 8
    bytes[at++] = value
  }
  if (rest === 0) return bytes
  const value = digit(octets, start, i) + BASE * digit(octets, start, i + 1)
  if (value > 0xff) throw qrError('ERR_QR_BASE45', { position: i - start })
  bytes[at] = value
  return bytes
}

function digit(octets: Uint8Array, start: number, at: number): number {
  const value = DIGITS[octets[at] ?? 0] ?? NO_DIGIT
  if (value === NO_DIGIT) throw qrError('ERR_QR_BASE45', { position: at - start })
  return value
}
