import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { assertOctets } from '../../bytes/octets.ts'
import { hmacSm3 } from '../../gm/hmac.ts'
import { createSm2Secret, type Sm2Secret, signSm2Digest } from '../../gm/sm2/sign.ts'
import { verifySm2Digest } from '../../gm/sm2/verify.ts'
import { createSm3, type Hasher, sm3 } from '../../gm/sm3.ts'
import {
  applySm4Counter,
  decryptSm4Blocks,
  decryptSm4Singly,
  encryptSm4Blocks,
  encryptSm4Singly,
} from '../../gm/sm4/modes.ts'
import { isCurve } from '../curve.ts'
import { ED448_LENGTH, ED25519_LENGTH } from '../edwards-key.ts'
import type { PublicKey } from '../key.ts'
import { type PrivateKey, type Secret, scalarOf, secretOf } from '../private-key.ts'
import { randomBytes } from '../random.ts'
import { encodeDigestInfo } from '../rsa-pss.ts'
import { verifyRsaPkcs1, verifyRsaPss } from '../rsa-verify.ts'
import type { Provider, Sha2 } from './provider.ts'
import { webcryptoRsa } from './webcrypto.ts'

const SHA2 = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const

function feed(
  hasher: { update(part: Uint8Array): unknown; digest(): Uint8Array },
  parts: readonly Uint8Array[],
) {
  for (const part of parts) hasher.update(part)
  return hasher.digest()
}

function sha2Hasher(hash: Sha2): Hasher {
  const state = SHA2[hash].create()
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

function pointOf(key: PublicKey): Uint8Array {
  if (key.point === undefined) throw new TypeError(`publicKey: expected a key on a curve, found ${key.kind}`)
  return key.point
}

/** The curves that are not SM2's are loaded when they are met: who verifies SM2 loads nothing of them. */
async function loadNistCurve(kind: PublicKey['kind']) {
  if (!isCurve(kind) || kind === 'SM2') throw new TypeError(`key: expected a NIST curve, found ${kind}`)
  return (await import('../nist-curve.ts')).nistCurve(kind)
}

const loadEd25519 = async () => (await import('./ed25519.ts')).ed25519
const loadEd448 = async () => (await import('./ed448.ts')).ed448

const sm2Secrets = new WeakMap<Secret, Sm2Secret>()

function sm2SecretOf(key: PrivateKey): Sm2Secret {
  const secret = secretOf(key)
  const kept = sm2Secrets.get(secret) ?? createSm2Secret(scalarOf(key), randomBytes(32))
  sm2Secrets.set(secret, kept)
  return kept
}

/** Runs wherever JavaScript does; signing with RSA alone is left to WebCrypto, which every platform has. */
export const portableProvider: Provider = {
  SM3: {
    digest: (parts) => sm3(...parts),
    hmac: (key, parts) => hmacSm3(key, ...parts),
    createHasher: createSm3,
  },
  SHA2: {
    digest: (hash, parts) => feed(SHA2[hash].create(), parts),
    hmac: (hash, key, parts) => feed(hmac.create(SHA2[hash], key), parts),
    createHasher: sha2Hasher,
  },
  SM2: {
    sign: (key, z, message) => signSm2Digest(sm2SecretOf(key), sm3(z, message), randomBytes(64)),
    verify: (key, z, message, signature) => verifySm2Digest(pointOf(key), sm3(z, message), signature),
  },
  SM4: {
    encryptEcb: encryptSm4Singly,
    decryptEcb: decryptSm4Singly,
    encryptCbc: encryptSm4Blocks,
    decryptCbc: decryptSm4Blocks,
    applyCtr: applySm4Counter,
  },
  ECDSA: {
    async sign(key, hash, message) {
      const curve = await loadNistCurve(key.kind)
      const options = { prehash: false, lowS: false, extraEntropy: true }
      return curve.sign(SHA2[hash](message), scalarOf(key), options)
    },
    async verify(key, hash, message, signature) {
      const curve = await loadNistCurve(key.kind)
      if (signature.length !== curve.lengths.signature) return false
      return curve.verify(signature, SHA2[hash](message), pointOf(key), { prehash: false, lowS: false })
    },
  },
  // As RFC 8032, 5.1.7 and 5.2.7, and OpenSSL: canonical encodings only, no cofactor.
  Ed25519: {
    sign: async (key, message) => (await loadEd25519()).sign(message, scalarOf(key)),
    async verify(key, message, signature) {
      if (signature.length !== 2 * ED25519_LENGTH) return false
      const publicKey = key.spki.subarray(-ED25519_LENGTH)
      return (await loadEd25519()).verify(signature, message, publicKey, { zip215: false })
    },
  },
  Ed448: {
    sign: async (key, message) => (await loadEd448()).sign(message, scalarOf(key)),
    async verify(key, message, signature) {
      if (signature.length !== 2 * ED448_LENGTH) return false
      const publicKey = key.spki.subarray(-ED448_LENGTH)
      return (await loadEd448()).verify(signature, message, publicKey, { zip215: false })
    },
  },
  RSA: {
    // Raising to a secret power is left to who can do it in constant time.
    sign: webcryptoRsa.sign,
    verify(key, parameters, message, signature) {
      const hash = (...parts: readonly Uint8Array[]) => feed(SHA2[parameters.hash].create(), parts)
      return parameters.padding === 'PSS'
        ? verifyRsaPss(key, hash, hash(message), parameters.saltLength, signature)
        : verifyRsaPkcs1(key, encodeDigestInfo(parameters.hash, hash(message)), signature)
    },
  },
}
