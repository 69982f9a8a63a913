import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import { ANY_POLICY, type PolicyQualifier } from '../policies.ts'

/** A policy under which a whole path is valid, as the anchor's domain calls it. */
export interface ValidPolicy {
  /** OID; `anyPolicy` is 2.5.29.32.0. */
  readonly policy: string
  /** What the last certificate adds about it, for people. */
  readonly qualifiers: readonly PolicyQualifier[]
}

/** A node of the graph (RFC 9618, 5.1). There is at most one of a policy at a depth, with as many parents as fit. */
interface PolicyNode {
  readonly policy: string
  readonly qualifiers: readonly PolicyQualifier[]
  /** The policies that satisfy this one in the next certificate. */
  expected: readonly string[]
  readonly parents: readonly PolicyNode[]
}

type Level = Map<string, PolicyNode>

/** How many certificates may still come before a rule holds; at 0 it does (RFC 5280, 6.1.2 (d) to (f)). */
export interface PolicyCounters {
  explicitPolicy: number
  policyMapping: number
  inhibitAnyPolicy: number
}

/** Why processing stopped, and at which certificate. */
export interface PolicyFault {
  readonly fault: 'mapping' | 'explicit'
  readonly certificate: Certificate
}

/** The levels of the graph, or none where no policy is left; and whether a policy has to be left. */
export interface PolicyState {
  levels: Level[] | undefined
  readonly counters: PolicyCounters
}

/**
 * Processes the policies of a path (RFC 5280, 6.1.3 (d) to (f), 6.1.4 (a), (b), (h) to (j) and 6.1.5 (a), (b)) with the
 * graph of RFC 9618, whose size is bounded by the size of the certificates. The tree that it stands for may be
 * exponentially larger.
 *
 * @param certificates - from the one below the anchor to the leaf
 */
export function processPolicies(
  certificates: readonly Certificate[],
  counters: PolicyCounters,
): PolicyState | PolicyFault {
  const root: PolicyNode = { policy: ANY_POLICY, qualifiers: [], expected: [ANY_POLICY], parents: [] }
  const state: PolicyState = { levels: [new Map([[ANY_POLICY, root]])], counters }

  for (const [index, certificate] of certificates.entries()) {
    const isLast = index === certificates.length - 1
    const isSelfIssued = sameName(certificate.subject, certificate.issuer)
    growGraph(state, certificate, counters.inhibitAnyPolicy > 0 || (!isLast && isSelfIssued))
    if (counters.explicitPolicy === 0 && state.levels === undefined) return { fault: 'explicit', certificate }
    if (isLast) wrapUp(counters, certificate)
    else {
      if (!mapPolicies(state, certificate)) return { fault: 'mapping', certificate }
      countDown(counters, certificate, isSelfIssued)
    }
  }
  return state
}

/** 6.1.3 (d) and (e): the policies of one certificate that what came before allows. */
function growGraph(state: PolicyState, { certificatePolicies }: Certificate, takesAny: boolean): void {
  const above = state.levels?.at(-1)
  if (above === undefined || certificatePolicies === undefined) {
    state.levels = undefined
    return
  }
  const expecting = parentsByExpected(above)
  const anyAbove = above.get(ANY_POLICY)
  const level: Level = new Map()
  for (const { policy, qualifiers } of certificatePolicies) {
    if (policy === ANY_POLICY) continue
    const parents = expecting.get(policy) ?? (anyAbove === undefined ? undefined : [anyAbove])
    if (parents !== undefined) level.set(policy, { policy, qualifiers, expected: [policy], parents })
  }
  const any = takesAny ? certificatePolicies.find(({ policy }) => policy === ANY_POLICY) : undefined
  if (any !== undefined) {
    for (const [policy, parents] of expecting) {
      if (level.has(policy)) continue
      level.set(policy, { policy, qualifiers: any.qualifiers, expected: [policy], parents })
    }
  }
  addLevel(state, level)
}

function parentsByExpected(level: Level): Map<string, PolicyNode[]> {
  const expecting = new Map<string, PolicyNode[]>()
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const parents = expecting.get(policy)
      if (parents === undefined) expecting.set(policy, [node])
      else parents.push(node)
    }
  }
  return expecting
}

/** A level without nodes leaves none above it a child: the whole graph is gone. */
function addLevel(state: PolicyState, level: Level): void {
  if (level.size === 0) state.levels = undefined
  else state.levels?.push(level)
}

/** 6.1.4 (a) and (b). @returns false where anyPolicy is mapped, which nobody may do */
function mapPolicies(state: PolicyState, certificate: Certificate): boolean {
  const { policyMappings, certificatePolicies } = certificate
  if (policyMappings === undefined) return true
  const byIssuerPolicy = new Map<string, Set<string>>()
  for (const { issuerDomainPolicy, subjectDomainPolicy } of policyMappings) {
    if (issuerDomainPolicy === ANY_POLICY || subjectDomainPolicy === ANY_POLICY) return false
    const subjects = byIssuerPolicy.get(issuerDomainPolicy) ?? new Set()
    byIssuerPolicy.set(issuerDomainPolicy, subjects.add(subjectDomainPolicy))
  }
  const level = state.levels?.at(-1)
  if (level === undefined) return true
  const any = level.get(ANY_POLICY)
  for (const [policy, subjects] of byIssuerPolicy) {
    const node = level.get(policy)
    if (state.counters.policyMapping === 0) level.delete(policy)
    else if (node !== undefined) node.expected = [...subjects]
    else if (any !== undefined) {
      const found = certificatePolicies?.find((information) => information.policy === ANY_POLICY)
      const qualifiers = found?.qualifiers ?? []
      level.set(policy, { policy, qualifiers, expected: [...subjects], parents: any.parents })
    }
  }
  if (level.size === 0) state.levels = undefined
  return true
}

/** 6.1.4 (h) to (j). */
function countDown(counters: PolicyCounters, certificate: Certificate, isSelfIssued: boolean): void {
  if (!isSelfIssued) {
    counters.explicitPolicy = Math.max(0, counters.explicitPolicy - 1)
    counters.policyMapping = Math.max(0, counters.policyMapping - 1)
    counters.inhibitAnyPolicy = Math.max(0, counters.inhibitAnyPolicy - 1)
  }
  limitPolicies(counters, certificate)
}

/** What a certificate says of those below it. The anchor's own words count in the same way (RFC 5937, 3.2). */
export function limitPolicies(counters: PolicyCounters, certificate: Certificate): void {
  const { policyConstraints, inhibitAnyPolicy } = certificate
  const { requireExplicitPolicy, inhibitPolicyMapping } = policyConstraints ?? {}
  counters.explicitPolicy = Math.min(counters.explicitPolicy, requireExplicitPolicy ?? Infinity)
  counters.policyMapping = Math.min(counters.policyMapping, inhibitPolicyMapping ?? Infinity)
  counters.inhibitAnyPolicy = Math.min(counters.inhibitAnyPolicy, inhibitAnyPolicy ?? Infinity)
}

/** 6.1.5 (a) and (b). */
function wrapUp(counters: PolicyCounters, { policyConstraints }: Certificate): void {
  counters.explicitPolicy = Math.max(0, counters.explicitPolicy - 1)
  if (policyConstraints?.requireExplicitPolicy === 0) counters.explicitPolicy = 0
}

/** Qualifiers as one certificate states them, by identity: nodes that stand for the same anyPolicy share them. */
type Stated = Set<PolicyNode['qualifiers']>

/**
 * The policies of the anchor's domain under which the path is valid: `authority-constrained-policy-set` (RFC 9618, 5.5).
 * They are the nodes whose parent is anyPolicy and from which one leads to the last certificate.
 */
export function authorityPolicies(levels: readonly Level[]): ValidPolicy[] {
  const found = new Map<string, Stated>()
  // From the last certificate upwards, each node with what the last certificate states about those that it leads to.
  let reached = new Map<PolicyNode, Stated>()
  for (const node of levels.at(-1)?.values() ?? []) reached.set(node, new Set([node.qualifiers]))
  const any = levels.length > 1 ? levels.at(-1)?.get(ANY_POLICY) : undefined
  if (any !== undefined) found.set(ANY_POLICY, new Set([any.qualifiers]))

  while (reached.size > 0) {
    const next = new Map<PolicyNode, Stated>()
    for (const [node, stated] of reached) {
      for (const parent of node.parents) {
        next.set(parent, union(next.get(parent), stated))
        if (parent.policy !== ANY_POLICY || node.policy === ANY_POLICY) continue
        found.set(node.policy, union(found.get(node.policy), stated))
      }
    }
    reached = next
  }
  return [...found].map(([policy, stated]) => ({ policy, qualifiers: [...stated].flat() }))
}

function union(a: Stated | undefined, b: Stated): Stated {
  const both = a ?? new Set()
  for (const qualifiers of b) both.add(qualifiers)
  return both
}
