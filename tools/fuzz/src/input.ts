import type { Seed } from './corpus.ts'
import { createRandom } from './random.ts'
import type { Target } from './target.ts'

export interface Input {
  readonly bytes: Uint8Array
  /** The seed it was made from. */
  readonly from: Seed
  readonly corpus: readonly Seed[]
}

/**
 * Input number `index` of a target. The corpus itself comes first, unchanged, then the bare extremes; all others
 * are mutations. The same seed and index give the same bytes, on any machine.
 */
export function createInput(target: Target, corpus: readonly Seed[], seed: string, index: number): Input {
  const unchanged = corpus[index]
  if (unchanged !== undefined) return { bytes: unchanged.bytes, from: unchanged, corpus }
  const random = createRandom(`${seed}/${index}`)
  const from = random.pick(corpus)
  if (index === corpus.length) return { bytes: new Uint8Array(), from, corpus }
  if (random.chance(500)) {
    const length = random.below(4096)
    return { bytes: Uint8Array.from({ length }, () => random.below(256)), from, corpus }
  }
  const mutate = random.pick(target.mutations)
  return { bytes: mutate(from.bytes, random, random.pick(corpus).bytes), from, corpus }
}
