import { assertOctets } from '../bytes/octets.ts'
import type { Hasher } from '../gm/sm3.ts'
import { createHasher, hashParts } from './hash.ts'
import { SHA2 } from './provider/sha2.ts'
import { SM3 } from './provider/sm3.ts'

export type DigestName = 'SM3' | 'SHA-256' | 'SHA-384' | 'SHA-512'

function assertName(name: DigestName): void {
  if (name !== 'SM3' && name !== 'SHA-256' && name !== 'SHA-384' && name !== 'SHA-512')
    throw new TypeError(`name: expected SM3, SHA-256, SHA-384 or SHA-512, found ${String(name)}`)
}

/** The hash of the parts in their order. */
export function digest(name: DigestName, ...parts: readonly Uint8Array[]): Uint8Array {
  assertName(name)
  for (const part of parts) assertOctets('parts', part)
  return hashParts(name, parts)
}

/** HMAC (RFC 2104) of the parts in their order. Compare two of them with `equalSecrets`. */
export function hmac(name: DigestName, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  assertName(name)
  assertOctets('key', key)
  for (const part of parts) assertOctets('parts', part)
  return name === 'SM3' ? SM3.current().hmac(key, parts) : SHA2.current().hmac(name, key, parts)
}

/** Starts a hash over input that comes in pieces. */
export function createDigest(name: DigestName): Hasher {
  assertName(name)
  return createHasher(name)
}
