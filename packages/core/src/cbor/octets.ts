import { encodeUtf8 } from '../bytes/utf8.ts'
import { LARGE_BYTES } from '../turns/turn.ts'

/** Octets that are written one behind the other, into a buffer that doubles. */
export interface OctetWriter {
  octet(octet: number): void
  octets(octets: Uint8Array): void
  /** A number in so many octets, the highest first. */
  number(value: number, size: number): void
  /** Octets that a text takes in UTF-8. */
  lengthOf(text: string): number
  /** The text of which the length was asked last. */
  text(text: string): void
  /** All of them. */
  written(): Uint8Array
}

/** Room for what follows a long byte string, such as a signature: it would be copied for that. */
const BEHIND = 1024

const SURROGATE = 0xd800
const BEHIND_SURROGATES = 0xe000

export function createOctets(): OctetWriter {
  let buffer = new Uint8Array(256)
  let length = 0
  const reserve = (more: number): void => {
    if (length + more <= buffer.length) return
    const larger = new Uint8Array(Math.max(length + more + BEHIND, buffer.length * 2))
    larger.set(buffer.subarray(0, length))
    buffer = larger
  }
  const put = (octets: Uint8Array): void => {
    reserve(octets.length)
    buffer.set(octets, length)
    length += octets.length
  }
  let encoded: Uint8Array | undefined
  return {
    octet(octet) {
      reserve(1)
      buffer[length++] = octet
    },
    octets: put,
    number(value, size) {
      reserve(size)
      let rest = value
      for (let at = length + size - 1; at >= length; at--) {
        buffer[at] = rest % 256
        rest = Math.floor(rest / 256)
      }
      length += size
    },
    lengthOf(text) {
      encoded = undefined
      // Short ones are written here: asking the platform takes longer.
      const simple = text.length <= 64 ? simpleLength(text) : undefined
      if (simple !== undefined) return simple
      encoded = encodeUtf8(text)
      return encoded.length
    },
    text(text) {
      if (encoded !== undefined) {
        put(encoded)
        return
      }
      reserve(text.length * 3)
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        if (unit < 0x80) buffer[length++] = unit
        else if (unit < 0x800) {
          buffer[length++] = 0xc0 | (unit >> 6)
          buffer[length++] = 0x80 | (unit & 0x3f)
        } else {
          buffer[length++] = 0xe0 | (unit >> 12)
          buffer[length++] = 0x80 | ((unit >> 6) & 0x3f)
          buffer[length++] = 0x80 | (unit & 0x3f)
        }
      }
    },
    // Megabytes are not copied once more for the little room that is left behind them.
    written: () =>
      length > LARGE_BYTES ? buffer.subarray(0, length) : new Uint8Array(buffer.subarray(0, length)),
  }
}

/** Octets of a text in which no character is a pair of units. */
function simpleLength(text: string): number | undefined {
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= SURROGATE && unit < BEHIND_SURROGATES) return undefined
    length += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3
  }
  return length
}
