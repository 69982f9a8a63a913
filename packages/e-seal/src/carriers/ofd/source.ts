/** Bytes that are read piece by piece, in any order: a file, a `Blob`, an object in a store. */
export interface ByteSource {
  /** All of them, in octets. It must not change while it is read. */
  readonly size: number
  /** The octets from `offset` on: exactly `length` of them. Both are within `size`. */
  read(offset: number, length: number): Promise<Uint8Array>
}

/** The bytes of sources that lie in memory. A source of somebody else's may have members of any name. */
const inMemory = new WeakMap<ByteSource, Uint8Array>()

/**
 * One way to read what documents come as.
 *
 * @throws TypeError for what is none of them
 */
export function sourceOf(input: Uint8Array | Blob | ByteSource): ByteSource {
  if (input instanceof Uint8Array) {
    const source: ByteSource = {
      size: input.length,
      read: async (offset, length) => input.subarray(offset, offset + length),
    }
    inMemory.set(source, input)
    return source
  }
  if (typeof Blob !== 'undefined' && input instanceof Blob) {
    return {
      size: input.size,
      read: async (offset, length) =>
        new Uint8Array(await input.slice(offset, offset + length).arrayBuffer()),
    }
  }
  if (!isSource(input)) throw new TypeError('document: expected bytes, a Blob or a source of bytes')
  return input
}

const isSource = (input: Blob | ByteSource): input is ByteSource =>
  Number.isSafeInteger(input?.size) && input.size >= 0 && 'read' in input && typeof input.read === 'function'

/** The bytes of a source that lies in memory; others are `undefined`. */
export function bytesOf(source: ByteSource): Uint8Array | undefined {
  return inMemory.get(source)
}

/** Reads and makes sure that what came is what was asked for: a source that runs short is no fault of the document. */
export async function readExactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const read = await source.read(offset, length)
  if (read.length !== length)
    throw new TypeError(`document: the source gave ${read.length} octets of ${length} at ${offset}`)
  return read
}
