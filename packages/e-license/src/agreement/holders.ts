import type { Holder } from '../metadata/data.ts'
import type { StatedItem } from './items.ts'

const MEMBERS = [
  ['CZZT', 'name'],
  ['CZZTDM', 'code'],
  ['CZZTDMLXDM', 'codeType'],
] as const

type ShownHolder = Partial<Holder>

/** How many items two holders both show, and how many of these are the same. */
function likeness(one: ShownHolder, other: ShownHolder): { readonly shared: number; readonly same: number } {
  const shared = MEMBERS.filter(([, member]) => one[member] !== undefined && other[member] !== undefined)
  return { shared: shared.length, same: shared.filter(([, member]) => one[member] === other[member]).length }
}

/**
 * Which holder of the fullest proof each holder of another one is: by their order where there are as many, else, since
 * whole holders were withheld, by what they show. Whoever is like none of those left stands behind them all.
 */
function placesOf(holders: readonly ShownHolder[], fullest: readonly ShownHolder[]): number[] {
  if (holders.length === fullest.length) return holders.map((_, i) => i)
  const free = new Set(fullest.keys())
  let behind = fullest.length
  return holders.map((holder) => {
    let best: number | undefined
    let most = -1
    for (const place of free) {
      const { shared, same } = likeness(holder, fullest[place] ?? {})
      // One that fits in all that both show, before one that fits in more but not in all.
      const score = shared === same ? 10 + same : same
      if (score > most) [best, most] = [place, score]
    }
    if (best === undefined) return behind++
    free.delete(best)
    return best
  })
}

/** What each proof says of the holders, the same holder under the same number in all of them. */
export function holderItemsOf(proofs: readonly (readonly ShownHolder[])[]): StatedItem[][] {
  const fullest = proofs.reduce((most, holders) => (holders.length > most.length ? holders : most), [])
  return proofs.map((holders) => {
    const places = placesOf(holders, fullest)
    return holders.flatMap((holder, i) =>
      MEMBERS.flatMap(([element, member]) => {
        const value = holder[member]
        return value === undefined ? [] : [{ element, index: places[i] ?? i, value }]
      }),
    )
  })
}
