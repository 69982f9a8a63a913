import { assertOctets } from '../../bytes/octets.ts'
import type { Hasher } from '../../gm/sm3.ts'
import type { NodeCrypto } from './node-module.ts'

/**
 * Octets from the string that `latin1` makes of them, one character each. The calls that return a `Buffer` take two to
 * three times as long: each allocates memory outside the heap.
 */
function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

export function nativeDigest(crypto: NodeCrypto, name: string): (parts: readonly Uint8Array[]) => Uint8Array {
  const { hash } = crypto
  const streamed = (parts: readonly Uint8Array[]) => {
    const hasher = crypto.createHash(name)
    for (const part of parts) hasher.update(part)
    return fromLatin1(hasher.digest('latin1'))
  }
  if (hash === undefined) return streamed
  return (parts) => {
    const [only] = parts
    return parts.length === 1 && only !== undefined ? fromLatin1(hash(name, only, 'latin1')) : streamed(parts)
  }
}

export function nativeHasher(crypto: NodeCrypto, name: string): Hasher {
  const state = crypto.createHash(name)
  const hasher: Hasher = {
    update(data) {
      // Texts it would take for UTF-8.
      assertOctets('data', data)
      state.update(data)
      return hasher
    },
    digest: () => fromLatin1(state.digest('latin1')),
  }
  return hasher
}

export function nativeHmac(
  crypto: NodeCrypto,
  name: string,
  key: Uint8Array,
  parts: readonly Uint8Array[],
): Uint8Array {
  const state = crypto.createHmac(name, key)
  for (const part of parts) state.update(part)
  return fromLatin1(state.digest('latin1'))
}
