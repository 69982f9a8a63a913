import { createSm3Digest } from '@xinyin/core'

/** Data of any size: at hand, or in pieces of any size, which are read once. */
export type DataContent = Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** SM3 of the content and how much of it there was, in octets. */
export interface DigestedData {
  readonly sm3: Uint8Array
  readonly size: number
}

/**
 * Goes through the content once, in memory that does not grow with it.
 *
 * @throws TypeError for content, or pieces of it, that are no octets; and what the source throws
 */
export async function digestData(content: DataContent): Promise<DigestedData> {
  const hasher = createSm3Digest()
  let size = 0
  for await (const piece of piecesOf(content)) {
    hasher.update(piece)
    size += piece.length
  }
  return { sm3: hasher.digest(), size }
}

/** The content in pieces, each of them known to be octets: of a text, digests would be wrong silently. */
export async function* piecesOf(content: DataContent): AsyncGenerator<Uint8Array> {
  for await (const piece of source(content)) {
    if (!(piece instanceof Uint8Array)) throw new TypeError('content: expected pieces of type Uint8Array')
    yield piece
  }
}

function source(content: DataContent): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (content instanceof Uint8Array) return [content]
  if (typeof content === 'object' && content !== null) {
    if ('getReader' in content) return readStream(content)
    if (Symbol.asyncIterator in content) return content
  }
  throw new TypeError('content: expected a Uint8Array, a ReadableStream or an AsyncIterable')
}

/** Not every browser lets a stream be iterated. */
async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let isDone = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      isDone = done
      if (done) return
      yield value
    }
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined)
    reader.releaseLock()
  }
}
