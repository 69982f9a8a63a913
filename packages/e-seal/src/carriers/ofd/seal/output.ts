import { type ByteSource, readExactly } from '../source.ts'
import type { ArchiveCopy } from '../zip/copy.ts'
import type { OnProgress } from './progress.ts'

const PIECE_BYTES = 1024 * 1024

/** Goes through a copy piece by piece, none of them longer than a mebibyte or what was made for it. */
async function* piecesOf(
  source: ByteSource,
  { parts, size }: ArchiveCopy,
  onProgress: OnProgress | undefined,
): AsyncGenerator<Uint8Array> {
  let done = 0
  for await (const piece of rawPiecesOf(source, parts)) {
    yield piece
    done += piece.length
    onProgress?.({ step: 'write', done, total: size })
  }
}

async function* rawPiecesOf(source: ByteSource, parts: ArchiveCopy['parts']): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      // A stream that is asked for more and given nothing waits for ever.
      if (part.length > 0) yield part
      continue
    }
    const end = part.offset + part.length
    for (let at = part.offset; at < end; at += PIECE_BYTES)
      yield await readExactly(source, at, Math.min(PIECE_BYTES, end - at))
  }
}

/** The whole copy in memory. */
export async function collectCopy(
  source: ByteSource,
  copy: ArchiveCopy,
  onProgress?: OnProgress,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(copy.size)
  let at = 0
  for await (const piece of piecesOf(source, copy, onProgress)) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** The copy as a stream that reads on as it is read. */
export function streamCopy(
  source: ByteSource,
  copy: ArchiveCopy,
  onProgress?: OnProgress,
): ReadableStream<Uint8Array> {
  const pieces = piecesOf(source, copy, onProgress)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done === true) controller.close()
        // Who reads may keep or change a piece, and the source may show its own memory.
        else controller.enqueue(new Uint8Array(value))
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
