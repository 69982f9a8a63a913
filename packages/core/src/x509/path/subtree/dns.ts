/** Letters, digits and hyphens, and the underscore of names in use that are no hosts; at most 63 octets. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/**
 * Reads a DNS name as certificates have it (RFC 5280, 4.2.1.6; RFC 1034, 3.5): labels in lower case.
 *
 * @param wildcard - whether the first label may be `*`
 * @returns nothing where it is none: an empty label, a trailing dot, an IP address, a character that no name has
 */
export function dnsLabels(name: string, wildcard = false): readonly string[] | undefined {
  if (name.length === 0 || name.length > 253) return undefined
  const labels = name.toLowerCase().split('.')
  for (const [at, label] of labels.entries()) {
    if (wildcard && at === 0 && label === '*' && labels.length > 1) continue
    if (!LABEL.test(label)) return undefined
  }
  // No top-level domain is a number, and what ends in one would be read as an address (RFC 1123, 2.1).
  return /^\d+$/.test(labels.at(-1) ?? '') ? undefined : labels
}

/** Whether labels end in those of a domain: the domain itself is within it. */
export function endsWithLabels(labels: readonly string[], domain: readonly string[]): boolean {
  const above = labels.length - domain.length
  return above >= 0 && domain.every((label, at) => label === labels[above + at])
}

/** How a name lies to a subtree. `unclear` is what cannot be read, and counts against it either way. */
export type Position = 'within' | 'outside' | 'unclear'

/**
 * DNS names: a name with zero or more labels before the base is within (RFC 5280, 4.2.1.10). An empty base is every
 * name; one that begins with a dot, which this form does not have, cannot be read.
 *
 * A wildcard stands for every name that it matches: it is within what all of these are within, and touches what one of
 * them is within.
 */
export function positionOfDns(name: string, base: string, any: boolean): Position {
  const labels = dnsLabels(name, true)
  const domain = base === '' ? [] : dnsLabels(base)
  if (labels === undefined || domain === undefined) return 'unclear'
  if (endsWithLabels(labels, domain)) return 'within'
  // `*.example.cn` may be `secret.example.cn`.
  const [first, ...rest] = labels
  const touches =
    any && first === '*' && domain.length === labels.length && endsWithLabels(rest, domain.slice(1))
  return touches ? 'within' : 'outside'
}
