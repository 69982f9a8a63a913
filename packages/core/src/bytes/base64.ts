import { CoreError } from '../errors.ts'

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const URL_SAFE = `${STANDARD.slice(0, 62)}-_`
const NO_DIGIT = 255

/** Digit values by character code; everything outside ASCII is no digit. */
function digitTable(alphabet: string): Uint8Array {
  const table = new Uint8Array(128).fill(NO_DIGIT)
  for (let i = 0; i < alphabet.length; i++) table[alphabet.charCodeAt(i)] = i
  return table
}

const STANDARD_DIGITS = digitTable(STANDARD)
const URL_SAFE_DIGITS = digitTable(URL_SAFE)

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    if (left > 1) text += alphabet.charAt((group >> 6) & 63)
    if (left > 2) text += alphabet.charAt(group & 63)
  }
  return text
}

/** Canonical only: no other character, and no set bit beyond the last whole byte (RFC 4648, 3.5). */
function decode(text: string, digits: Uint8Array): Uint8Array {
  const spare = text.length % 4
  if (spare === 1) throw new CoreError('ERR_BYTES_BASE64', { position: text.length })
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
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
  return bytes
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
