/** One element of a DER value, with the bytes as they arrived. */
export interface DerNode {
  /** The identifier octet. */
  readonly tag: number
  /** The whole element: identifier, length and content. */
  readonly raw: Uint8Array
  readonly content: Uint8Array
  /** Where the element begins in the value that was read. */
  readonly offset: number
  /** Where in `source.bytes` its content begins and ends, and the next element begins: for readers without views. */
  readonly start: number
  readonly end: number
  readonly next: number
  readonly depth: number
  readonly limits: DerLimits
  readonly source: DerSource
}

/** What the elements of one value have in common. */
export interface DerSource {
  /** The whole value. */
  readonly bytes: Uint8Array
  readonly limits: DerLimits
  /** Reads the element at `at`, which must end by `end`: by DER, or by the rules that `parseBer` goes by. */
  readonly readElement: (
    source: DerSource,
    at: number,
    end: number,
    depth: number,
    /** What becomes that element, where no node of its own is wanted. */
    place?: Element,
  ) => DerNode
}

/** What a DER value may take. Defaults: 16 MiB, 64 levels, 100,000 elements in one value. */
export interface DerLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
}

export const DEFAULT_LIMITS: DerLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 64, maxElements: 100_000 }

/**
 * A class, so that views are made when they are asked for: a certificate has some 150 elements, readers want the bytes
 * of a few, and a view takes twice as long to make as all the rest of an element.
 */
export class Element implements DerNode {
  declare source: DerSource
  declare tag: number
  declare offset: number
  declare start: number
  declare end: number
  declare next: number
  declare depth: number

  constructor(
    source: DerSource,
    tag: number,
    offset: number,
    start: number,
    end: number,
    next: number,
    depth: number,
  ) {
    this.become(source, tag, offset, start, end, next, depth)
  }

  /** The element with its identifier at `offset`, and its content from `start` to `end`. */
  become(
    source: DerSource,
    tag: number,
    offset: number,
    start: number,
    end: number,
    next: number,
    depth: number,
  ): this {
    this.source = source
    this.tag = tag
    this.offset = offset
    this.start = start
    this.end = end
    this.next = next
    this.depth = depth
    return this
  }

  get limits(): DerLimits {
    return this.source.limits
  }

  get raw(): Uint8Array {
    return this.source.bytes.subarray(this.offset, this.next)
  }

  get content(): Uint8Array {
    return this.source.bytes.subarray(this.start, this.end)
  }
}

/** Octets of the mark that ends a content without a length, in BER alone (X.690, 8.1.5). */
export const MARK = 2

/** Makes `place` the element, or a node of its own where there is none. */
export function setElement(
  place: Element | undefined,
  ...element: ConstructorParameters<typeof Element>
): DerNode {
  return place === undefined ? new Element(...element) : place.become(...element)
}

/** An element with an IMPLICIT tag, under the tag of the type that it stands for (X.690, 8.14). */
export function retag({ source, offset, start, end, next, depth }: DerNode, tag: number): DerNode {
  return new Element(source, tag, offset, start, end, next, depth)
}
