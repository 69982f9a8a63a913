import { concatBytes, decodeHex, encodeUtf8 } from '@xinyin/core'

/** Keeps an archive stamp from being read as a stamp over anything else that is made of digests. */
const PREFIX = /* @__PURE__ */ encodeUtf8('xinyin-evidence-archive-1\n')

/**
 * What an archive stamp is over: a prefix, and the digests of its pieces in their order.
 *
 * @param sm3 - lower-case hexadecimal, 32 octets each
 */
export function archiveContent(sm3: readonly string[]): Uint8Array {
  return concatBytes(PREFIX, ...sm3.map((name) => decodeHex(name)))
}
