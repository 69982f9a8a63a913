/** The octets of an IP address: 4 or 16. */
export type Address = Uint8Array

const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/

function parseIpv4(text: string): Address | undefined {
  const octets = IPV4.exec(text)?.slice(1).map(Number)
  return octets?.every((octet) => octet < 256) ? Uint8Array.from(octets) : undefined
}

/** Groups of 16 bits; the last 32 bits of an address may stand in the form of IPv4. */
function parseGroups(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const groups: number[] = []
  for (const [at, part] of parts.entries()) {
    const ipv4 = mayEndInIpv4 && at === parts.length - 1 ? parseIpv4(part) : undefined
    if (ipv4 !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = ipv4
      groups.push(a * 256 + b, c * 256 + d)
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16))
    else return undefined
  }
  return groups
}

function parseIpv6(text: string): Address | undefined {
  if (text.length > 45) return undefined
  const [before = '', after, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const head = parseGroups(before, after === undefined)
  const tail = after === undefined ? [] : parseGroups(after, true)
  if (head === undefined || tail === undefined) return undefined
  const missing = 8 - head.length - tail.length
  // `::` stands for one group of zeros at least (RFC 4291, 2.2; RFC 5952, 4.2.2 of those that write).
  if (after === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail]
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]))
}

/**
 * Reads an IP address in its text form: dotted decimal without leading zeros, or RFC 4291, 2.2.
 *
 * An address with a zone (`fe80::1%eth0`) is none: what it stands for depends on the machine.
 */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

const isMapped = (address: Address): boolean =>
  address.length === 16 &&
  address.subarray(0, 10).every((octet) => octet === 0) &&
  address[10] === 0xff &&
  address[11] === 0xff

/** The IPv4 address that a mapped one (`::ffff:10.0.0.1`) is to every system; any other address as it is. */
export function unmapped(address: Address): Address {
  return isMapped(address) ? address.subarray(12) : address
}
