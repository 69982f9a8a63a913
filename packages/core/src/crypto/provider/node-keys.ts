import { encodeBase64Url } from '../../bytes/base64.ts'
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
    const made = seen.get(key.spki, () => importPublicKey(crypto, key))
    publicKeys.set(key, made)
    return made
  }
}

/**
 * A key on a NIST curve goes in by its coordinates, which OpenSSL 3 imports in three quarters of the time that it takes to
 * find out what DER is: that of a holder is met once, and nothing that was kept helps. Either way the platform looks itself
 * whether the point is on the curve.
 */
function importPublicKey(crypto: NodeCrypto, key: PublicKey): KeyObject {
  const { kind, point } = key
  if (point === undefined || kind === 'SM2')
    return crypto.createPublicKey({ key: rsaEncryptionSpki(key), format: 'der', type: 'spki' })
  const size = (point.length - 1) / 2
  const x = encodeBase64Url(point.subarray(1, 1 + size))
  const y = encodeBase64Url(point.subarray(1 + size))
  return crypto.createPublicKey({ key: { kty: 'EC', crv: kind, x, y }, format: 'jwk' })
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
