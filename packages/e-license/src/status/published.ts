import { encodeBase64Url } from '@xinyin/core'
import { digestInTurns, PIECE_BYTES, streamInTurns } from '@xinyin/core/turns'

/** A signed list as it is sent. */
export interface Published {
  /** In pieces. */
  readonly body: readonly Uint8Array[]
  /** What tells this list from every other. */
  readonly tag: string
  /** The same compressed, once for everybody. */
  gzip(): Promise<readonly Uint8Array[]>
}

/** Makes a signed list ready to be sent. */
export async function publish(list: Uint8Array): Promise<Published> {
  const body: Uint8Array[] = []
  for (let start = 0; start < list.length; start += PIECE_BYTES)
    body.push(list.subarray(start, start + PIECE_BYTES))
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

/** Copies, since who reads a stream may do with its pieces what he likes, and the next one gets the same list. */
export const streamOf = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> =>
  streamInTurns((number) => {
    const piece = pieces[number]
    return piece === undefined ? undefined : new Uint8Array(piece)
  })

async function collect(stream: ReadableStream<Uint8Array>): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) return pieces
    pieces.push(value)
  }
}
