import { qrError } from './codes.ts'

/** The characters of alphanumeric QR codes, by value (RFC 9285, 4.2; ISO/IEC 18004, table 5). */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const BASE = ALPHABET.length
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
 * @throws LicenceError `ERR_QR_BASE45`
 */
export function decodeBase45(text: string): Uint8Array {
  const rest = text.length % 3
  if (rest === 1) throw qrError('ERR_QR_BASE45', { position: text.length })
  const bytes = new Uint8Array(((text.length - rest) / 3) * 2 + rest / 2)
  let at = 0
  for (let i = 0; i < text.length; i += 3) {
    const isPair = i + 2 < text.length
    const value = digit(text, i) + BASE * digit(text, i + 1) + (isPair ? BASE * BASE * digit(text, i + 2) : 0)
    if (value > (isPair ? 0xffff : 0xff)) throw qrError('ERR_QR_BASE45', { position: i })
    if (isPair) bytes[at++] = value >> 8
    bytes[at++] = value & 0xff
  }
  return bytes
}

function digit(text: string, position: number): number {
  const value = DIGITS[text.charCodeAt(position)] ?? NO_DIGIT
  if (value === NO_DIGIT) throw qrError('ERR_QR_BASE45', { position })
  return value
}
