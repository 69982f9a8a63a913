/** Puts pieces together, in one buffer that doubles: single octets must not become a list of as many parts. */
export interface Collector {
  size(): number
  /** Copies the piece, so that its source may use the buffer again. */
  add(piece: Uint8Array): void
  /** All of them, in their order. */
  bytes(): Uint8Array<ArrayBuffer>
}

export function createCollector(): Collector {
  let kept = new Uint8Array(4096)
  let size = 0
  return {
    // Not a getter: engines keep what the getter of a plain object sees until they go through all of the memory.
    size: () => size,
    add(piece) {
      if (size + piece.length > kept.length) {
        const larger = new Uint8Array(Math.max(size + piece.length, kept.length * 2))
        larger.set(kept)
        kept = larger
      }
      kept.set(piece, size)
      size += piece.length
    },
    bytes: () => new Uint8Array(kept.subarray(0, size)),
  }
}
