import { CoreError } from '../errors.ts'
import { TAG, tagName } from './tag.ts'

/** One element of a DER value, with the bytes as they arrived. */
export interface DerNode {
  /** The identifier octet. */
  readonly tag: number
  /** The whole element: identifier, length and content. */
  readonly raw: Uint8Array
  readonly content: Uint8Array
  /** Where the element begins in the value that was given to {@link parseDer}. */
  readonly offset: number
  readonly depth: number
  readonly limits: DerLimits
  /** How the elements inside are read where that is not by DER: `parseBer` sets it. */
  readonly readElement?: ElementReader
}

/** Reads the element that starts at `at` in `bytes`; `base` is the offset of `bytes` in the whole. */
export type ElementReader = (
  bytes: Uint8Array,
  at: number,
  base: number,
  depth: number,
  limits: DerLimits,
) => DerNode

/** What a DER value may take. Defaults: 16 MiB, 64 levels, 100,000 elements in one value. */
export interface DerLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
}

export const DEFAULT_LIMITS: DerLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 64, maxElements: 100_000 }

function readElement(bytes: Uint8Array, at: number, base: number, depth: number, limits: DerLimits): DerNode {
  const need = (count: number, from: number) => {
    if (bytes.length - from < count) {
      throw new CoreError('ERR_DER_TRUNCATED', {
        needed: count,
        offset: base + from,
        found: bytes.length - from,
      })
    }
  }
  need(2, at)
  const tag = bytes[at] ?? 0
  if ((tag & 0x1f) === 0x1f || tag === 0) {
    throw new CoreError('ERR_DER_TAG', { expected: 'a tag below 31', offset: base + at, found: tagName(tag) })
  }
  let length = bytes[at + 1] ?? 0
  let start = at + 2
  if (length >= 0x80) {
    const octets = length & 0x7f
    if (octets === 0 || octets > 4) throw new CoreError('ERR_DER_LENGTH', { offset: base + at })
    need(octets, start)
    length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[start + i] ?? 0)
    if (length < 0x80 || (octets > 1 && bytes[start] === 0))
      throw new CoreError('ERR_DER_LENGTH', { offset: base + at })
    start += octets
  }
  need(length, start)
  return {
    tag,
    raw: bytes.subarray(at, start + length),
    content: bytes.subarray(start, start + length),
    offset: base + at,
    depth,
    limits,
  }
}

/**
 * Reads one DER element that fills the whole of `bytes` (X.690, 8.1 and 10.1).
 *
 * Only this element is looked at; {@link children} goes down a level.
 *
 * @throws CoreError `ERR_DER_SIZE`, `ERR_DER_TRUNCATED`, `ERR_DER_TAG`, `ERR_DER_LENGTH`, `ERR_DER_TRAILING`
 */
export function parseDer(bytes: Uint8Array, limits: Partial<DerLimits> = {}): DerNode {
  const all = { ...DEFAULT_LIMITS, ...limits }
  if (bytes.length > all.maxBytes)
    throw new CoreError('ERR_DER_SIZE', { found: bytes.length, limit: all.maxBytes })
  const node = readElement(bytes, 0, 0, 1, all)
  const trailing = bytes.length - node.raw.length
  if (trailing > 0) throw new CoreError('ERR_DER_TRAILING', { found: trailing })
  return node
}

/**
 * The elements inside a constructed element.
 *
 * @throws CoreError `ERR_DER_TAG` for a primitive one, `ERR_DER_DEPTH`, `ERR_DER_COUNT`, and those of {@link parseDer}
 */
export function children(node: DerNode): DerNode[] {
  if ((node.tag & 0x20) === 0) {
    throw new CoreError('ERR_DER_TAG', {
      expected: 'a constructed type',
      offset: node.offset,
      found: tagName(node.tag),
    })
  }
  const { limits, content, depth } = node
  if (depth >= limits.maxDepth) throw new CoreError('ERR_DER_DEPTH', { limit: limits.maxDepth })
  const read = node.readElement ?? readElement
  const base = node.offset + content.byteOffset - node.raw.byteOffset
  const elements: DerNode[] = []
  for (let at = 0; at < content.length; ) {
    if (elements.length >= limits.maxElements)
      throw new CoreError('ERR_DER_COUNT', { limit: limits.maxElements })
    const element = read(content, at, base, depth + 1, limits)
    elements.push(element)
    at += element.raw.length
  }
  return elements
}

/** Refuses an element of any other tag. Returns the element, so that reads can be chained. */
export function expectTag(node: DerNode, tag: number): DerNode {
  if (node.tag !== tag) {
    throw new CoreError('ERR_DER_TAG', {
      expected: tagName(tag),
      offset: node.offset,
      found: tagName(node.tag),
    })
  }
  return node
}

/** An element with an IMPLICIT tag, under the tag of the type that it stands for (X.690, 8.14). */
export function retag(node: DerNode, tag: number): DerNode {
  return { ...node, tag }
}

/** Goes through the elements of a SEQUENCE (or another constructed type) in their order. */
export interface DerCursor {
  /** The next element, whatever it is, left in place. */
  peek(): DerNode | undefined
  /** Takes the next element, which must be there and, if given, have this tag. */
  next(tag?: number): DerNode
  /** Takes the next element if it has this tag. */
  optional(tag: number): DerNode | undefined
  /** Refuses elements that are left over. */
  end(): void
}

/**
 * Opens a constructed element for reading in order.
 *
 * @throws CoreError `ERR_DER_TAG` when it is not of the tag, which is SEQUENCE unless given
 */
export function openDer(node: DerNode, tag: number = TAG.sequence): DerCursor {
  const elements = children(expectTag(node, tag))
  let at = 0
  return {
    peek: () => elements[at],
    next(expected) {
      const element = elements[at]
      if (element === undefined) {
        const found = 'the end'
        const name = expected === undefined ? 'an element' : tagName(expected)
        throw new CoreError('ERR_DER_TAG', { expected: name, offset: node.offset + node.raw.length, found })
      }
      at++
      return expected === undefined ? element : expectTag(element, expected)
    },
    optional(expected) {
      return elements[at]?.tag === expected ? elements[at++] : undefined
    },
    end() {
      const element = elements[at]
      if (element === undefined) return
      throw new CoreError('ERR_DER_TAG', {
        expected: 'the end',
        offset: element.offset,
        found: tagName(element.tag),
      })
    },
  }
}
