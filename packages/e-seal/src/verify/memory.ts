import {
  concatBytes,
  digest,
  encodeHex,
  type PathOptions,
  parsePublicKey,
  type SignatureScheme,
  signatureScheme,
  type Trust,
} from '@xinyin/core'

type Algorithms = NonNullable<PathOptions['algorithms']>

/** Signatures on certificates and lists that are remembered for one trust; the oldest goes first. */
const MAX_REMEMBERED = 1024

/** Lists of more octets are known again as objects: to hash one takes as long as to verify it. */
const MAX_HASHED_BYTES = 16 * 1024

const known = new WeakMap<Trust, Algorithms>()

/**
 * The algorithms of today, with a memory for each trust: which signatures on certificates and revocation lists were seen
 * to hold. A signature that holds once holds always, whatever the time for which a verdict is asked; an authority's
 * certificates and lists are the same in document after document.
 *
 * Only what held is remembered, so that nobody fills the memory with what does not, and it goes with the trust.
 */
export function rememberingAlgorithms(trust: Trust): Algorithms {
  const kept = known.get(trust) ?? createAlgorithms()
  known.set(trust, kept)
  return kept
}

function createAlgorithms(): Algorithms {
  const memory = createMemory()
  const schemes = new WeakMap<SignatureScheme, SignatureScheme>()
  return {
    publicKey: (spki) => parsePublicKey(spki),
    scheme(algorithm) {
      const scheme = signatureScheme(algorithm)
      // Those of RSA have parameters, which their names do not tell; nobody seals with them.
      if (scheme === undefined || scheme.accepts('RSA')) return scheme
      const made = schemes.get(scheme) ?? remember(scheme, memory)
      schemes.set(scheme, made)
      return made
    },
  }
}

interface Memory {
  holds(of: string, message: Uint8Array): boolean
  add(of: string, message: Uint8Array): void
}

function createMemory(): Memory {
  const short = new Set<string>()
  const long = new WeakMap<Uint8Array, Set<string>>()
  const keyOf = (of: string, message: Uint8Array) => `${of} ${encodeHex(digest('SHA-256', message))}`
  return {
    holds: (of, message) =>
      message.length > MAX_HASHED_BYTES ? long.get(message)?.has(of) === true : short.has(keyOf(of, message)),
    add(of, message) {
      if (message.length > MAX_HASHED_BYTES) {
        const signatures = long.get(message) ?? new Set<string>()
        long.set(message, signatures.add(of))
        return
      }
      const [oldest] = short.size >= MAX_REMEMBERED ? short : []
      if (oldest !== undefined) short.delete(oldest)
      short.add(keyOf(of, message))
    },
  }
}

function remember(scheme: SignatureScheme, memory: Memory): SignatureScheme {
  return {
    ...scheme,
    async verify(publicKey, message, signature, options) {
      if (options !== undefined) return scheme.verify(publicKey, message, signature, options)
      const of = `${scheme.name} ${encodeHex(digest('SHA-256', concatBytes(publicKey.spki, signature)))}`
      if (memory.holds(of, message)) return true
      const holds = await scheme.verify(publicKey, message, signature)
      if (holds) memory.add(of, message)
      return holds
    },
  }
}
