import type { RevocationChecker, RevocationContext } from '@xinyin/core'
import type { RevocationMaterial } from '@xinyin/core/revocation'
import type { PathPolicy } from '../verify/revocation.ts'
import { joinMaterial, NO_MATERIAL } from './material.ts'
import type { Proofs } from './proofs.ts'

export type Revocation = PathPolicy['revocation']

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

export function presentChecker(
  revocation: RevocationChecker,
  proofs: Proofs,
  more: RevocationMaterial,
): RevocationChecker {
  if (isNothing(proofs.material) && isNothing(more)) return revocation
  const material = joinMaterial(proofs.material, more)
  return {
    codes: revocation.codes,
    async check(path, context) {
      const own = await revocation.check(path, context)
      if (own.status === 'failed') return own
      const all = await revocation.check(path, {
        ...context,
        presented: joinMaterial(context.presented, material),
      })
      return all.status === 'failed' || own.status === 'indeterminate' ? all : own
    },
  }
}

export const isNothing = ({ crls, ocspResponses }: RevocationMaterial) =>
  crls.length + ocspResponses.length === 0

export const withMaterial = (
  context: RevocationContext,
  material: RevocationMaterial,
): RevocationContext => ({
  ...context,
  trust: { ...context.trust, revocation: material },
})
