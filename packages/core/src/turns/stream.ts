import { nextTurn, TURN_BYTES } from './turn.ts'

/** Octets or characters that are handed on in one go: a response of megabytes in one piece would be copied in one go. */
export const PIECE_BYTES = 64 * 1024

/** Pieces after which others get their turn. */
const PIECES = TURN_BYTES / PIECE_BYTES

/**
 * Pieces one after the other, with a turn for others now and then: who reads them may be as near as who writes them.
 *
 * @param pieceAt - the piece of a number, from 0; nothing behind the last. Whoever reads the stream gets it for his own
 */
export function streamInTurns(
  pieceAt: (number: number) => Uint8Array | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    async pull(controller) {
      if (at > 0 && at % PIECES === 0) await nextTurn()
      const piece = pieceAt(at)
      at += 1
      if (piece === undefined) controller.close()
      else controller.enqueue(piece as Uint8Array<ArrayBuffer>)
    },
  })
}
