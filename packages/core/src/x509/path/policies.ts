import { type Check, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { ANY_POLICY } from '../policies.ts'
import type { Path } from './path.ts'
import type { ValidPolicy } from './policy-graph.ts'
import { withSeldom } from './seldom-load.ts'

/** Which policies a path must be valid under (RFC 5280, 6.1.1 (c), (e) to (g)). */
export interface PolicyOptions {
  /** `user-initial-policy-set`, as OIDs. Any policy unless given. */
  readonly acceptable?: readonly string[]
  /**
   * A policy must hold throughout, even where no authority asks for it; given `acceptable`, one of those. Given
   * `acceptable`, it is asked for unless this is `false`, which is what RFC 5280 means by its absence.
   */
  readonly requireExplicit?: boolean
  /** No authority may call a policy by another name. */
  readonly inhibitMapping?: boolean
  /** `anyPolicy` stands for none. */
  readonly inhibitAny?: boolean
}

/** The check `path.policies`, and the policies that hold. */
export interface PoliciesOfPath {
  readonly check: Check
  readonly policies: readonly ValidPolicy[]
}

/**
 * The policies of the path, as far as somebody asks for them: the caller, an authority on the path, or the anchor
 * (RFC 5280, 6.1.3 to 6.1.5; RFC 5937, 3.2).
 *
 * @returns the check `path.policies`, and the policies that hold: `user-constrained-policy-set` (RFC 5280, 6.1.6)
 */
export function checkPolicies(
  path: Path,
  options: PolicyOptions = {},
): PoliciesOfPath | Promise<PoliciesOfPath> {
  // What an anchor may be used for is said by whoever trusts it.
  if (path.certificates.length === 1) return { check: passed('path.policies'), policies: [] }
  // Who names policies wants one of them, and finds out by the verdict.
  const { acceptable, requireExplicit = acceptable?.includes(ANY_POLICY) === false } = options
  if (isUnasked(path.certificates, requireExplicit)) return { check: passed('path.policies'), policies: [] }
  return withSeldom(({ checkAskedPolicies }) => checkAskedPolicies(path, options, requireExplicit))
}

/** Nobody requires a policy, nobody maps any, and one certificate has none: then none holds, and none has to. */
function isUnasked(certificates: readonly Certificate[], requireExplicit: boolean): boolean {
  if (requireExplicit) return false
  let isGap = false
  for (let at = 0; at < certificates.length; at++) {
    const certificate = certificates[at]
    if (certificate?.policyConstraints !== undefined || certificate?.policyMappings !== undefined)
      return false
    if (at < certificates.length - 1 && certificate?.certificatePolicies === undefined) isGap = true
  }
  return isGap
}
