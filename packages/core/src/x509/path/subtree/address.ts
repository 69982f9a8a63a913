import { decodeHex } from '../../../bytes/hex.ts'
import { unmapped } from '../../../fetch/address.ts'
import type { Position } from './dns.ts'

/** Ones, then zeros, as a CIDR prefix gives them (RFC 4632, 3.1). */
function isMask(mask: Uint8Array): boolean {
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  return /^1*0*$/.test(bits)
}

/**
 * IP addresses: the base is an address and a mask of the same size (RFC 5280, 4.2.1.10). IPv4 is outside every subtree
 * of IPv6 and the other way round, but an IPv4 address in the form of IPv6 is what it stands for as well.
 *
 * @param name - hexadecimal, 4 or 16 octets
 * @param base - hexadecimal, 8 or 32 octets
 */
export function positionOfAddress(name: string, base: string, any: boolean): Position {
  const octets = decodeHex(base)
  const network = octets.subarray(0, octets.length / 2)
  const mask = octets.subarray(octets.length / 2)
  if (!isMask(mask)) return 'unclear'
  const address = decodeHex(name)
  const isIn = (one: Uint8Array) =>
    one.length === mask.length &&
    mask.every((bits, at) => ((one[at] ?? 0) & bits) === ((network[at] ?? 0) & bits))
  if (isIn(address)) return 'within'
  return any && isIn(unmapped(address)) ? 'within' : 'outside'
}
