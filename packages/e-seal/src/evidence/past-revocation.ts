import { type Path, sameName } from '@xinyin/core'
import {
  createPastChecker,
  createRevocationChecker,
  type PolicyRevocationChecker,
  type RevocationMaterial,
} from '@xinyin/core/revocation'
import { joinMaterial, NO_MATERIAL } from './material.ts'
import type { Proofs } from './proofs.ts'
import { isNothing, presentChecker, type Revocation, withMaterial } from './revocation.ts'

/**
 * As `presentRevocation`, for a path at a proven time (ETSI EN 319 102-1, 5.6.2): what happened to a certificate after that time does
 * not count, and what says so has to be from after that time.
 *
 * First of all nobody may know that it was revoked by then. Then it is enough if what the checker knows tells, or what is
 * at hand without a network: authorities forget what has expired, so that their answers of today hide those of its time.
 * Where an authority has expired or was revoked since, only lists and answers count that are proven to be from before.
 */
export function pastRevocation(
  revocation: Revocation,
  proofs: Proofs,
  now: Date,
  more: RevocationMaterial = NO_MATERIAL,
): Revocation {
  if (typeof revocation === 'symbol') return revocation
  const present = presentChecker(revocation, proofs, more)
  // One of the caller's own making has rules that are not known here: what it says of that time counts.
  if (!('findings' in revocation)) return present
  const own = createPastChecker(revocation as PolicyRevocationChecker, { now })
  const offline = (at = now) =>
    createPastChecker(createRevocationChecker({ now: () => now }), { now, materialProvenAt: at })
  const came = joinMaterial(proofs.material, more)
  return {
    codes: revocation.codes,
    async check(path, context) {
      const against = await present.check(path, context)
      if (against.status === 'failed') return against
      const known = await own.check(path, context)
      if (known.status !== 'indeterminate') return known
      // Nobody who is good today was revoked then. This is also where a policy counts that lets the unknown pass.
      const today = await present.check(path, { ...context, at: now })
      if (against.status === 'passed' && today.status === 'passed') return today
      if (isNothing(came)) return known
      const atHand = joinMaterial(context.trust.revocation, came)
      const fresh = fromAnchor(path, atHand)
      const ways = [
        { checker: offline(), material: atHand },
        { checker: offline(), material: came },
        ...proofs.archived().map(({ at, material }) => ({
          checker: offline(at),
          material: joinMaterial(material, fresh),
        })),
      ]
      let told = known
      for (const { checker, material } of ways) {
        const check = await checker.check(path, withMaterial(context, material))
        if (check.status !== 'indeterminate') return check
        // That there is something, but of the wrong time, tells more than that nothing could be got.
        if (check.code === 'ERR_REVOCATION_NO_PROOF') told = check
      }
      return told
    },
  }
}

/**
 * What the anchor says of the certificate below it. It may be as new as it likes: nothing that happens to an anchor is
 * told by lists, so that of its own nothing has to be proven.
 */
function fromAnchor({ certificates }: Path, { crls, ocspResponses }: RevocationMaterial): RevocationMaterial {
  const [below, anchor] = certificates.slice(-2)
  if (below === undefined || anchor === undefined) return NO_MATERIAL
  return {
    crls: crls.filter(({ issuer }) => sameName(issuer, anchor.subject)),
    ocspResponses: ocspResponses.filter(({ responses }) =>
      responses.every(({ certId }) => certId.serialNumber === below.serialNumber),
    ),
  }
}
