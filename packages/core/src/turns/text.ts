import { CoreError } from '../errors.ts'
import { inTurns, TURN_BYTES } from './turn.ts'

const encoder = /* @__PURE__ */ new TextEncoder()

/**
 * The octets of a text in which every character is of ASCII, as a compact JWS is.
 *
 * @throws CoreError `ERR_BYTES_BASE64` for any other character, which no such text has
 */
export async function encodeAsciiInTurns(text: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(text.length)
  const write = (start: number, end: number) => {
    const { read } = encoder.encodeInto(text.slice(start, end), bytes.subarray(start, end))
    // A character of several octets leaves no room for the last ones.
    if (read !== end - start) throw new CoreError('ERR_BYTES_BASE64', { position: start })
  }
  await inTurns(text.length, write, TURN_BYTES)
  return bytes
}

const ascii = /* @__PURE__ */ new TextDecoder('latin1')

/** Octets of ASCII as a text: put together of pieces, so that it is copied by who reads it, if at all. */
export async function decodeAsciiInTurns(bytes: Uint8Array): Promise<string> {
  let text = ''
  await inTurns(bytes.length, (start, end) => {
    text += ascii.decode(bytes.subarray(start, end))
  })
  return text
}
