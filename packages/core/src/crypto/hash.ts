import type { Hasher } from '../gm/sm3.ts'
import type { Sha2 } from './provider/provider.ts'
import { SHA2 } from './provider/sha2.ts'
import { SM3 } from './provider/sm3.ts'

// For what is inside: names and octets were looked at. Who needs SM3 alone takes that, and loads no SHA-2.

export function hashParts(name: 'SM3' | Sha2, parts: readonly Uint8Array[]): Uint8Array {
  return name === 'SM3' ? SM3.current().digest(parts) : SHA2.current().digest(name, parts)
}

export function createHasher(name: 'SM3' | Sha2): Hasher {
  return name === 'SM3' ? SM3.current().createHasher() : SHA2.current().createHasher(name)
}
