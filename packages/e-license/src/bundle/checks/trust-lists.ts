import { type Check, failed, type PathOptions, passed, skipped, type Trust, TrustError } from '@xinyin/core'
import {
  type TrustFromOptions,
  type TrustListMemory,
  trustFrom,
  type VerifiedTrustList,
  verifyTrustList,
} from '@xinyin/core/trust'
import type { BundleContent } from '../content.ts'

const ID = 'bundle.trust-lists'

/** What trust lists are held against. */
export interface TrustListContext {
  readonly trust: Trust
  readonly at: Date
  readonly revocation: NonNullable<PathOptions['revocation']>
  readonly remembered: readonly TrustListMemory[]
  /** By whose clock the lists stand, and until when at most: the bundle is due as well. */
  readonly standing: TrustFromOptions
}

/** What came of it: the lists, and the trust that they give. */
export interface CheckedTrustLists {
  readonly check: Check
  readonly lists: readonly VerifiedTrustList[]
  readonly trust: Trust
}

const NO_TRUST: Trust = { anchors: [], intermediates: [] }

/**
 * Every trust list in the bundle passes by itself: its signer, its number, its time, and what the list above it lets it
 * allow. One that does not takes the bundle with it: without it, nobody knows what the rest was made for.
 */
export async function checkTrustLists(
  lists: BundleContent['trustLists'],
  { trust, at, revocation, remembered, standing }: TrustListContext,
): Promise<CheckedTrustLists> {
  if (lists.length === 0) return { check: skipped(ID, 'bundled-trust-lists'), lists: [], trust: NO_TRUST }
  const verified = new Map<string, VerifiedTrustList>()
  // Those of more before those of less.
  for (const { territory, jws } of lists.toSorted((a, b) => a.territory.length - b.territory.length)) {
    try {
      if (verified.has(territory)) return refuse(territory, 'ERR_BUNDLE_TWICE')
      const above = listAbove(territory, verified)
      const memory = remembered.find((each) => each.territory === territory)
      const list = await verifyTrustList(jws, {
        trust,
        at,
        territory,
        path: { revocation },
        ...(above === undefined ? {} : { above }),
        ...(memory === undefined ? {} : { remembered: memory }),
      })
      verified.set(territory, list)
    } catch (error) {
      // A territory that is none is the bundle's fault here, and not the caller's.
      if (error instanceof TypeError && error.message.startsWith('territory'))
        return refuse(territory, 'territory')
      if (!(error instanceof TrustError)) throw error
      return refuse(territory, error.code)
    }
  }
  return joinLists([...verified.values()], standing)
}

/** The lists side by side, which may contradict one another. */
function joinLists(lists: readonly VerifiedTrustList[], standing: TrustFromOptions): CheckedTrustLists {
  const due = Math.min(...lists.map(({ list }) => list.nextUpdate.getTime()))
  const facts = { lists: lists.length, nextUpdate: new Date(due).toISOString() }
  try {
    return { check: passed(ID, facts), lists, trust: trustFrom(lists, standing) }
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return refuse(lists.map(({ list }) => list.territory).join(', '), error.code)
  }
}

const refuse = (territory: string, reason: string): CheckedTrustLists => ({
  check: failed(ID, 'ERR_BUNDLE_TRUST_LIST', { territory: territory.slice(0, 200), reason }),
  lists: [],
  trust: NO_TRUST,
})

/** The list of the smallest territory that this one lies in. */
function listAbove(
  territory: string,
  verified: ReadonlyMap<string, VerifiedTrustList>,
): VerifiedTrustList | undefined {
  const wider = [...verified.keys()].filter((other) => territory.startsWith(other))
  return verified.get(wider.toSorted((a, b) => b.length - a.length)[0] ?? '')
}
