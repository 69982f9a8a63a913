import { joinBytes } from '../bytes/sequence.ts'
import { CoreError } from '../errors.ts'
import { type DerLimits, type DerNode, type DerSource, type Element, MARK, setElement } from './node.ts'
import { children, expectTag, parseWith } from './read.ts'
import { TAG, tagName } from './tag.ts'

/** The header of an element; a length that stands nowhere, since marks end the content, is `undefined`. */
interface Header {
  readonly tag: number
  /** Where the content begins. */
  readonly start: number
  readonly length: number | undefined
}

function need(at: number, count: number, end: number): void {
  const found = end - at
  if (found < count) throw new CoreError('ERR_DER_TRUNCATED', { needed: count, offset: at, found })
}

/** X.690, 8.1.2 and 8.1.3: tags below 31; lengths short, long with any leading zeros, or indefinite. */
function readHeader(bytes: Uint8Array, at: number, end: number): Header {
  need(at, 2, end)
  const tag = bytes[at] ?? 0
  if ((tag & 0x1f) === 0x1f || tag === 0)
    throw new CoreError('ERR_DER_TAG', { expected: 'a tag below 31', offset: at, found: tagName(tag) })
  const first = bytes[at + 1] ?? 0
  if (first < 0x80) return { tag, start: at + 2, length: first }
  // Only what is made of elements can be ended by a mark (8.1.3.2).
  if (first === 0x80 && (tag & 0x20) !== 0) return { tag, start: at + 2, length: undefined }
  const octets = first & 0x7f
  if (octets === 0 || octets > 8) throw new CoreError('ERR_DER_LENGTH', { offset: at })
  need(at + 2, octets, end)
  let length = 0
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0)
  return { tag, start: at + 2 + octets, length }
}

/**
 * Where the content that begins at `start` is ended by its mark.
 *
 * Elements of a known length are stepped over, those without one are counted; neither is gone into by calls of calls,
 * so that no nesting exhausts the stack.
 */
function findMark({ bytes, limits }: DerSource, start: number, end: number, depth: number): number {
  let open = 1
  let at = start
  for (let count = 0; ; count++) {
    if (count > limits.maxElements) throw new CoreError('ERR_DER_COUNT', { limit: limits.maxElements })
    need(at, MARK, end)
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      open--
      if (open === 0) return at
      at += MARK
      continue
    }
    const header = readHeader(bytes, at, end)
    at = header.start
    if (header.length !== undefined) {
      need(at, header.length, end)
      at += header.length
      continue
    }
    open++
    if (depth + open > limits.maxDepth) throw new CoreError('ERR_DER_DEPTH', { limit: limits.maxDepth })
  }
}

function readBerElement(
  source: DerSource,
  at: number,
  limit: number,
  depth: number,
  place?: Element,
): DerNode {
  const { tag, start, length } = readHeader(source.bytes, at, limit)
  if (length === undefined) {
    const end = findMark(source, start, limit, depth)
    return setElement(place, source, tag, at, start, end, end + MARK, depth)
  }
  need(start, length, limit)
  const end = start + length
  return setElement(place, source, tag, at, start, end, end, depth)
}

/**
 * Reads one element in the basic encoding rules that fills the whole of `bytes` (X.690, 8).
 *
 * CMS messages and PKCS #12 files in use are written so: without lengths where a program did not know them yet, and
 * with octet strings in pieces. Everything that reads DER reads these nodes too: `children`, `openDer` and the readers
 * of values, which stay as strict as they are. Only lengths are read more widely, and pieces by {@link readBerOctets}.
 * A part that has to be DER, such as a certificate, goes through `parseDer` with its `raw` bytes.
 *
 * @throws CoreError `ERR_DER_SIZE`, `ERR_DER_TRUNCATED`, `ERR_DER_TAG`, `ERR_DER_LENGTH`, `ERR_DER_DEPTH`,
 *   `ERR_DER_COUNT`, `ERR_DER_TRAILING`
 */
export function parseBer(bytes: Uint8Array, limits: Partial<DerLimits> = {}): DerNode {
  return parseWith(readBerElement, bytes, limits)
}

/**
 * The pieces of an OCTET STRING in their order (X.690, 8.7): one where it is whole, any number where it is constructed.
 *
 * @param tag - of the whole string where it is tagged implicitly, in its primitive form: `contextTag(0, 'primitive')`
 * @throws CoreError `ERR_DER_TAG` when it, or a piece of it, is nothing of the kind; `ERR_DER_COUNT` for more pieces,
 *   at whatever level, than an element may have parts
 */
export function readBerPieces(node: DerNode, tag: number = TAG.octetString): Uint8Array[] {
  const pieces: Uint8Array[] = []
  collectPieces(node, tag, pieces)
  return pieces
}

function collectPieces(node: DerNode, tag: number, pieces: Uint8Array[]): void {
  if (node.tag === tag) {
    const limit = node.limits.maxElements
    if (pieces.length >= limit) throw new CoreError('ERR_DER_COUNT', { limit })
    pieces.push(node.content)
    return
  }
  // The pieces are OCTET STRINGs whatever the tag of the whole is, and may be in pieces again.
  expectTag(node, tag | 0x20)
  for (const piece of children(node)) collectPieces(piece, TAG.octetString, pieces)
}

/** The octets of an OCTET STRING, whole or in pieces; see {@link readBerPieces}. */
export function readBerOctets(node: DerNode, tag: number = TAG.octetString): Uint8Array {
  const pieces = readBerPieces(node, tag)
  const [first] = pieces
  return first !== undefined && pieces.length === 1 ? first : joinBytes(pieces)
}
