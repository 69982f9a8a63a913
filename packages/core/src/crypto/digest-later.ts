import { assertOctets } from '../bytes/octets.ts'
import { concatBytes, equalBytes } from '../bytes/sequence.ts'
import type { DigestName } from './digest.ts'
import { currentChoice } from './provider/algorithm.ts'
import { findNodeCrypto } from './provider/node-module.ts'
import type { Sha2 } from './provider/provider.ts'
import { SHA2_ANSWERS } from './provider/sha2-answers.ts'
import { SM3 } from './provider/sm3.ts'
import { ABC } from './provider/trial.ts'

/** SHA-2 that answers at once, loaded with the first hash that WebCrypto does not compute. */
let sha2: typeof import('./provider/sha2.ts') | undefined

/**
 * The hash of the parts in their order: at once for SM3, and for SHA-2 where it was loaded before. In a page WebCrypto
 * computes SHA-2, so that who verifies loads none for it; `digest` answers at once always, and brings it along.
 *
 * @throws TypeError for a part that is no octets
 * @example
 * ```ts
 * const fingerprint = encodeHex(await digestLater('SHA-256', certificate.raw))
 * ```
 */
export function digestLater(
  name: DigestName,
  ...parts: readonly Uint8Array[]
): Uint8Array | Promise<Uint8Array> {
  for (const part of parts) assertOctets('parts', part)
  if (name === 'SM3') return SM3.current().digest(parts)
  if (!Object.hasOwn(SHA2_ANSWERS, name))
    throw new TypeError(`name: expected SM3, SHA-256, SHA-384 or SHA-512, found ${String(name)}`)
  // Whoever chose WebCrypto is given that, whatever was loaded.
  if (sha2 !== undefined && currentChoice() !== 'webcrypto') return sha2.SHA2.current().digest(name, parts)
  // Copied now: what comes later is the hash of what was given.
  return hashLater(name, concatBytes(...parts))
}

/** Whether WebCrypto gives the known answer, by hash. */
const proofs: Partial<Record<Sha2, Promise<boolean>>> = {}

async function hashLater(name: Sha2, bytes: Uint8Array): Promise<Uint8Array> {
  const choice = currentChoice()
  if (choice === 'webcrypto' || (choice === 'fastest' && findNodeCrypto() === undefined)) {
    proofs[name] ??= isProven(name)
    // What is too much for it at once, or refused for whatever else, ours computes.
    const found = (await proofs[name]) && (await askWebCrypto(name, bytes).catch(() => false as const))
    if (found) return found
  }
  sha2 ??= await import('./provider/sha2.ts')
  return sha2.SHA2.current().digest(name, [bytes])
}

const askWebCrypto = async (name: Sha2, bytes: Uint8Array): Promise<Uint8Array> =>
  // It takes no memory that threads share.
  new Uint8Array(await globalThis.crypto.subtle.digest(name, Uint8Array.from(bytes)))

async function isProven(name: Sha2): Promise<boolean> {
  try {
    return equalBytes((await askWebCrypto(name, ABC)).subarray(0, 8), SHA2_ANSWERS[name])
  } catch {
    return false
  }
}
