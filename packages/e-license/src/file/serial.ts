/** Gives identifiers that are unique within a document (GB/T 33190-2016, 7.3). */
export interface Serial {
  next(): number
  /** The largest that was given. */
  last(): number
}

export function createSerial(): Serial {
  let last = 0
  return {
    next: () => ++last,
    last: () => last,
  }
}
