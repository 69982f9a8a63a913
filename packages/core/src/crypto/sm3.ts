import { assertOctets } from '../bytes/octets.ts'
import type { Hasher } from '../gm/sm3.ts'
import { SM3 } from './provider/sm3.ts'

/**
 * SM3 (GB/T 32905-2016) of the parts in their order: `digest` for who needs no other, and loads none.
 *
 * @throws TypeError for a part that is no octets
 */
export function digestSm3(...parts: readonly Uint8Array[]): Uint8Array {
  for (const part of parts) assertOctets('parts', part)
  return SM3.current().digest(parts)
}

/** Starts an SM3 over input that comes in pieces. */
export function createSm3Digest(): Hasher {
  return SM3.current().createHasher()
}

/**
 * HMAC (RFC 2104) with SM3 of the parts in their order: `hmac` for who needs no other.
 *
 * @throws TypeError for a key or a part that is no octets
 */
export function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  assertOctets('key', key)
  for (const part of parts) assertOctets('parts', part)
  return SM3.current().hmac(key, parts)
}
