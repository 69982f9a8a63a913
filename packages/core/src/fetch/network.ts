import { type Address, parseAddress, unmapped } from './address.ts'

/** A range of addresses that share their first bits (RFC 4632; RFC 4291, 2.3). */
export interface Network {
  readonly address: Address
  readonly bits: number
}

/**
 * Reads `10.0.0.0/8`; `undefined` for anything that is not CIDR, or has bits set beyond its length. A network of mapped
 * addresses (`::ffff:10.0.0.0/104`) is the network of IPv4 that it is to every system.
 */
export function parseNetwork(text: string): Network | undefined {
  const match = /^([0-9a-f.:]+)\/(0|[1-9]\d{0,2})$/i.exec(text)
  const address = match?.[1] === undefined ? undefined : parseAddress(match[1])
  const bits = Number(match?.[2])
  if (address === undefined || bits > address.length * 8) return undefined
  const isPrefix = address.every(
    (octet, at) => (octet & (0xff >> Math.min(8, Math.max(0, bits - at * 8)))) === 0,
  )
  if (!isPrefix) return undefined
  const own = unmapped(address)
  return { address: own, bits: bits - (address.length - own.length) * 8 }
}

/** Whether an address lies in a network; a mapped IPv4 address counts as the IPv4 address that it is. */
export function contains(network: Network, address: Address): boolean {
  const own = unmapped(address)
  if (network.address.length !== own.length) return false
  return own.every((octet, at) => {
    const mask = 0xff & ~(0xff >> Math.min(8, Math.max(0, network.bits - at * 8)))
    return ((octet ^ (network.address[at] ?? 0)) & mask) === 0
  })
}

/**
 * What is not the public internet: the special-purpose registries of IANA (RFC 6890), multicast, what is reserved, and
 * the one public address by which a machine in a cloud reaches the service that knows its secrets (168.63.129.16; the
 * others are link-local or in 100.64.0.0/10).
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]

/** Inside 2000::/3; 2001::/23 holds Teredo, 2002::/16 is 6to4: both carry an IPv4 address that somebody else chose. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const within = (networks: readonly string[], address: Address): boolean =>
  networks.some((text) => {
    const network = parseNetwork(text)
    return network !== undefined && contains(network, address)
  })

/**
 * Whether an address is one of the public internet.
 *
 * Of IPv6 only what is given out for it (2000::/3) is, so that loopback, link-local, unique local, multicast and the
 * IPv4-compatible form are not; of NAT64 (64:ff9b::/96, RFC 6052) what it translates to decides.
 */
export function isPublic(address: Address): boolean {
  const own = unmapped(address)
  if (own.length === 4) return !within(SPECIAL_IPV4, own)
  if (within(['64:ff9b::/96'], own)) return isPublic(own.subarray(12))
  return within(['2000::/3'], own) && !within(SPECIAL_IPV6, own)
}
