import { failed, passed } from '../../report.ts'
import { ANY_POLICY } from '../policies.ts'
import type { Path } from './path.ts'
import type { PoliciesOfPath, PolicyOptions } from './policies.ts'
import {
  authorityPolicies,
  limitPolicies,
  type PolicyCounters,
  processPolicies,
  type ValidPolicy,
} from './policy-graph.ts'

/**
 * The policies of a path where somebody asks for them, or all certificates have some: see `checkPolicies`.
 *
 * @param requireExplicit - whether a policy must hold throughout, even where no authority asks for it
 */
export function checkAskedPolicies(
  path: Path,
  { acceptable, ...options }: PolicyOptions,
  requireExplicit: boolean,
): PoliciesOfPath {
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
