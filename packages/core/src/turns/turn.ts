/**
 * Octets that are worked through before others get their turn. The slowest work on octets here, SM3 in portable code, takes
 * about 5 ms for so many.
 */
export const TURN_BYTES = 256 * 1024

/** More octets than these are worked through in turns: what is smaller is over before a turn would have begun. */
export const LARGE_BYTES = 512 * 1024

/** Lets everything else that waits on this thread go first. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

/**
 * Cuts a length into ranges and gives way between them. What is worked on must not change until it is done.
 *
 * @param step - length of a range, {@link TURN_BYTES} unless given
 */
export async function inTurns(
  length: number,
  work: (start: number, end: number) => void,
  step = TURN_BYTES,
): Promise<void> {
  for (let start = 0; start < length; start += step) {
    if (start > 0) await nextTurn()
    work(start, Math.min(start + step, length))
  }
}
