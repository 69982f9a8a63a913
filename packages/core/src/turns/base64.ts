import { decodedLength, decodeInto, URL_SAFE, URL_SAFE_DIGITS } from '../bytes/base64.ts'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { CoreError } from '../errors.ts'
import { inTurns, TURN_BYTES } from './turn.ts'

/** Whole groups of three octets and of four digits. */
const STEP = TURN_BYTES - (TURN_BYTES % 12)

/** Digits that so many octets take, without padding. */
export const encodedLength = (octets: number): number => Math.ceil((octets * 4) / 3)

/**
 * Base64url without padding, as octets of its text: megabytes of it never become one text.
 *
 * @param text - where it is written, with room for {@link encodedLength} digits
 */
export async function encodeBase64UrlInTurns(
  bytes: Uint8Array,
  text: Uint8Array = new Uint8Array(encodedLength(bytes.length)),
): Promise<Uint8Array> {
  await inTurns(bytes.length, (start, end) => writeDigits(bytes, start, end, text), STEP)
  return text
}

const DIGITS = /* @__PURE__ */ encodeUtf8(URL_SAFE)

/** Straight into the octets: texts of single characters would be so much to be collected again that others wait for it. */
function writeDigits(bytes: Uint8Array, start: number, end: number, text: Uint8Array): void {
  let at = (start / 3) * 4
  const digit = (value: number) => {
    text[at] = DIGITS[value & 63] ?? 0
    at += 1
  }
  for (let i = start; i < end; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    digit(group >> 18)
    digit(group >> 12)
    if (i + 1 < end) digit(group >> 6)
    if (i + 2 < end) digit(group)
  }
}

const ascii = /* @__PURE__ */ new TextDecoder('latin1')

/**
 * Reads canonical, unpadded base64url from octets of its text.
 *
 * @throws CoreError `ERR_BYTES_BASE64`
 */
export async function decodeBase64UrlInTurns(text: Uint8Array): Promise<Uint8Array> {
  const bytes = new Uint8Array(decodedLength(text))
  const read = (start: number, end: number) => {
    const piece = ascii.decode(text.subarray(start, end))
    try {
      decodeInto(bytes.subarray((start / 4) * 3), piece, URL_SAFE_DIGITS)
    } catch (cause) {
      if (!(cause instanceof CoreError)) throw cause
      throw new CoreError('ERR_BYTES_BASE64', { position: start + Number(cause.facts['position']) })
    }
  }
  await inTurns(text.length, read, STEP)
  return bytes
}
