/** Numbers that are the same in every run: what input 4711 of a target is depends on the seed alone. */
export interface Random {
  /** A whole number from 0 up to, and without, `bound`. */
  below(bound: number): number
  pick<T>(from: readonly T[]): T
  chance(oneIn: number): boolean
}

/** FNV-1a over the text, in 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}

/** sfc32, started from four hashes and run warm. */
export function createRandom(seed: string): Random {
  let [a, b, c, counter] = [hash(`a${seed}`), hash(`b${seed}`), hash(`c${seed}`), 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let round = 0; round < 12; round += 1) next()
  const below = (bound: number) => (bound <= 1 ? 0 : next() % bound)
  return {
    below,
    pick: (from) => {
      const chosen = from[below(from.length)]
      if (chosen === undefined) throw new RangeError('Nothing to pick from.')
      return chosen
    },
    chance: (oneIn) => below(oneIn) === 0,
  }
}
