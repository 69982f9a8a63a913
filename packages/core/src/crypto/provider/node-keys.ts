import type { PublicKey } from '../key.ts'
import { createLru } from '../lru.ts'
import { type PrivateKey, type Secret, secretOf } from '../private-key.ts'
import { rsaEncryptionSpki } from '../rsa-spki.ts'
import type { KeyObject, NodeCrypto } from './node-module.ts'

/** The keys that one `node:crypto` has imported, whatever algorithm they are used by. */
interface Imported {
  readonly publicKeys: WeakMap<PublicKey, KeyObject>
  readonly privateKeys: WeakMap<Secret, KeyObject>
  readonly seen: ReturnType<typeof createLru<KeyObject>>
}

const imported = /* @__PURE__ */ new WeakMap<NodeCrypto, Imported>()

function importedBy(crypto: NodeCrypto): Imported {
  const kept = imported.get(crypto) ?? {
    publicKeys: new WeakMap(),
    privateKeys: new WeakMap(),
    seen: createLru<KeyObject>(256),
  }
  imported.set(crypto, kept)
  return kept
}

// Keys are imported once: by object, and by content for the same key read again, as that of an issuer is from many files.
// Only re-imported keys come in, never generated ones: `node:crypto` would sign plain ECDSA with a generated SM2 key.

/** Imports public keys of a platform. */
export function nativePublicKeys(crypto: NodeCrypto): (key: PublicKey) => KeyObject {
  const { publicKeys, seen } = importedBy(crypto)
  return (key) => {
    const kept = publicKeys.get(key)
    if (kept !== undefined) return kept
    const made = seen.get(key.spki, () =>
      crypto.createPublicKey({ key: rsaEncryptionSpki(key), format: 'der', type: 'spki' }),
    )
    publicKeys.set(key, made)
    return made
  }
}

/** Imports private keys of a platform. */
export function nativePrivateKeys(crypto: NodeCrypto): (key: PrivateKey) => KeyObject {
  const { privateKeys } = importedBy(crypto)
  return (key) => {
    const secret = secretOf(key)
    const kept = privateKeys.get(secret)
    if (kept !== undefined) return kept
    const made = crypto.createPrivateKey({ key: secret.pkcs8, format: 'der', type: 'pkcs8' })
    privateKeys.set(secret, made)
    return made
  }
}

/** Bytes of ours, so that nobody meets a `Buffer` with methods that mean other things. */
export const own = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
