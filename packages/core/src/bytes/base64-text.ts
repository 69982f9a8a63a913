import { decodedLength, decodeInto, URL_SAFE_DIGITS } from './base64.ts'
import { readText } from './text.ts'

/** A token has dozens of short texts; memory of its own for each would cost more than the reading. */
const room = /* @__PURE__ */ new Uint8Array(2048)

/**
 * Reads the text that canonical, unpadded base64url of UTF-8 stands for.
 *
 * @throws CoreError `ERR_BYTES_BASE64`, `ERR_BYTES_UTF8`
 */
export function decodeBase64UrlText(text: string): string {
  const length = decodedLength(text)
  const bytes = length <= room.length ? room : new Uint8Array(length)
  decodeInto(bytes, text, URL_SAFE_DIGITS)
  return readText(bytes, 0, length)
}
