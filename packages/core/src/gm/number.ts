/** Reads an unsigned big-endian number. */
export function readNumber(bytes: Uint8Array): bigint {
  let value = 0n
  // Eight octets at a time: one BigInt operation costs as much as many on plain numbers.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  for (; at < bytes.length % 8; at++) value = (value << 8n) | BigInt(view.getUint8(at))
  for (; at < bytes.length; at += 8) value = (value << 64n) | view.getBigUint64(at)
  return value
}

/** Writes an unsigned number, big-endian, over `length` octets. */
export function writeNumber(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  let at = length
  let rest = value
  for (; at >= 8; at -= 8, rest >>= 64n) view.setBigUint64(at - 8, rest & 0xffff_ffff_ffff_ffffn)
  for (; at > 0; at--, rest >>= 8n) view.setUint8(at - 1, Number(rest & 0xffn))
  return bytes
}
