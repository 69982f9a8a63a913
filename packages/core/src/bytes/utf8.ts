import { CoreError } from '../errors.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/**
 * Reads well-formed UTF-8; a byte order mark stays in the text.
 *
 * @throws CoreError `ERR_BYTES_UTF8`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new CoreError('ERR_BYTES_UTF8', {}, cause)
  }
}
