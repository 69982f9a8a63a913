import { endsWithLabels, isDnsName, type Position } from './dns.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: what is ASCII
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text)

/**
 * A host name with its internationalised labels in their ASCII form (RFC 8399, 2; RFC 5891, 4.4), in lower case.
 *
 * @returns nothing for what is no host name
 */
export function asciiHost(host: string): string | undefined {
  if (isAscii(host)) {
    const lower = host.toLowerCase()
    return isDnsName(lower) ? lower : undefined
  }
  // Every platform has the mapping of UTS #46 in its URL parser, and hardly any offers it by itself.
  if (/[\s/\\?#@:%[\]]/.test(host)) return undefined
  try {
    const { hostname } = new URL(`http://${host}/`)
    return isDnsName(hostname) ? hostname : undefined
  } catch {
    return undefined
  }
}

/**
 * Hosts of mailboxes and addresses: a base without a leading dot is that host alone, one with a dot everything below
 * it (RFC 5280, 4.2.1.10).
 */
export function positionOfHost(host: string, base: string): Position {
  const ascii = asciiHost(host)
  const isDomain = base.startsWith('.')
  const baseHost = asciiHost(isDomain ? base.slice(1) : base)
  if (ascii === undefined || baseHost === undefined) return 'unclear'
  if (!isDomain) return ascii === baseHost ? 'within' : 'outside'
  const labels = ascii.split('.')
  const domain = baseHost.split('.')
  return labels.length > domain.length && endsWithLabels(labels, domain) ? 'within' : 'outside'
}
