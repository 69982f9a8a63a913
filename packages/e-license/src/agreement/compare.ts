import type { Licence } from '../metadata/data.ts'
import { holderItemsOf } from './holders.ts'
import { itemsOf, type StatedItem, showsAlways } from './items.ts'

/** What several proofs say of one item of a licence. No value is in it. */
export interface AgreedItem {
  /** Short name of GB/T 36903: `CZZT`, `KZ_GCMC`. */
  readonly element: string
  /** Which of several issuers or holders, from 0. */
  readonly index?: number
  /** `not-shown`: one proof alone shows it, and the others need not. */
  readonly outcome: 'same' | 'differs' | 'not-shown'
  /** Which proofs show it, by their places in the call, from 0. */
  readonly shownBy: readonly number[]
  /** Of an item that differs: who says otherwise than most, or all where there is no majority. */
  readonly deviating: readonly number[]
}

/** A licence as a proof shows it. */
export interface ShownLicence {
  readonly licence: Licence
  /** Whether nothing of it was withheld, where the form allows that. */
  readonly isWhole: boolean
}

/** Compares what proofs say, item by item, in the order of GB/T 36903. */
export function compareLicences(proofs: readonly ShownLicence[]): AgreedItem[] {
  const licences = proofs.map(({ licence }) => licence)
  const holders = holderItemsOf(licences.map((licence) => licence.holders))
  const said = licences.map((licence, i) => [...itemsOf(licence), ...(holders[i] ?? [])])
  const byItem = new Map<string, { item: StatedItem; values: Map<number, string> }>()
  for (const [proof, items] of said.entries())
    for (const item of items) {
      const key = `${item.element} ${item.index ?? ''}`
      const entry = byItem.get(key) ?? { item, values: new Map<number, string>() }
      entry.values.set(proof, item.value)
      byItem.set(key, entry)
    }
  return [...byItem.values()].map(({ item: { element, index }, values }) => ({
    element,
    ...(index === undefined ? {} : { index }),
    ...judge(element, values, proofs),
  }))
}

function judge(
  element: string,
  values: ReadonlyMap<number, string>,
  proofs: readonly ShownLicence[],
): Pick<AgreedItem, 'outcome' | 'shownBy' | 'deviating'> {
  const shownBy = [...values.keys()]
  // Who would show it and does not says that there is no such item.
  const lacking = proofs.flatMap(({ licence, isWhole }, proof) =>
    !values.has(proof) && (isWhole || showsAlways(licence.form, element)) ? [proof] : [],
  )
  const groups = new Map<string | undefined, number[]>()
  for (const [proof, value] of values) groups.set(value, [...(groups.get(value) ?? []), proof])
  if (lacking.length > 0) groups.set(undefined, lacking)
  if (groups.size === 1) return { outcome: shownBy.length > 1 ? 'same' : 'not-shown', shownBy, deviating: [] }
  const bySize = [...groups.values()].sort((one, other) => other.length - one.length)
  const [most = [], next = []] = bySize
  const deviating = most.length > next.length ? bySize.slice(1).flat() : bySize.flat()
  return { outcome: 'differs', shownBy, deviating: deviating.sort((one, other) => one - other) }
}
