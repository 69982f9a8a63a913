const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Bytes as text with nothing left out: a byte order mark stays, so that the reader under fire sees it. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
