import type { Certificate } from '../../x509/certificate.ts'
import type { TrustList } from './list.ts'
import type { TrustListMemory } from './memory.ts'

/** A list every check of which has passed. Only `inspectTrustList` and `verifyTrustList` make one. */
export interface VerifiedTrustList {
  readonly list: TrustList
  readonly signer: Certificate
  /** When it is due to be replaced, or the list above that says who signs it: the earlier of the two. */
  readonly due: Date
  /** What to keep, and to give as `remembered` when the next list is verified. */
  readonly memory: TrustListMemory
}

const verified = /* @__PURE__ */ new WeakSet<VerifiedTrustList>()

export function asVerified(value: VerifiedTrustList): VerifiedTrustList {
  verified.add(value)
  return Object.freeze(value)
}

/** @throws TypeError for an object that looks like a verified list and is none */
export function assertVerified(value: VerifiedTrustList, argument: string): void {
  if (!verified.has(value)) throw new TypeError(`${argument}: expected a list that verifyTrustList returned`)
}
