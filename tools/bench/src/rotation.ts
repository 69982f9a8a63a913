/**
 * Inputs of one kind, one after the other, again and again: what remembers the last input, or the last few, gains nothing
 * by it.
 */
export function rotate<T>(inputs: readonly T[]): () => T {
  let at = 0
  return () => {
    const input = inputs[at]
    if (input === undefined) throw new Error('nothing to rotate')
    at = (at + 1) % inputs.length
    return input
  }
}
