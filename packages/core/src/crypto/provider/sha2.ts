import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { assertOctets } from '../../bytes/octets.ts'
import type { Hasher } from '../../gm/sm3.ts'
import { chosenAlgorithm } from './algorithm.ts'
import { nativeDigest, nativeHasher, nativeHmac } from './node-hash.ts'
import type { Provider, Sha2 } from './provider.ts'
import { SHA2_ANSWERS } from './sha2-answers.ts'
import { NODE_SHA2 } from './sha2-names.ts'
import { ABC, equals } from './trial.ts'

/** In portable code. */
const PORTABLE_SHA2 = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const

export function digestPortably(hash: Sha2, parts: readonly Uint8Array[]): Uint8Array {
  return feed(PORTABLE_SHA2[hash].create(), parts)
}

function feed(
  hasher: { update(part: Uint8Array): unknown; digest(): Uint8Array },
  parts: readonly Uint8Array[],
) {
  for (const part of parts) hasher.update(part)
  return hasher.digest()
}

function createPortably(hash: Sha2): Hasher {
  const state = PORTABLE_SHA2[hash].create()
  const hasher: Hasher = {
    update(data) {
      assertOctets('data', data)
      state.update(data)
      return hasher
    },
    digest: () => state.digest(),
  }
  return hasher
}

/** SHA-256, SHA-384 and SHA-512 (FIPS 180-4) and their HMAC. */
export const SHA2 = /* @__PURE__ */ chosenAlgorithm<Provider['SHA2']>({
  portable: {
    digest: digestPortably,
    hmac: (hash, key, parts) => feed(hmac.create(PORTABLE_SHA2[hash], key), parts),
    createHasher: createPortably,
  },

  native(crypto) {
    const digests = {
      'SHA-256': nativeDigest(crypto, 'sha256'),
      'SHA-384': nativeDigest(crypto, 'sha384'),
      'SHA-512': nativeDigest(crypto, 'sha512'),
    }
    return {
      digest: (hash, parts) => digests[hash](parts),
      hmac: (hash, key, parts) => nativeHmac(crypto, NODE_SHA2[hash], key, parts),
      createHasher: (hash) => nativeHasher(crypto, NODE_SHA2[hash]),
    }
  },

  /** `abc` (FIPS 180-4), the starts of the three hashes. */
  trials({ digest }) {
    const start = (hash: Sha2) => equals(() => digest(hash, [ABC]).subarray(0, 8), SHA2_ANSWERS[hash])
    return [start('SHA-256'), start('SHA-384'), start('SHA-512')]
  },
})
