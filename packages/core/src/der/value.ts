import { decodeUtf8 } from '../bytes/utf8.ts'
import { CoreError } from '../errors.ts'
import { children, type DerNode, expectTag } from './read.ts'
import { TAG, tagName } from './tag.ts'

function malformed(node: DerNode, type = tagName(node.tag)): CoreError {
  return new CoreError('ERR_DER_VALUE', { type, offset: node.offset })
}

/** BOOLEAN: 00 or FF only (X.690, 11.1). */
export function readBoolean(node: DerNode): boolean {
  const { content } = expectTag(node, TAG.boolean)
  const value = content[0]
  if (content.length !== 1 || (value !== 0 && value !== 0xff)) throw malformed(node)
  return value === 0xff
}

/** The content octets of an INTEGER in their shortest form (X.690, 8.3.2). */
export function readIntegerBytes(node: DerNode, tag: number = TAG.integer): Uint8Array {
  const { content } = expectTag(node, tag)
  const [first, second = 0] = content
  if (first === undefined) throw malformed(node)
  if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw malformed(node)
  return content
}

export function readInteger(node: DerNode): bigint {
  const content = readIntegerBytes(node)
  let value = 0n
  for (const byte of content) value = (value << 8n) | BigInt(byte)
  return (content[0] ?? 0) >= 0x80 ? value - (1n << BigInt(content.length * 8)) : value
}

/** An INTEGER that fits a number: versions, sizes in mm, path lengths. */
export function readSmallInteger(node: DerNode): number {
  const value = readIntegerBytes(node).length <= 6 ? Number(readInteger(node)) : Number.NaN
  if (!Number.isSafeInteger(value)) throw malformed(node)
  return value
}

export function readNull(node: DerNode): void {
  if (expectTag(node, TAG.null).content.length !== 0) throw malformed(node)
}

/** An OBJECT IDENTIFIER in dotted form, at most 128 octets. */
export function readOid(node: DerNode): string {
  const { content } = expectTag(node, TAG.oid)
  const last = content.at(-1)
  if (last === undefined || last >= 0x80 || content.length > 128) throw malformed(node)
  const arcs: (number | bigint)[] = []
  for (let start = 0; start < content.length; ) {
    if (content[start] === 0x80) throw malformed(node)
    let end = start
    while ((content[end] ?? 0) >= 0x80) end++
    arcs.push(readArc(content.subarray(start, end + 1)))
    start = end + 1
  }
  const [head = 0, ...rest] = arcs
  const top = head < 40 ? 0 : head < 80 ? 1 : 2
  const second = typeof head === 'bigint' ? head - 80n : head - top * 40
  return [top, second, ...rest].join('.')
}

/** Seven bits of an arc stand in each octet: so many octets fit a number. */
const NUMBER_OCTETS = 7

function readArc(octets: Uint8Array): number | bigint {
  let arc = 0
  if (octets.length <= NUMBER_OCTETS) {
    for (const octet of octets) arc = arc * 128 + (octet & 0x7f)
    return arc
  }
  // From its digits at once, since a BigInt that grows by each octet is copied for each.
  const bits = Array.from(octets, (octet) => (octet & 0x7f).toString(2).padStart(7, '0')).join('')
  return BigInt(`0b${bits}`)
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
  const [unusedBits] = content
  const bytes = content.subarray(1)
  if (unusedBits === undefined || unusedBits > 7 || (bytes.length === 0 && unusedBits > 0))
    throw malformed(node)
  if (unusedBits > 0 && ((bytes.at(-1) ?? 0) & ((1 << unusedBits) - 1)) !== 0) throw malformed(node)
  return { bytes, unusedBits }
}

/** A BIT STRING that holds whole octets: signatures, public keys, digests. */
export function readBitStringBytes(node: DerNode): Uint8Array {
  const { bytes, unusedBits } = readBitString(node)
  if (unusedBits !== 0) throw malformed(node)
  return bytes
}

/** Code points that become text in one call. */
const CHUNK = 8192

/** Text from code points, of which there may be millions. */
function fromCodePoints(points: Uint8Array | Uint32Array): string {
  const parts: string[] = []
  for (let at = 0; at < points.length; at += CHUNK)
    parts.push(String.fromCodePoint(...points.subarray(at, at + CHUNK)))
  return parts.join('')
}

function readCodeUnits(node: DerNode, width: 2 | 4): string {
  const { content } = node
  if (content.length % width !== 0) throw malformed(node)
  const points = new Uint32Array(content.length / width)
  for (let at = 0; at < content.length; at += width) {
    let point = 0
    for (let i = 0; i < width; i++) point = point * 256 + (content[at + i] ?? 0)
    if (point > 0x10ffff || (width === 4 && point >= 0xd800 && point < 0xe000)) throw malformed(node)
    points[at / width] = point
  }
  const text = fromCodePoints(points)
  if (!isWellFormed(text)) throw malformed(node)
  return text
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const isWellFormed = (text: string) => !LONE_SURROGATE.test(text)

const CHARACTERS = new Map<number, RegExp>([
  [TAG.numericString, /^[0-9 ]*$/],
  // The two extra characters, * and @, occur in certificates in use and are harmless to read.
  [TAG.printableString, /^[A-Za-z0-9 '()+,\-./:=?*@&_]*$/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: IA5String is the whole of ASCII.
  [TAG.ia5String, /^[\x00-\x7f]*$/],
  [TAG.visibleString, /^[\x20-\x7e]*$/],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: T.61 is read as Latin-1, as everyone does.
  [TAG.teletexString, /^[\x00-\xff]*$/],
])

/** Whether a tag is one of the character string types. */
export function isStringTag(tag: number): boolean {
  return CHARACTERS.has(tag) || tag === TAG.utf8String || tag === TAG.bmpString || tag === TAG.universalString
}

/** Text of any of the character string types. */
export function readString(node: DerNode): string {
  if (node.tag === TAG.utf8String) return decodeUtf8(node.content)
  if (node.tag === TAG.bmpString) return readCodeUnits(node, 2)
  if (node.tag === TAG.universalString) return readCodeUnits(node, 4)
  const allowed = CHARACTERS.get(node.tag)
  if (allowed === undefined) {
    throw new CoreError('ERR_DER_TAG', {
      expected: 'a string',
      offset: node.offset,
      found: tagName(node.tag),
    })
  }
  const text = fromCodePoints(node.content)
  if (!allowed.test(text)) throw malformed(node)
  return text
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/

/** UTCTime or GeneralizedTime in UTC with seconds (RFC 5280, 4.1.2.5); fractions as DER allows them (X.690, 11.7). */
export function readTime(node: DerNode): Date {
  const isUtc = node.tag === TAG.utcTime
  if (!isUtc) expectTag(node, TAG.generalizedTime)
  const text = String.fromCharCode(...node.content.subarray(0, 64))
  const match = (isUtc ? UTC_TIME : GENERALIZED_TIME).exec(text)
  if (match === null || node.content.length > 64) throw malformed(node)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const fullYear = isUtc ? (year < 50 ? 2000 + year : 1900 + year) : year
  const milliseconds = match[7] === undefined ? 0 : Math.floor(Number(`0${match[7]}`) * 1000)
  const date = new Date(0)
  date.setUTCFullYear(fullYear, month - 1, day)
  date.setUTCHours(hour, minute, second, milliseconds)
  const exact =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!exact) throw malformed(node)
  return date
}

/** Every element of a `SEQUENCE OF`. */
export function readSequenceOf<T>(node: DerNode, read: (element: DerNode) => T): T[] {
  return children(expectTag(node, TAG.sequence)).map(read)
}
