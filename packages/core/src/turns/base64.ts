import { decodedLength, decodeInto, encodeBase64Url, URL_SAFE_DIGITS } from '../bytes/base64.ts'
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
  const write = (start: number, end: number) =>
    text.set(encodeUtf8(encodeBase64Url(bytes.subarray(start, end))), (start / 3) * 4)
  await inTurns(bytes.length, write, STEP)
  return text
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
