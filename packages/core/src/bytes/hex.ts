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

/** The same of a part, without a view of it. */
export function encodeHexOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) text += PAIRS[bytes[i] ?? 0]
  return text
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
