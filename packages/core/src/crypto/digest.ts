import { assertOctets } from '../bytes/octets.ts'
import type { Hasher } from '../gm/sm3.ts'
import { provider } from './provider/choose.ts'

export type DigestName = 'SM3' | 'SHA-256' | 'SHA-384' | 'SHA-512'

function assertName(name: DigestName): void {
  if (name !== 'SM3' && name !== 'SHA-256' && name !== 'SHA-384' && name !== 'SHA-512')
    throw new TypeError(`name: expected SM3, SHA-256, SHA-384 or SHA-512, found ${String(name)}`)
}

/** The hash of the parts in their order. */
export function digest(name: DigestName, ...parts: readonly Uint8Array[]): Uint8Array {
  assertName(name)
  for (const part of parts) assertOctets('parts', part)
  return name === 'SM3' ? provider('SM3').digest(parts) : provider('SHA2').digest(name, parts)
}

/** HMAC (RFC 2104) of the parts in their order. Compare two of them with `equalSecrets`. */
export function hmac(name: DigestName, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  assertName(name)
  assertOctets('key', key)
  for (const part of parts) assertOctets('parts', part)
  return name === 'SM3' ? provider('SM3').hmac(key, parts) : provider('SHA2').hmac(name, key, parts)
}

/** Starts a hash over input that comes in pieces. */
export function createDigest(name: DigestName): Hasher {
  assertName(name)
  return name === 'SM3' ? provider('SM3').createHasher() : provider('SHA2').createHasher(name)
}
