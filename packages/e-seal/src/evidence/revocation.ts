import type { Check, Path, RevocationChecker, RevocationContext } from '@xinyin/core'
import {
  createPastChecker,
  createRevocationChecker,
  type PolicyRevocationChecker,
  type RevocationMaterial,
} from '@xinyin/core/revocation'
import type { PathPolicy } from '../verify/revocation.ts'
import { joinMaterial, NO_MATERIAL } from './material.ts'
import type { Proofs } from './proofs.ts'

type Revocation = PathPolicy['revocation']

/**
 * Who finds out about revocation, with what came beside or in the document where he knows nothing by himself.
 *
 * What he knows goes first: a list that is still in force, but from before the day on which somebody was revoked, must
 * not keep him from asking. What the evidence says against somebody counts in any case, since it is signed.
 */
export function presentRevocation(
  revocation: Revocation,
  proofs: Proofs,
  more: RevocationMaterial = NO_MATERIAL,
): Revocation {
  return typeof revocation === 'symbol' ? revocation : presentChecker(revocation, proofs, more)
}

function presentChecker(
  revocation: RevocationChecker,
  proofs: Proofs,
  more: RevocationMaterial,
): RevocationChecker {
  const material = joinMaterial(proofs.material, more)
  if (isNothing(material)) return revocation
  return {
    codes: revocation.codes,
    async check(path, context) {
      const own = await revocation.check(path, context)
      if (own.status === 'failed') return own
      const all = await revocation.check(path, adding(context, material))
      return all.status === 'failed' || own.status === 'indeterminate' ? all : own
    },
  }
}

/**
 * The same for a path at a proven time (ETSI EN 319 102-1, 5.6.2): what happened to a certificate after that time does
 * not count, and what says so has to be from after that time.
 *
 * Where an authority has expired or was revoked since, only lists and answers count that are proven to be from before.
 * Those are looked at by themselves, since of what else is at hand nothing is proven.
 */
export function pastRevocation(
  revocation: Revocation,
  proofs: Proofs,
  now: Date,
  more: RevocationMaterial = NO_MATERIAL,
): Revocation {
  if (typeof revocation === 'symbol') return revocation
  const past =
    'findings' in revocation ? createPastChecker(revocation as PolicyRevocationChecker, { now }) : revocation
  const present = presentChecker(revocation, proofs, more)
  const material = joinMaterial(proofs.material, more)
  return {
    codes: revocation.codes,
    async check(path, context) {
      const against = await present.check(path, context)
      if (against.status === 'failed') return against
      const own = await past.check(path, context)
      if (own.status !== 'indeterminate') return own
      if (!isNothing(material)) {
        const all = await past.check(path, adding(context, material))
        if (all.status !== 'indeterminate') return all
      }
      return (await fromArchives(path, context, proofs, now)) ?? own
    },
  }
}

/** The first passing judgement by what was proven to exist at one of the times of the archive stamps. */
async function fromArchives(
  path: Path,
  context: RevocationContext,
  proofs: Proofs,
  now: Date,
): Promise<Check | undefined> {
  for (const { material, at } of proofs.archived()) {
    const checker: RevocationChecker = createPastChecker(createRevocationChecker({ now: () => now }), {
      now,
      materialProvenAt: at,
    })
    const trust = { ...context.trust, revocation: material }
    const check = await checker.check(path, { ...context, trust })
    if (check.status === 'passed') return check
  }
  return undefined
}

const isNothing = ({ crls, ocspResponses }: RevocationMaterial) => crls.length + ocspResponses.length === 0

function adding(context: RevocationContext, material: RevocationMaterial): RevocationContext {
  const { trust } = context
  return { ...context, trust: { ...trust, revocation: joinMaterial(trust.revocation, material) } }
}
