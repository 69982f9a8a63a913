/** Bytes from the system's cryptographic random source. */
export function randomBytes(length: number): Uint8Array {
  if (!Number.isSafeInteger(length) || length < 0) throw new RangeError('length: a whole number of octets')
  const bytes = new Uint8Array(length)
  // The source gives at most 65,536 octets at a time.
  for (let at = 0; at < length; at += 65536) globalThis.crypto.getRandomValues(bytes.subarray(at, at + 65536))
  return bytes
}
