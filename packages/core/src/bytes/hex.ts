import { CoreError } from '../errors.ts'

/** Lower-case hexadecimal. */
export function encodeHex(bytes: Uint8Array): string {
  return encodeHexOf(bytes, 0, bytes.length)
}

/**
 * The same of a part, without a view of it.
 *
 * Four octets at a time: what is added to a text by two characters is a chain of as many parts.
 */
export function encodeHexOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  let at = start
  for (; at + 4 <= end; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]
    text += String.fromCharCode(
      codeOf(a >> 4),
      codeOf(a & 15),
      codeOf(b >> 4),
      codeOf(b & 15),
      codeOf(c >> 4),
      codeOf(c & 15),
      codeOf(d >> 4),
      codeOf(d & 15),
    )
  }
  for (; at < end; at++) {
    const octet = bytes[at] ?? 0
    text += String.fromCharCode(codeOf(octet >> 4), codeOf(octet & 15))
  }
  return text
}

/** The character of a digit: `a` comes 39 after what would follow `9`. */
function codeOf(digit: number): number {
  return digit < 10 ? 0x30 + digit : 0x57 + digit
}

/** The digit that a character stands for, in either case; -1 where it stands for none. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/**
 * Reads hexadecimal, in either case, with nothing between the digits.
 *
 * @throws CoreError `ERR_BYTES_HEX`
 */
export function decodeHex(text: string): Uint8Array {
  if (text.length % 2 !== 0) throw new CoreError('ERR_BYTES_HEX', { position: text.length })
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < text.length; i++) {
    const digit = digitOf(text.charCodeAt(i))
    if (digit < 0) throw new CoreError('ERR_BYTES_HEX', { position: i })
    bytes[i >> 1] = ((bytes[i >> 1] ?? 0) << 4) | digit
  }
  return bytes
}
