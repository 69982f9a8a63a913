/**
 * Labels of letters, digits and hyphens, and of the underscore of names in use that are no hosts; at most 63 octets each.
 * The first one may be a star where others follow. No top-level domain is a number, and what ends in one would be read as
 * an address (RFC 1123, 2.1).
 */
const NAME =
  /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*(?!\d+$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/

/** Whether a name in lower case is a DNS name; see {@link dnsLabels}. */
export function isDnsName(name: string, wildcard = false): boolean {
  return name.length <= 253 && NAME.test(name) && (wildcard || !name.startsWith('*'))
}

/**
 * Reads a DNS name as certificates have it (RFC 5280, 4.2.1.6; RFC 1034, 3.5): labels in lower case.
 *
 * @param wildcard - whether the first label may be `*`
 * @returns nothing where it is none: an empty label, a trailing dot, an IP address, a character that no name has
 */
export function dnsLabels(name: string, wildcard = false): readonly string[] | undefined {
  const lower = name.toLowerCase()
  return isDnsName(lower, wildcard) ? lower.split('.') : undefined
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
