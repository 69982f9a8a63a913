import {
  type Certificate,
  equalBytes,
  type PathOptions,
  type SignatureScheme,
  type Trust,
  type TrustError,
} from '@xinyin/core'
import { CURRENT_ALGORITHMS } from '@xinyin/core/x509'
import { readCertificate } from './read-certificate.ts'

type Algorithms = NonNullable<PathOptions['algorithms']>

/** Signatures on certificates and lists that are remembered for one trust; the oldest goes first. */
const MAX_REMEMBERED = 512

/** What is longer is known again as an object: to compare it takes as long as to verify it, and to keep it takes room. */
const MAX_COMPARED_BYTES = 8 * 1024

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

/** Certificates of makers and signers that are remembered for one trust. */
const MAX_CERTIFICATES = 64

const seen = new WeakMap<Trust, Map<number, Certificate>>()

/**
 * `readCertificate` with a memory for each trust: offices seal document after document. What is read of a certificate
 * is kept with it, as is the form in which its names are compared.
 *
 * It is for who holds certificates against the trust. None that is remembered is given out but to those whom the trust's
 * owner has find out about revocation and the state of seals: whoever has one could write into it.
 */
export function rememberedCertificate(trust: Trust, der: Uint8Array): Certificate | TrustError {
  const kept = seen.get(trust) ?? new Map<number, Certificate>()
  seen.set(trust, kept)
  const sum = sumOf(der)
  const known = kept.get(sum)
  if (known !== undefined && equalBytes(known.raw, der)) return known
  const read = readCertificate(der)
  if (!('raw' in read) || der.length > MAX_COMPARED_BYTES) return read
  makeRoom(kept, MAX_CERTIFICATES)
  kept.set(sum, read)
  return read
}

function makeRoom(kept: Map<number, unknown>, most: number): void {
  for (const oldest of kept.size >= most ? kept.keys() : []) {
    kept.delete(oldest)
    return
  }
}

function createAlgorithms(): Algorithms {
  const memory = createMemory()
  const schemes = new WeakMap<SignatureScheme, SignatureScheme>()
  return {
    publicKey: CURRENT_ALGORITHMS.publicKey,
    scheme(algorithm) {
      const scheme = CURRENT_ALGORITHMS.scheme(algorithm)
      // Those of RSA have parameters, which their names do not tell; nobody seals with them.
      if (scheme === undefined || scheme.accepts('RSA')) return scheme
      const made = schemes.get(scheme) ?? remember(scheme, memory)
      schemes.set(scheme, made)
      return made
    },
  }
}

/** A signature, with all that says whether it holds. */
interface Signed {
  readonly scheme: SignatureScheme
  readonly spki: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

interface Memory {
  holds(signed: Signed): boolean
  add(signed: Signed): void
}

function createMemory(): Memory {
  // By a sum over the signature, which is no digest: all octets are compared before anything is taken for the same.
  const short = new Map<number, Signed>()
  const long = new WeakMap<Uint8Array, Signed>()
  const find = ({ message, signature }: Signed) =>
    message.length > MAX_COMPARED_BYTES ? long.get(message) : short.get(sumOf(signature))
  return {
    holds(signed) {
      const kept = find(signed)
      return kept !== undefined && isSame(kept, signed)
    },
    add(signed) {
      const { scheme, spki, message, signature } = signed
      const own = { scheme, spki: new Uint8Array(spki), signature: new Uint8Array(signature) }
      if (message.length > MAX_COMPARED_BYTES) {
        long.set(message, { ...own, message })
        return
      }
      makeRoom(short, MAX_REMEMBERED)
      short.set(sumOf(signature), { ...own, message: new Uint8Array(message) })
    },
  }
}

function isSame(a: Signed, b: Signed): boolean {
  return (
    a.scheme === b.scheme &&
    equalBytes(a.signature, b.signature) &&
    equalBytes(a.spki, b.spki) &&
    (a.message === b.message || equalBytes(a.message, b.message))
  )
}

function sumOf(octets: Uint8Array): number {
  let sum = octets.length
  for (const octet of octets) sum = (Math.imul(sum, 31) + octet) | 0
  return sum
}

function remember(scheme: SignatureScheme, memory: Memory): SignatureScheme {
  return {
    ...scheme,
    async verify(publicKey, message, signature, options) {
      if (options !== undefined) return scheme.verify(publicKey, message, signature, options)
      const signed = { scheme, spki: publicKey.spki, message, signature }
      if (memory.holds(signed)) return true
      const holds = await scheme.verify(publicKey, message, signature)
      if (holds) memory.add(signed)
      return holds
    },
  }
}
