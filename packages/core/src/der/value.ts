import { encodeHex } from '../bytes/hex.ts'
import { CoreError } from '../errors.ts'
import { children, type DerNode, expectTag } from './read.ts'
import { TAG, tagName } from './tag.ts'

export { readOid } from './oid.ts'
export { isStringTag, readString } from './string.ts'
export { readTime } from './time.ts'

function malformed(node: DerNode, type = tagName(node.tag)): CoreError {
  return new CoreError('ERR_DER_VALUE', { type, offset: node.offset })
}

/** BOOLEAN: 00 or FF only (X.690, 11.1). */
export function readBoolean(node: DerNode): boolean {
  const { source, start, end } = expectTag(node, TAG.boolean)
  const value = source.bytes[start]
  if (end - start !== 1 || (value !== 0 && value !== 0xff)) throw malformed(node)
  return value === 0xff
}

/** The content octets of an INTEGER in their shortest form (X.690, 8.3.2). */
export function readIntegerBytes(node: DerNode, tag: number = TAG.integer): Uint8Array {
  const { content } = expectTag(node, tag)
  const first = content[0]
  if (first === undefined) throw malformed(node)
  if (content.length > 1 && (first === 0 || first === 0xff)) {
    const second = content[1] ?? 0
    if (first === 0 ? second < 0x80 : second >= 0x80) throw malformed(node)
  }
  return content
}

export function readInteger(node: DerNode): bigint {
  const content = readIntegerBytes(node)
  // From its digits at once, since a BigInt that grows by each octet is copied for each.
  const value = BigInt(`0x${encodeHex(content)}`)
  return (content[0] ?? 0) >= 0x80 ? value - (1n << BigInt(content.length * 8)) : value
}

/** An INTEGER that fits a number: versions, sizes in mm, path lengths. */
export function readSmallInteger(node: DerNode): number {
  const content = readIntegerBytes(node)
  if (content.length > 6) throw malformed(node)
  let value = (content[0] ?? 0) >= 0x80 ? -1 : 0
  for (const byte of content) value = value * 256 + byte
  return value
}

export function readNull(node: DerNode): void {
  if (expectTag(node, TAG.null).content.length !== 0) throw malformed(node)
}

export function readOctetString(node: DerNode): Uint8Array {
  return expectTag(node, TAG.octetString).content
}

/** A BIT STRING: unused bits are zero (X.690, 11.2.1). */
export function readBitString(
  node: DerNode,
  tag: number = TAG.bitString,
): { bytes: Uint8Array; unusedBits: number } {
  const { content } = expectTag(node, tag)
  const unusedBits = content[0]
  const bytes = content.subarray(1)
  if (unusedBits === undefined || unusedBits > 7 || (bytes.length === 0 && unusedBits > 0))
    throw malformed(node)
  if (unusedBits > 0 && ((bytes[bytes.length - 1] ?? 0) & ((1 << unusedBits) - 1)) !== 0)
    throw malformed(node)
  return { bytes, unusedBits }
}

/** A BIT STRING that holds whole octets: signatures, public keys, digests. */
export function readBitStringBytes(node: DerNode): Uint8Array {
  const { bytes, unusedBits } = readBitString(node)
  if (unusedBits !== 0) throw malformed(node)
  return bytes
}

/** Every element of a `SEQUENCE OF`. */
export function readSequenceOf<T>(node: DerNode, read: (element: DerNode) => T): T[] {
  return children(expectTag(node, TAG.sequence)).map(read)
}
