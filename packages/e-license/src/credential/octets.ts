import { encodeUtf8 } from '@xinyin/core'

const encoder = /* @__PURE__ */ new TextEncoder()

/** A credential has dozens of short texts to digest; a new array for each would cost more than the digest. */
const room = /* @__PURE__ */ new Uint8Array(8192)

/** @internal The octets of a text in UTF-8, until the next call: for who digests or writes them at once. */
export function octetsOf(text: string): Uint8Array {
  // A UTF-16 unit takes three octets at most.
  if (text.length * 3 > room.length) return encodeUtf8(text)
  return room.subarray(0, encoder.encodeInto(text, room).written)
}
