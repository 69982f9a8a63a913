import { CoreError } from '../errors.ts'

const DIGITS = '0123456789abcdef'

/** The two digits of every octet. */
const PAIRS: readonly string[] = /* @__PURE__ */ Array.from(
  { length: 256 },
  (_, octet) => DIGITS.charAt(octet >> 4) + DIGITS.charAt(octet & 15),
)

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
  for (; at < end; at++) text += PAIRS[bytes[at] ?? 0]
  return text
}

/** The character of a digit: `a` comes 39 after what would follow `9`. */
function codeOf(digit: number): number {
  return digit < 10 ? 0x30 + digit : 0x57 + digit
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
    const digit = DIGITS.indexOf(text.charAt(i).toLowerCase())
    if (digit < 0) throw new CoreError('ERR_BYTES_HEX', { position: i })
    bytes[i >> 1] = ((bytes[i >> 1] ?? 0) << 4) | digit
  }
  return bytes
}
