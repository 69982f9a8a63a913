import { CURVE_LENGTHS, isCurve } from '../curve.ts'
import { rawSignature } from '../ec-signature.ts'
import type { PublicKey } from '../key.ts'
import { type PrivateKey, type Secret, secretOf } from '../private-key.ts'
import type { Chosen, Trial } from './algorithm.ts'
import { provenFirst, type Signatures, worksLater } from './proven.ts'
import type { Provider } from './provider.ts'

// What `globalThis.crypto.subtle` claims to do; whether it does is for the trials to say. It knows no SM2, SM3 or SM4, and
// hashes only whole input, later.

// WebCrypto does not take memory that threads share; a copy always is plain memory.
const plain = (bytes: Uint8Array) => new Uint8Array(bytes)

type ImportParameters =
  | string
  | { readonly name: string; readonly hash?: string; readonly namedCurve?: string }
type UseParameters = string | { readonly name: string; readonly hash?: string; readonly saltLength?: number }

/** Imported keys by what they were imported for: WebCrypto ties a key to its use. */
const imported = new WeakMap<PublicKey | Secret, Map<string, Promise<CryptoKey>>>()

function remember(key: PublicKey | Secret, use: string, make: () => Promise<CryptoKey>): Promise<CryptoKey> {
  const ofKey = imported.get(key) ?? new Map<string, Promise<CryptoKey>>()
  imported.set(key, ofKey)
  const kept = ofKey.get(use) ?? make()
  ofKey.set(use, kept)
  return kept
}

const describe = (parameters: ImportParameters) =>
  typeof parameters === 'string' ? parameters : Object.values(parameters).join()

export async function signBySubtle(
  key: PrivateKey,
  imports: ImportParameters,
  uses: UseParameters,
  message: Uint8Array,
) {
  const { subtle } = globalThis.crypto
  const secret = secretOf(key)
  const held = await remember(secret, describe(imports), () =>
    subtle.importKey('pkcs8', plain(secret.pkcs8), imports, false, ['sign']),
  )
  return new Uint8Array(await subtle.sign(uses, held, plain(message)))
}

/** @param spki - that of the key, as platforms import it */
export async function verifyBySubtle(
  key: PublicKey,
  imports: ImportParameters,
  uses: UseParameters,
  message: Uint8Array,
  signature: Uint8Array,
  spki = key.spki,
): Promise<boolean> {
  const { subtle } = globalThis.crypto
  const held = await remember(key, describe(imports), () =>
    subtle.importKey('spki', plain(spki), imports, false, ['verify']),
  )
  return await subtle.verify(uses, held, plain(signature), plain(message))
}

const ecdsa = (kind: string) => ({ name: 'ECDSA', namedCurve: kind })

export const webcryptoEdwards = (name: 'Ed25519' | 'Ed448', length: number): Provider['Ed25519'] => ({
  sign: (key, message) => signBySubtle(key, name, name, message),
  verify: (key, message, signature) =>
    signature.length === length && verifyBySubtle(key, name, name, message, signature),
})

export const webcryptoEcdsa: Provider['ECDSA'] = {
  sign: (key, hash, message) => signBySubtle(key, ecdsa(key.kind), { name: 'ECDSA', hash }, message),
  verify(key, hash, message, signature, form) {
    if (!isCurve(key.kind)) return false
    const raw = rawSignature(signature, CURVE_LENGTHS[key.kind], form)
    if (raw === undefined) return false
    return verifyBySubtle(key, ecdsa(key.kind), { name: 'ECDSA', hash }, message, raw)
  },
}

/** WebCrypto where the platform has it and it gives the known answers, else portable code. */
export function provenElsewhere<P extends Signatures>(
  claimed: P,
  portable: P,
  trials: (implementation: P) => readonly Trial[],
): Chosen<P> {
  if (globalThis.crypto?.subtle === undefined) return { implementation: portable, name: () => 'portable' }
  const { implementation, failed } = provenFirst(claimed, portable, () => worksLater(() => trials(claimed)))
  return { implementation: implementation as P, name: () => (failed() ? 'portable' : 'WebCrypto') }
}
