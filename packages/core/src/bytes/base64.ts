import { CoreError } from '../errors.ts'

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
export const URL_SAFE = `${STANDARD.slice(0, 62)}-_`
const NO_DIGIT = 255

/** Digit values by character code; everything outside ASCII is no digit. */
function digitTable(alphabet: string): Uint8Array {
  const table = new Uint8Array(128).fill(NO_DIGIT)
  for (let i = 0; i < alphabet.length; i++) table[alphabet.charCodeAt(i)] = i
  return table
}

const STANDARD_DIGITS = digitTable(STANDARD)
export const URL_SAFE_DIGITS = digitTable(URL_SAFE)

/** Octets that become text in one call: what is put together character by character is a chain of as many parts. */
const PIECE = 3 * 1024

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += PIECE)
    text += encodePiece(bytes, start, Math.min(start + PIECE, bytes.length), alphabet)
  return text
}

function encodePiece(bytes: Uint8Array, start: number, end: number, alphabet: string): string {
  const units: number[] = []
  for (let i = start; i < end; i += 3) {
    const left = end - i
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    units.push(alphabet.charCodeAt(group >> 18), alphabet.charCodeAt((group >> 12) & 63))
    if (left > 1) units.push(alphabet.charCodeAt((group >> 6) & 63))
    if (left > 2) units.push(alphabet.charCodeAt(group & 63))
  }
  return String.fromCharCode.apply(undefined, units)
}

/** Canonical only: no other character, and no set bit beyond the last whole byte (RFC 4648, 3.5). */
function decode(text: string, digits: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(decodedLength(text))
  decodeInto(bytes, text, digits)
  return bytes
}

export function decodedLength({ length }: { readonly length: number }): number {
  if (length % 4 === 1) throw new CoreError('ERR_BYTES_BASE64', { position: length })
  return Math.floor((length * 3) / 4)
}

/** Writes from the beginning of `bytes` on, which has room for {@link decodedLength}. */
export function decodeInto(bytes: Uint8Array, text: string, digits: Uint8Array): void {
  let at = 0
  let i = 0
  // Four digits are three octets. Where one of them is none, the loop behind this one says which.
  for (; i + 4 <= text.length; i += 4) {
    const a = digits[text.charCodeAt(i)] ?? NO_DIGIT
    const b = digits[text.charCodeAt(i + 1)] ?? NO_DIGIT
    const c = digits[text.charCodeAt(i + 2)] ?? NO_DIGIT
    const d = digits[text.charCodeAt(i + 3)] ?? NO_DIGIT
    if ((a | b | c | d) === NO_DIGIT) break
    bytes[at++] = (a << 2) | (b >> 4)
    bytes[at++] = (b << 4) | (c >> 2)
    bytes[at++] = (c << 6) | d
  }
  let bits = 0
  let held = 0
  for (; i < text.length; i++) {
    const digit = digits[text.charCodeAt(i)] ?? NO_DIGIT
    if (digit === NO_DIGIT) throw new CoreError('ERR_BYTES_BASE64', { position: i })
    held = (held << 6) | digit
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = held >> bits
      held &= (1 << bits) - 1
    }
  }
  if (held !== 0) throw new CoreError('ERR_BYTES_BASE64', { position: text.length - 1 })
}

/** Base64 with padding (RFC 4648, 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encode(bytes, STANDARD)
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/**
 * Reads canonical, padded base64 with no white space.
 *
 * @throws CoreError `ERR_BYTES_BASE64`
 */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw new CoreError('ERR_BYTES_BASE64', { position: text.length })
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return decode(text.slice(0, text.length - padding), STANDARD_DIGITS)
}

/** Base64url without padding (RFC 7515, 2). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, URL_SAFE)
}

/**
 * Reads canonical, unpadded base64url.
 *
 * @throws CoreError `ERR_BYTES_BASE64`
 */
export function decodeBase64Url(text: string): Uint8Array {
  return decode(text, URL_SAFE_DIGITS)
}
