import type { Seed } from './corpus.ts'
import { decodeText } from './text.ts'

/**
 * Whether an SD-JWT is another presentation of what a seed presents. To withhold, show or reorder disclosures is the
 * holder's right: what the issuer signed has to be there, and nothing that he did not make.
 */
export function samePresentation(input: Uint8Array, seed: Uint8Array, corpus: readonly Seed[]): boolean {
  const made = new Set(corpus.flatMap(({ bytes }) => decodeText(bytes).split('~').slice(1)))
  const [issued, ...disclosures] = decodeText(input)
    .replace(/\r?\n$/, '')
    .split('~')
  return issued === decodeText(seed).split('~')[0] && disclosures.every((disclosure) => made.has(disclosure))
}
