import { hmac } from '@xinyin/core'

/** Rounds of the network; seven make what nobody tells from chance (Patarin), and small halves deserve some more. */
const ROUNDS = 10

/**
 * A permutation of 0 to size − 1 that nobody can tell from a random one without its key: a balanced Feistel network with
 * HMAC-SM3 in its rounds, over the next even number of bits; what falls beyond the size is permuted again (cycle walking).
 *
 * @param key - 32 secret octets
 */
export function createPermutation(key: Uint8Array, size: number): (place: number) => number {
  const half = Math.max(1, Math.ceil(Math.log2(size) / 2))
  const width = 2 ** half
  const round = (number: number, right: number): number => {
    const hash = hmac('SM3', key, Uint8Array.of(number, right >> 16, right >> 8, right))
    return new DataView(hash.buffer, hash.byteOffset).getUint32(0) % width
  }
  const permute = (place: number): number => {
    let left = Math.floor(place / width)
    let right = place % width
    for (let i = 0; i < ROUNDS; i++) {
      const mixed = (left + round(i, right)) % width
      left = right
      right = mixed
    }
    return left * width + right
  }
  return (place) => {
    if (!(Number.isInteger(place) && place >= 0 && place < size))
      throw new RangeError(`place: expected 0 to ${size - 1}`)
    let found = permute(place)
    // The domain has fewer than four times as many places, so that this ends soon; it ends, since it is a permutation.
    while (found >= size) found = permute(found)
    return found
  }
}
