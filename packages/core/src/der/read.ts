import { CoreError } from '../errors.ts'
import { completeLimits } from '../limits.ts'
import { DEFAULT_LIMITS, type DerLimits, type DerNode, type DerSource, Element, setElement } from './node.ts'
import { TAG, tagName } from './tag.ts'

export { type DerLimits, type DerNode, type DerSource, retag } from './node.ts'

/** X.690, 8.1 and 10.1: a tag below 31, and a length in its shortest definite form. */
function readElement(source: DerSource, at: number, end: number, depth: number, place?: Element): DerNode {
  const { bytes } = source
  if (end - at < 2) throw truncated(2, at, end)
  const tag = bytes[at] ?? 0
  if ((tag & 0x1f) === 0x1f || tag === 0) throw unexpected('a tag below 31', at, tagName(tag))
  let length = bytes[at + 1] ?? 0
  let start = at + 2
  if (length >= 0x80) {
    const octets = length & 0x7f
    if (octets === 0 || octets > 4) throw new CoreError('ERR_DER_LENGTH', { offset: at })
    if (end - start < octets) throw truncated(octets, start, end)
    length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[start + i] ?? 0)
    if (length < 0x80 || (octets > 1 && bytes[start] === 0))
      throw new CoreError('ERR_DER_LENGTH', { offset: at })
    start += octets
  }
  if (end - start < length) throw truncated(length, start, end)
  const stop = start + length
  return setElement(place, source, tag, at, start, stop, stop, depth)
}

function truncated(needed: number, offset: number, end: number): CoreError {
  return new CoreError('ERR_DER_TRUNCATED', { needed, offset, found: end - offset })
}

function unexpected(expected: string, offset: number, found: string): CoreError {
  return new CoreError('ERR_DER_TAG', { expected, offset, found })
}

/** There is no further element, of the tag that was asked for or any. */
function ended(tag: number | undefined, offset: number): CoreError {
  return unexpected(tag === undefined ? 'an element' : tagName(tag), offset, 'the end')
}

/**
 * Reads one DER element that fills the whole of `bytes` (X.690, 8.1 and 10.1).
 *
 * Only this element is looked at; {@link children} goes down a level.
 *
 * @throws CoreError `ERR_DER_SIZE`, `ERR_DER_TRUNCATED`, `ERR_DER_TAG`, `ERR_DER_LENGTH`, `ERR_DER_TRAILING`
 */
export function parseDer(bytes: Uint8Array, limits: Partial<DerLimits> = DEFAULT_LIMITS): DerNode {
  return parseWith(readElement, bytes, limits)
}

/** Limits that are complete stay as they are: they are given for every small part of a certificate. */
function isComplete(limits: Partial<DerLimits>): limits is DerLimits {
  const { maxBytes = Number.NaN, maxDepth = Number.NaN, maxElements = Number.NaN } = limits
  return maxBytes + maxDepth + maxElements >= 0
}

/** Reads the one element that fills the whole of `bytes` by the rules of `readElement`. */
export function parseWith(
  readElement: DerSource['readElement'],
  bytes: Uint8Array,
  limits: Partial<DerLimits>,
): DerNode {
  const all = isComplete(limits) ? limits : completeLimits(DEFAULT_LIMITS, limits)
  return readOnly({ bytes, limits: all, readElement }, 0, bytes.length)
}

/** For values in DER that stand inside of OCTET STRINGs of a value, with limits of their own. See {@link parseInside}. */
export function sourceInside({ bytes }: DerSource, limits: DerLimits): DerSource {
  return { bytes, limits, readElement }
}

/** Reads the one DER element from `start` to `end`, where it stands: as {@link parseDer} reads its octets. */
export function parseInside(inside: DerSource, start: number, end: number): DerNode {
  return readOnly(inside, start, end)
}

/** The one element that stands from `start` to `end`, with nothing behind it. */
function readOnly(source: DerSource, start: number, end: number): DerNode {
  const found = end - start
  const limit = source.limits.maxBytes
  if (found > limit) throw new CoreError('ERR_DER_SIZE', { found, limit })
  const node = source.readElement(source, start, end, 1)
  const trailing = end - node.next
  if (trailing > 0) throw new CoreError('ERR_DER_TRAILING', { found: trailing })
  return node
}

function assertConstructed(node: DerNode): void {
  if ((node.tag & 0x20) === 0) throw unexpected('a constructed type', node.offset, tagName(node.tag))
  const { source, depth } = node
  const { limits } = source
  if (depth >= limits.maxDepth) throw new CoreError('ERR_DER_DEPTH', { limit: limits.maxDepth })
}

/** The element of `node` that begins at `at`, and has `before` others before it. */
function readInside({ source, end, depth }: DerNode, at: number, before: number): DerNode {
  const { limits } = source
  if (before >= limits.maxElements) throw new CoreError('ERR_DER_COUNT', { limit: limits.maxElements })
  return source.readElement(source, at, end, depth + 1)
}

/**
 * The elements inside a constructed element.
 *
 * @throws CoreError `ERR_DER_TAG` for a primitive one, `ERR_DER_DEPTH`, `ERR_DER_COUNT`, and those of {@link parseDer}
 */
export function children(node: DerNode): DerNode[] {
  assertConstructed(node)
  const elements: DerNode[] = []
  for (let at = node.start; at < node.end; ) {
    const element = readInside(node, at, elements.length)
    elements.push(element)
    at = element.next
  }
  return elements
}

/** Refuses an element of any other tag. Returns the element, so that reads can be chained. */
export function expectTag(node: DerNode, tag: number): DerNode {
  if (node.tag !== tag) throw unexpected(tagName(tag), node.offset, tagName(node.tag))
  return node
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
  assertConstructed(expectTag(node, tag))
  return new Cursor(node)
}

/**
 * A class, since the functions of a cursor take longer to make than most of what it goes through. It reads each element
 * when it comes to it, so that there is no list of them.
 */
class Cursor implements DerCursor {
  readonly #node: DerNode
  #at: number
  #taken = 0
  #ahead: DerNode | undefined

  constructor(node: DerNode) {
    this.#node = node
    this.#at = node.start
  }

  peek(): DerNode | undefined {
    if (this.#ahead === undefined && this.#at < this.#node.end)
      this.#ahead = readInside(this.#node, this.#at, this.#taken)
    return this.#ahead
  }

  #take(element: DerNode): DerNode {
    this.#at = element.next
    this.#taken++
    this.#ahead = undefined
    return element
  }

  next(tag?: number): DerNode {
    const element = this.peek()
    if (element === undefined) throw ended(tag, this.#node.next)
    return this.#take(tag === undefined ? element : expectTag(element, tag))
  }

  optional(tag: number): DerNode | undefined {
    const element = this.peek()
    return element?.tag === tag ? this.#take(element) : undefined
  }

  end(): void {
    const element = this.peek()
    if (element !== undefined) throw unexpected('the end', element.offset, tagName(element.tag))
  }
}

/**
 * Goes through the elements of constructed ones, and is each of them in turn. For what is looked at once and not kept: a
 * node for every element takes longer to make than to read.
 */
export class DerWalk extends Element {
  #at = 0
  #until = 0
  #taken = 0
  #isAhead = false

  /** Opens a constructed element for reading in order. @throws CoreError as {@link openDer} */
  constructor(node: DerNode, tag?: number) {
    super(node.source, 0, 0, 0, 0, 0, 0)
    this.open(node, tag)
  }

  /** Opens another one in its place. */
  open(node: DerNode, tag: number = TAG.sequence): this {
    assertConstructed(expectTag(node, tag))
    this.#at = node.start
    this.#until = node.end
    this.#taken = 0
    this.#isAhead = false
    setElement(this, node.source, tag, node.offset, node.start, node.end, node.next, node.depth + 1)
    return this
  }

  /** Becomes the next element, if there is one. */
  step(): boolean {
    if (this.#isAhead) {
      this.#isAhead = false
      return true
    }
    if (this.#at >= this.#until) return false
    const { source, depth } = this
    if (this.#taken++ >= source.limits.maxElements)
      throw new CoreError('ERR_DER_COUNT', { limit: source.limits.maxElements })
    source.readElement(source, this.#at, this.#until, depth, this)
    this.#at = this.next
    return true
  }

  /** Becomes the next element, which must be there and, if given, have this tag. */
  take(tag?: number): this {
    if (!this.step()) throw ended(tag, this.#until)
    if (tag !== undefined) expectTag(this, tag)
    return this
  }

  /** Becomes the next element if it has this tag; it stands ahead if it has another. */
  optional(tag: number): boolean {
    if (!this.step()) return false
    this.#isAhead = this.tag !== tag
    return !this.#isAhead
  }

  /** Refuses elements that are left over. */
  finish(): void {
    if (this.step()) throw unexpected('the end', this.offset, tagName(this.tag))
  }
}

/** The one element that an EXPLICIT tag holds (X.690, 8.14). */
export function readExplicit(tagged: DerNode): DerNode {
  const cursor = openDer(tagged, tagged.tag)
  const element = cursor.next()
  cursor.end()
  return element
}
