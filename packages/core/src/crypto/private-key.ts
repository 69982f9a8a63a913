import type { KeyKind, PublicKey } from './key.ts'

/** A private key. What is secret is not in the object: printing, copying or serialising it gives nothing away. */
export interface PrivateKey {
  readonly kind: KeyKind
  readonly publicKey: PublicKey
}

/** What a private key stands for. It never leaves this package but through `exportPrivateKey` and its like. */
export interface Secret {
  /** DER `PrivateKeyInfo`. */
  readonly pkcs8: Uint8Array
  /** The scalar of a key on a curve, the seed of an Ed25519 or Ed448 key. */
  readonly scalar: Uint8Array | undefined
}

const secrets = new WeakMap<PrivateKey, Secret | 'forgotten'>()

/**
 * The secret of a key. Whoever keeps what is derived from it (an imported key, a table) keeps it under the object that
 * this returns, not under the key, and asks here first each time: so it goes when the key is forgotten.
 */
export function secretOf(key: PrivateKey): Secret {
  const secret = secrets.get(key)
  if (secret === undefined) throw new TypeError('privateKey: not made by parsePrivateKey or createPrivateKey')
  if (secret === 'forgotten') throw new TypeError('privateKey: was forgotten')
  return secret
}

/** The scalar or seed of a key that has one. */
export function scalarOf(key: PrivateKey): Uint8Array {
  const { scalar } = secretOf(key)
  if (scalar === undefined) throw new TypeError(`privateKey: expected a key on a curve, found ${key.kind}`)
  return scalar
}

/** Makes the object that stands for a secret. */
export function keepSecret(publicKey: PublicKey, secret: Secret): PrivateKey {
  const { kind } = publicKey
  if (kind === 'DSA') throw new TypeError('publicKey: there are no private keys of DSA here')
  const key: PrivateKey = Object.freeze({ kind, publicKey })
  secrets.set(key, secret)
  return key
}

/**
 * Overwrites what a private key stands for, and makes every later use of it a `TypeError`. Signers that hold the key
 * are of no use from then on either. Forgetting twice is no mistake.
 *
 * What JavaScript cannot promise: numbers (`bigint`) that portable code computed with, native keys that
 * `node:crypto` holds until they are collected, texts (PEM, JWK, passwords), and copies that the caller or the memory
 * management of the platform made. Where that matters, keep the key in a device.
 *
 * @example
 * ```ts
 * const key = await decryptPrivateKey(pem, password)
 * const signature = await createSigner(key).sign(message)
 * forgetPrivateKey(key)
 * ```
 */
export function forgetPrivateKey(key: PrivateKey): void {
  const secret = secrets.get(key)
  if (secret === 'forgotten') return
  const { pkcs8, scalar } = secretOf(key)
  pkcs8.fill(0)
  scalar?.fill(0)
  secrets.set(key, 'forgotten')
}
