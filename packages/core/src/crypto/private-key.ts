import type { KeyKind, PublicKey } from './key.ts'

/** A private key. What is secret is not in the object: printing, copying or serialising it gives nothing away. */
export interface PrivateKey {
  readonly kind: KeyKind
  readonly publicKey: PublicKey
}

/** What a private key stands for. It never leaves this package but through `exportPrivateKey`. */
interface Secret {
  /** DER `PrivateKeyInfo`. */
  readonly pkcs8: Uint8Array
  /** The scalar of a key on a curve, the seed of an Ed25519 key. */
  readonly scalar: Uint8Array | undefined
}

const secrets = new WeakMap<PrivateKey, Secret>()

export function secretOf(key: PrivateKey): Secret {
  const secret = secrets.get(key)
  if (secret === undefined) throw new TypeError('privateKey: not made by parsePrivateKey or createPrivateKey')
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
  const key: PrivateKey = Object.freeze({ kind: publicKey.kind, publicKey })
  secrets.set(key, secret)
  return key
}

/** Gives a private key away, as PKCS#8 DER: for storing it, encrypted, where it belongs. */
export function exportPrivateKey(key: PrivateKey): Uint8Array {
  return secretOf(key).pkcs8.slice()
}
