import { encodeBase64Url } from '@xinyin/core'
import { digestInTurns, nextTurn, TURN_BYTES } from '@xinyin/core/turns'

/** A signed list as it is sent. */
export interface Published {
  /** In pieces. */
  readonly body: readonly Uint8Array[]
  /** What tells this list from every other. */
  readonly tag: string
  /** The same compressed, once for everybody. */
  gzip(): Promise<readonly Uint8Array[]>
}

/** Octets that are handed on in one go: a response of megabytes in one piece would be copied in one go. */
const PIECE = 64 * 1024
/** Pieces after which others get their turn. */
const PIECES = TURN_BYTES / PIECE

/** Makes a signed list ready to be sent. */
export async function publish(list: Uint8Array): Promise<Published> {
  const body: Uint8Array[] = []
  for (let start = 0; start < list.length; start += PIECE) body.push(list.subarray(start, start + PIECE))
  // No two lists have one digest.
  const tag = encodeBase64Url((await digestInTurns('SHA-256', list)).subarray(0, 16))
  let packed: Promise<readonly Uint8Array[]> | undefined
  return {
    body,
    tag,
    gzip() {
      packed ??= collect(streamOf(body).pipeThrough(new CompressionStream('gzip')))
      return packed
    },
  }
}

export const lengthOf = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0)

/** Pieces one after the other, with a turn for others now and then: who reads them may be as near as who writes them. */
export function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    async pull(controller) {
      const piece = pieces[at]
      if (piece === undefined) return controller.close()
      if (at > 0 && at % PIECES === 0) await nextTurn()
      at += 1
      // A copy: who reads a stream may do with its pieces what he likes, and the next one gets the same list.
      controller.enqueue(new Uint8Array(piece))
    },
  })
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return pieces
    pieces.push(value)
  }
}
