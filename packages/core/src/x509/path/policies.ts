import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { ANY_POLICY } from '../policies.ts'
import type { Path } from './path.ts'
import {
  authorityPolicies,
  limitPolicies,
  type PolicyCounters,
  processPolicies,
  type ValidPolicy,
} from './policy-graph.ts'

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

/**
 * The policies of the path, as far as somebody asks for them: the caller, an authority on the path, or the anchor
 * (RFC 5280, 6.1.3 to 6.1.5; RFC 5937, 3.2).
 *
 * @returns the check `path.policies`, and the policies that hold: `user-constrained-policy-set` (RFC 5280, 6.1.6)
 */
export function checkPolicies(
  path: Path,
  options: PolicyOptions = {},
): { check: Check; policies: readonly ValidPolicy[] } {
  // Who names policies wants one of them, and finds out by the verdict.
  const { acceptable, requireExplicit = acceptable?.includes(ANY_POLICY) === false } = options
  if (isUnasked(path.certificates, requireExplicit)) return { check: passed('path.policies'), policies: [] }
  const certificates = path.certificates.slice(0, -1).reverse()
  const anchor = path.certificates.at(-1)
  const length = certificates.length
  const counters: PolicyCounters = {
    explicitPolicy: requireExplicit ? 0 : length + 1,
    policyMapping: options.inhibitMapping === true ? 0 : length + 1,
    inhibitAnyPolicy: options.inhibitAny === true ? 0 : length + 1,
  }
  if (anchor !== undefined) limitPolicies(counters, anchor)
  const refuse = (code: string, subject: string) => ({
    check: failed('path.policies', code, { subject }),
    policies: [],
  })

  const outcome = processPolicies(certificates, counters)
  if ('fault' in outcome) {
    const code = outcome.fault === 'mapping' ? 'ERR_PATH_POLICY_MAPPING' : 'ERR_PATH_POLICY'
    return refuse(code, outcome.certificate.subject.text)
  }
  const byAuthority = outcome.levels === undefined ? [] : authorityPolicies(outcome.levels)
  const byAnchor = restrict(
    byAuthority,
    anchor?.certificatePolicies?.map(({ policy }) => policy),
  )
  const policies = restrict(byAnchor, acceptable)
  // 6.1.5, at its end: some policy is left, or none is asked for.
  if (policies.length === 0 && counters.explicitPolicy === 0 && length > 0) {
    return refuse('ERR_PATH_POLICY_ACCEPTABLE', path.certificates[0]?.subject.text ?? '')
  }
  return { check: passed('path.policies'), policies }
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

/** 6.1.5 (g): those that are acceptable; anyPolicy, on either side, stands for each of the other. */
function restrict(
  policies: readonly ValidPolicy[],
  acceptable: readonly string[] | undefined,
): readonly ValidPolicy[] {
  if (acceptable === undefined || acceptable.includes(ANY_POLICY)) return policies
  const any = policies.find(({ policy }) => policy === ANY_POLICY)
  if (any === undefined) return policies.filter(({ policy }) => acceptable.includes(policy))
  return acceptable.map(
    (wanted) =>
      policies.find(({ policy }) => policy === wanted) ?? { policy: wanted, qualifiers: any.qualifiers },
  )
}
