import { assertOctets } from '../../bytes/octets.ts'
import { type Hasher, sm3 } from '../../gm/sm3.ts'
import { CURVE_LENGTHS, isCurve } from '../curve.ts'
import { readDerSignature, writeDerSignature } from '../ec-signature.ts'
import type { PublicKey, PublicKeyKind } from '../key.ts'
import { createLru } from '../lru.ts'
import { type PrivateKey, type Secret, secretOf } from '../private-key.ts'
import { rsaEncryptionSpki } from '../public-key.ts'
import { modulusLength } from '../rsa-verify.ts'
import type { KeyObject, NodeCrypto } from './node-module.ts'
import { portableProvider } from './portable.ts'
import type { Provider, RsaParameters, Sha2 } from './provider.ts'

const HASH_NAMES: Readonly<Record<Sha2, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

/** Bytes of ours, so that nobody meets a `Buffer` with methods that mean other things. */
const own = (bytes: Uint8Array) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** What `node:crypto` claims to do; whether it does is for the self-tests to say. */
export function createNodeProvider(crypto: NodeCrypto): Provider {
  const keys = createKeyCache(crypto)
  return {
    SM3: createSm3Provider(crypto),
    SM2: createSm2Provider(crypto, keys),
    SM4: createSm4Provider(crypto),
    SHA2: createSha2Provider(crypto),
    ECDSA: createEcdsaProvider(crypto, keys),
    Ed25519: createEdwardsProvider(crypto, keys, 64),
    Ed448: createEdwardsProvider(crypto, keys, 114),
    RSA: createRsaProvider(crypto, keys),
  }
}

interface KeyCache {
  publicKey(key: PublicKey): KeyObject
  privateKey(key: PrivateKey): KeyObject
}

/**
 * Imports keys once: by object, and by content for the same key read again, as that of an issuer is from many files.
 *
 * Only re-imported keys come in, never generated ones: `node:crypto` would sign plain ECDSA with a generated SM2 key.
 */
function createKeyCache(crypto: NodeCrypto): KeyCache {
  const publicKeys = new WeakMap<PublicKey, KeyObject>()
  const privateKeys = new WeakMap<Secret, KeyObject>()
  const seen = createLru<KeyObject>(256)
  return {
    publicKey(key) {
      const kept = publicKeys.get(key)
      if (kept !== undefined) return kept
      const made = seen.get(key.spki, () =>
        crypto.createPublicKey({ key: rsaEncryptionSpki(key), format: 'der', type: 'spki' }),
      )
      publicKeys.set(key, made)
      return made
    },
    privateKey(key) {
      const secret = secretOf(key)
      const kept = privateKeys.get(secret)
      if (kept !== undefined) return kept
      const made = crypto.createPrivateKey({ key: secret.pkcs8, format: 'der', type: 'pkcs8' })
      privateKeys.set(secret, made)
      return made
    },
  }
}

/**
 * Octets from the string that `latin1` makes of them, one character each. The calls that return a `Buffer` take two to
 * three times as long: each allocates memory outside the heap.
 */
function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

function createDigest(crypto: NodeCrypto, name: string) {
  const { hash } = crypto
  const streamed = (parts: readonly Uint8Array[]) => {
    const hasher = crypto.createHash(name)
    for (const part of parts) hasher.update(part)
    return fromLatin1(hasher.digest('latin1'))
  }
  if (hash === undefined) return streamed
  return (parts: readonly Uint8Array[]) => {
    const [only] = parts
    return parts.length === 1 && only !== undefined ? fromLatin1(hash(name, only, 'latin1')) : streamed(parts)
  }
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0)

function createHasher(crypto: NodeCrypto, name: string): Hasher {
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

function createHmac(
  crypto: NodeCrypto,
  name: string,
  key: Uint8Array,
  parts: readonly Uint8Array[],
): Uint8Array {
  const state = crypto.createHmac(name, key)
  for (const part of parts) state.update(part)
  return fromLatin1(state.digest('latin1'))
}

/** Up to here, going to native code and back takes longer than the hash does (measured on Node 20). */
const SHORT = 128

function createSm3Provider(crypto: NodeCrypto): Provider['SM3'] {
  const native = createDigest(crypto, 'sm3')
  return {
    digest: (parts) => (lengthOf(parts) <= SHORT ? sm3(...parts) : native(parts)),
    hmac: (key, parts) => createHmac(crypto, 'sm3', key, parts),
    createHasher: () => createHasher(crypto, 'sm3'),
  }
}

function createSha2Provider(crypto: NodeCrypto): Provider['SHA2'] {
  const digests = {
    'SHA-256': createDigest(crypto, 'sha256'),
    'SHA-384': createDigest(crypto, 'sha384'),
    'SHA-512': createDigest(crypto, 'sha512'),
  }
  return {
    digest: (hash, parts) => digests[hash](parts),
    hmac: (hash, key, parts) => createHmac(crypto, HASH_NAMES[hash], key, parts),
    createHasher: (hash) => createHasher(crypto, HASH_NAMES[hash]),
  }
}

/** The streaming calls alone are right: the one-shot ones take the empty user id whatever they are given. */
function createSm2Provider(crypto: NodeCrypto, keys: KeyCache): Provider['SM2'] {
  // The known answers are of verifying, which needs no private key; the first signature made is then held against it.
  let signsRight: boolean | undefined

  const sign: Provider['SM2']['sign'] = (key, z, message) => {
    if (signsRight === false) return portableProvider.SM2.sign(key, z, message)
    const state = crypto.createSign('sm3')
    state.update(z)
    state.update(message)
    const signature = readDerSignature(own(state.sign(keys.privateKey(key))), CURVE_LENGTHS.SM2)
    signsRight ??= signature !== undefined && verify(key.publicKey, z, message, signature)
    if (signsRight && signature !== undefined) return signature
    return portableProvider.SM2.sign(key, z, message)
  }

  const verify: Provider['SM2']['verify'] = (key, z, message, signature, der) => {
    if (signature.length !== 2 * CURVE_LENGTHS.SM2) return false
    const state = crypto.createVerify('sm3')
    state.update(z)
    state.update(message)
    return state.verify(keys.publicKey(key), der ?? writeDerSignature(signature))
  }
  return { sign, verify }
}

function createSm4Provider(crypto: NodeCrypto): Provider['SM4'] {
  // The last call gives nothing: whole blocks go in without padding, and CTR is a stream.
  const whole = (cipher: ReturnType<NodeCrypto['createCipheriv']>, data: Uint8Array) => {
    cipher.setAutoPadding(false)
    const output = own(cipher.update(data))
    cipher.final()
    return output
  }
  const NO_IV = new Uint8Array(0)
  return {
    encryptEcb: (key, blocks) => whole(crypto.createCipheriv('sm4-ecb', key, NO_IV), blocks),
    decryptEcb: (key, blocks) => whole(crypto.createDecipheriv('sm4-ecb', key, NO_IV), blocks),
    encryptCbc: (key, iv, blocks) => whole(crypto.createCipheriv('sm4-cbc', key, iv), blocks),
    decryptCbc: (key, iv, blocks) => whole(crypto.createDecipheriv('sm4-cbc', key, iv), blocks),
    applyCtr: (key, counter, data) => whole(crypto.createCipheriv('sm4-ctr', key, counter), data),
  }
}

/**
 * P-521 with a shorter hash than its own goes to portable code: what some platforms make of so short a hash on so
 * large a curve is an error (seen in Deno 2).
 */
const isUncommon = (kind: PublicKeyKind, hash: Sha2) => kind === 'P-521' && hash !== 'SHA-512'

function createEcdsaProvider(crypto: NodeCrypto, keys: KeyCache): Provider['ECDSA'] {
  return {
    sign(key, hash, message) {
      if (isUncommon(key.kind, hash)) return portableProvider.ECDSA.sign(key, hash, message)
      return own(
        crypto.sign(HASH_NAMES[hash], message, { key: keys.privateKey(key), dsaEncoding: 'ieee-p1363' }),
      )
    },
    verify(key, hash, message, signature, der) {
      if (!isCurve(key.kind) || signature.length !== 2 * CURVE_LENGTHS[key.kind]) return false
      if (isUncommon(key.kind, hash)) return portableProvider.ECDSA.verify(key, hash, message, signature)
      // A little faster than the one-shot call, which looks its hash up anew (OpenSSL 3).
      const state = crypto.createVerify(HASH_NAMES[hash])
      state.update(message)
      return der === undefined
        ? state.verify({ key: keys.publicKey(key), dsaEncoding: 'ieee-p1363' }, signature)
        : state.verify(keys.publicKey(key), der)
    },
  }
}

function createEdwardsProvider(crypto: NodeCrypto, keys: KeyCache, length: number): Provider['Ed25519'] {
  return {
    sign: (key, message) => own(crypto.sign(null, message, keys.privateKey(key))),
    verify: (key, message, signature) =>
      signature.length === length && crypto.verify(null, message, keys.publicKey(key), signature),
  }
}

function createRsaProvider(crypto: NodeCrypto, keys: KeyCache): Provider['RSA'] {
  const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = crypto.constants
  const options = (parameters: RsaParameters) =>
    parameters.padding === 'PSS'
      ? { padding: RSA_PKCS1_PSS_PADDING, saltLength: parameters.saltLength }
      : { padding: RSA_PKCS1_PADDING }
  return {
    sign: (key, parameters, message) =>
      own(
        crypto.sign(HASH_NAMES[parameters.hash], message, {
          key: keys.privateKey(key),
          ...options(parameters),
        }),
      ),
    // OpenSSL takes a signature from which leading zeros are gone; RFC 8017, 8.1.2 and 8.2.2, does not.
    verify: (key, parameters, message, signature) =>
      signature.length === modulusLength(key) &&
      crypto.verify(
        HASH_NAMES[parameters.hash],
        message,
        { key: keys.publicKey(key), ...options(parameters) },
        signature,
      ),
  }
}
