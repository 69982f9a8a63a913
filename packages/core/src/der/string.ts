import { decodeUtf8 } from '../bytes/utf8.ts'
import { CoreError } from '../errors.ts'
import type { DerNode } from './read.ts'
import { TAG, tagName } from './tag.ts'

function malformed(node: DerNode): CoreError {
  return new CoreError('ERR_DER_VALUE', { type: tagName(node.tag), offset: node.offset })
}

/** Code points that become text in one call. */
const CHUNK = 8192

/** Text from code points, of which there may be millions. */
function fromCodePoints(points: Uint8Array | Uint32Array): string {
  if (points.length <= CHUNK) return String.fromCodePoint.apply(null, points as unknown as number[])
  const parts: string[] = []
  for (let at = 0; at < points.length; at += CHUNK)
    parts.push(fromCodePoints(points.subarray(at, at + CHUNK)))
  return parts.join('')
}

/** Big-endian code units of 2 or 4 octets; surrogates of 2 stand in pairs. */
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
  if (LONE_SURROGATE.test(text)) throw malformed(node)
  return text
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** The string types of one octet for each character, and the octets that they allow. */
const CHARACTERS: ReadonlyMap<number, Uint8Array> = /* @__PURE__ */ new Map([
  [TAG.numericString, /* @__PURE__ */ allow('  09')],
  // The characters beyond the standard's, *, @, & and _, occur in certificates in use and are harmless to read.
  [TAG.printableString, /* @__PURE__ */ allow('  &:==?Z__az')],
  [TAG.ia5String, /* @__PURE__ */ allow('\0\x7f')],
  [TAG.visibleString, /* @__PURE__ */ allow(' ~')],
])

/** For every octet, whether it stands for a character that is allowed: from the first to the second of each pair. */
function allow(pairs: string): Uint8Array {
  const allowed = new Uint8Array(256)
  for (let at = 0; at < pairs.length; at += 2)
    allowed.fill(1, pairs.charCodeAt(at), pairs.charCodeAt(at + 1) + 1)
  return allowed
}

/** Whether a tag is one of the character string types. */
export function isStringTag(tag: number): boolean {
  return (
    CHARACTERS.has(tag) ||
    tag === TAG.utf8String ||
    tag === TAG.bmpString ||
    tag === TAG.universalString ||
    tag === TAG.teletexString
  )
}

/** Text of any of the character string types. */
export function readString(node: DerNode): string {
  if (node.tag === TAG.utf8String) return readUtf8(node)
  if (node.tag === TAG.bmpString) return readCodeUnits(node, 2)
  if (node.tag === TAG.universalString) return readCodeUnits(node, 4)
  if (node.tag === TAG.teletexString) return readTeletex(node.content)
  assertCharacters(node)
  // All of it is ASCII, which is UTF-8 too.
  return readUtf8(node)
}

/** Refuses what {@link readString} would, without making the text. */
export function assertString(node: DerNode): void {
  if (node.tag === TAG.utf8String) {
    const { source, start, end } = node
    if (!isCommon(source.bytes, start, end)) decodeUtf8(node.content)
  } else if (CHARACTERS.has(node.tag)) assertCharacters(node)
  else readString(node)
}

function assertCharacters(node: DerNode): void {
  const { source, start, end, tag } = node
  const allowed = CHARACTERS.get(tag)
  if (allowed === undefined)
    throw new CoreError('ERR_DER_TAG', { expected: 'a string', offset: node.offset, found: tagName(tag) })
  for (let at = start; at < end; at++) if (allowed[source.bytes[at] ?? 0] !== 1) throw malformed(node)
}

/** Whether octets are UTF-8 of ASCII and Chinese; of whatever else there is, nothing is said. */
function isCommon(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    const octet = bytes[at] ?? 0
    if (octet < 0x80) at++
    else if (isThree(bytes, at, end)) at += 3
    else return false
  }
  return true
}

/** U+1000 to U+CFFF: of these leads every pair of further octets is a character (RFC 3629, 4). */
function isThree(bytes: Uint8Array, at: number, end: number): boolean {
  const lead = bytes[at] ?? 0
  if (lead < 0xe1 || lead > 0xec || end - at < 3) return false
  return ((bytes[at + 1] ?? 0) & 0xc0) === 0x80 && ((bytes[at + 2] ?? 0) & 0xc0) === 0x80
}

/** Octets of texts that are read here: a decoder takes longer to call than they to read. */
const SHORT = 48

/** Short texts of ASCII and of Chinese are put together here; whatever else there is, a decoder judges. */
function readUtf8(node: DerNode): string {
  const { source, start, end } = node
  if (end - start > SHORT) return decodeUtf8(node.content)
  const { bytes } = source
  let text = ''
  for (let at = start; at < end; ) {
    const octet = bytes[at] ?? 0
    if (octet < 0x80) {
      text += String.fromCharCode(octet)
      at++
    } else if (isThree(bytes, at, end)) {
      const rest = (((bytes[at + 1] ?? 0) & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f)
      text += String.fromCharCode(((octet & 0x0f) << 12) | rest)
      at += 3
    } else return decodeUtf8(node.content)
  }
  return text
}

/** Nobody writes T.61: it is read as Latin-1. */
function readTeletex(content: Uint8Array): string {
  return fromCodePoints(content)
}
