import { encodeHex, encodeHexOf } from '../bytes/hex.ts'
import { CoreError } from '../errors.ts'
import { type DerNode, expectTag, openDer } from './read.ts'
import { TAG, tagName } from './tag.ts'

export { readOid } from './oid.ts'
export { assertString, isStringTag, readString } from './string.ts'
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

/** The content of an INTEGER is there, and in its shortest form (X.690, 8.3.2). */
function assertInteger(node: DerNode, tag: number): void {
  const { source, start, end } = expectTag(node, tag)
  if (start === end) throw malformed(node)
  const first = source.bytes[start]
  if (end - start === 1 || (first !== 0 && first !== 0xff)) return
  const second = source.bytes[start + 1] ?? 0
  if (first === 0 ? second < 0x80 : second >= 0x80) throw malformed(node)
}

/** The content octets of an INTEGER in their shortest form (X.690, 8.3.2). */
export function readIntegerBytes(node: DerNode, tag: number = TAG.integer): Uint8Array {
  assertInteger(node, tag)
  return node.content
}

/** Lower-case hexadecimal of the content octets of an INTEGER. */
export function readIntegerHex(node: DerNode, tag: number = TAG.integer): string {
  assertInteger(node, tag)
  return contentHex(node)
}

/** Lower-case hexadecimal of the content of an element, whatever it is. */
export function contentHex({ source, start, end }: DerNode): string {
  return encodeHexOf(source.bytes, start, end)
}

export function readInteger(node: DerNode): bigint {
  const content = readIntegerBytes(node)
  // From its digits at once, since a BigInt that grows by each octet is copied for each.
  const value = BigInt(`0x${encodeHex(content)}`)
  return (content[0] ?? 0) >= 0x80 ? value - (1n << BigInt(content.length * 8)) : value
}

/** An INTEGER that fits a number: versions, sizes in mm, path lengths. */
export function readSmallInteger(node: DerNode): number {
  assertInteger(node, TAG.integer)
  const { source, start, end } = node
  const { bytes } = source
  if (end - start > 6) throw malformed(node)
  let value = (bytes[start] ?? 0) >= 0x80 ? -1 : 0
  for (let at = start; at < end; at++) value = value * 256 + (bytes[at] ?? 0)
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
  const unusedBits = assertBitString(node, tag)
  return { bytes: node.source.bytes.subarray(node.start + 1, node.end), unusedBits }
}

/** @returns the number of bits at the end that are unused */
export function assertBitString(node: DerNode, tag: number = TAG.bitString): number {
  const { source, start, end } = expectTag(node, tag)
  const { bytes } = source
  const unusedBits = start < end ? (bytes[start] ?? 8) : 8
  if (unusedBits > 7 || (unusedBits > 0 && end - start === 1)) throw malformed(node)
  if (((bytes[end - 1] ?? 0) & ((1 << unusedBits) - 1)) !== 0) throw malformed(node)
  return unusedBits
}

/** A BIT STRING that holds whole octets: signatures, public keys, digests. */
export function readBitStringBytes(node: DerNode): Uint8Array {
  if (assertBitString(node) !== 0) throw malformed(node)
  return node.source.bytes.subarray(node.start + 1, node.end)
}

/** Every element of a `SEQUENCE OF`. */
export function readSequenceOf<T>(node: DerNode, read: (element: DerNode) => T): T[] {
  const values: T[] = []
  for (const cursor = openDer(node); cursor.peek() !== undefined; ) values.push(read(cursor.next()))
  return values
}
