import type { Certificate } from '@xinyin/core'

/**
 * The policy tree as RFC 5280, 6.1 writes it down, exponential in the worst case: what the graph is held against. Only
 * what decides is here: no qualifiers.
 */
interface TreeNode {
  readonly policy: string
  expected: readonly string[]
  children: TreeNode[]
}

export interface TreeInputs {
  readonly acceptable: readonly string[]
  readonly explicitPolicy: boolean
  readonly mappingInhibit: boolean
  readonly anyInhibit: boolean
}

const ANY = '2.5.29.32.0'

function atDepth(root: TreeNode | undefined, depth: number): TreeNode[] {
  if (root === undefined) return []
  return depth === 0 ? [root] : root.children.flatMap((child) => atDepth(child, depth - 1))
}

/** Takes out nodes above a depth that have no children. */
function prune(node: TreeNode, depth: number): TreeNode | undefined {
  if (depth === 0) return node
  node.children = node.children.filter((child) => prune(child, depth - 1) !== undefined)
  return node.children.length > 0 ? node : undefined
}

type PolicyFields = Pick<
  Certificate,
  'certificatePolicies' | 'policyMappings' | 'policyConstraints' | 'inhibitAnyPolicy'
> & { readonly isSelfIssued: boolean }

/** @returns whether the path is valid, and the user-constrained policies by the anchor's names, sorted */
export function judgeByTree(
  path: readonly PolicyFields[],
  inputs: TreeInputs,
): { isValid: boolean; policies: string[] } {
  const n = path.length
  const refused = { isValid: false, policies: [] }
  let root: TreeNode | undefined = { policy: ANY, expected: [ANY], children: [] }
  let explicit = inputs.explicitPolicy ? 0 : n + 1
  let mapping = inputs.mappingInhibit ? 0 : n + 1
  let inhibit = inputs.anyInhibit ? 0 : n + 1

  for (const [index, certificate] of path.entries()) {
    const i = index + 1
    const { certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy, isSelfIssued } =
      certificate
    if (certificatePolicies === undefined) root = undefined
    const parents: TreeNode[] = atDepth(root, i - 1)
    // (d)(1)
    for (const { policy } of certificatePolicies ?? []) {
      if (policy === ANY) continue
      let matched = false
      for (const parent of parents) {
        if (!parent.expected.includes(policy)) continue
        parent.children.push({ policy, expected: [policy], children: [] })
        matched = true
      }
      if (matched) continue
      for (const parent of parents.filter((node) => node.policy === ANY)) {
        parent.children.push({ policy, expected: [policy], children: [] })
      }
    }
    // (d)(2)
    const hasAny = certificatePolicies?.some(({ policy }) => policy === ANY) === true
    if (hasAny && (inhibit > 0 || (i < n && isSelfIssued))) {
      for (const parent of parents) {
        for (const policy of parent.expected) {
          if (parent.children.some((child) => child.policy === policy)) continue
          parent.children.push({ policy, expected: [policy], children: [] })
        }
      }
    }
    // (d)(3)
    if (root !== undefined) root = prune(root, i)
    // (f)
    if (explicit === 0 && root === undefined) return refused
    if (i === n) {
      explicit = Math.max(0, explicit - 1)
      if (policyConstraints?.requireExplicitPolicy === 0) explicit = 0
      continue
    }
    // 6.1.4 (a) and (b)
    const pairs = policyMappings ?? []
    if (pairs.some((pair) => pair.issuerDomainPolicy === ANY || pair.subjectDomainPolicy === ANY))
      return refused
    for (const from of new Set(pairs.map((pair) => pair.issuerDomainPolicy))) {
      const to = [
        ...new Set(
          pairs.filter((pair) => pair.issuerDomainPolicy === from).map((pair) => pair.subjectDomainPolicy),
        ),
      ]
      const nodes = atDepth(root, i).filter((node) => node.policy === from)
      if (mapping > 0) {
        for (const node of nodes) node.expected = to
        if (nodes.length > 0) continue
        for (const parent of atDepth(root, i - 1)) {
          if (parent.policy !== ANY || !parent.children.some((child) => child.policy === ANY)) continue
          parent.children.push({ policy: from, expected: to, children: [] })
        }
      } else if (root !== undefined) {
        for (const parent of atDepth(root, i - 1)) {
          parent.children = parent.children.filter((child) => child.policy !== from)
        }
        root = prune(root, i)
      }
    }
    // (h) to (j)
    if (!isSelfIssued) {
      explicit = Math.max(0, explicit - 1)
      mapping = Math.max(0, mapping - 1)
      inhibit = Math.max(0, inhibit - 1)
    }
    explicit = Math.min(explicit, policyConstraints?.requireExplicitPolicy ?? Infinity)
    mapping = Math.min(mapping, policyConstraints?.inhibitPolicyMapping ?? Infinity)
    inhibit = Math.min(inhibit, inhibitAnyPolicy ?? Infinity)
  }

  // 6.1.5 (g)
  const byAuthority = new Set<string>()
  for (let depth = 1; depth <= n; depth++) {
    for (const parent of atDepth(root, depth - 1)) {
      if (parent.policy !== ANY) continue
      for (const { policy } of parent.children) if (policy !== ANY) byAuthority.add(policy)
    }
  }
  const endsInAny = n > 0 && atDepth(root, n).some(({ policy }) => policy === ANY)
  if (endsInAny) byAuthority.add(ANY)
  const acceptsAny = inputs.acceptable.includes(ANY)
  const policies = acceptsAny
    ? [...byAuthority]
    : inputs.acceptable.filter((policy) => endsInAny || byAuthority.has(policy))
  return { isValid: explicit > 0 || policies.length > 0, policies: [...new Set(policies)].sort() }
}
