import { expect } from 'vitest'
import type { Algorithm } from '../../src/crypto/provider/provider.ts'
import {
  agreeSm2Key,
  decryptSm2,
  decryptSm4Cbc,
  decryptSm4Ccm,
  decryptSm4Ctr,
  decryptSm4Ecb,
  decryptSm4Gcm,
  encryptSm2,
  encryptSm4Cbc,
  encryptSm4Ccm,
  encryptSm4Ctr,
  encryptSm4Ecb,
  encryptSm4Gcm,
  pbkdf2,
} from '../../src/gm/index.ts'
import {
  createDigest,
  createPrivateKey,
  createSigner,
  digest,
  encodeUtf8,
  hmac,
  joseScheme,
  type KeyKind,
  type PrivateKey,
  parsePrivateKey,
  parsePublicKey,
  signatureScheme,
  signSm2,
  verifySm2,
} from '../../src/index.ts'
import { exportPrivateKey } from '../../src/keys/index.ts'

/** What every provider has to keep: each clause does something with an algorithm and checks what comes of it. */
interface Clause {
  readonly algorithm: Algorithm
  readonly what: string
  run(): Promise<void>
}

const MESSAGE = encodeUtf8('电子证照与电子印章')
const KEY = new Uint8Array(16).map((_, i) => 17 * i)

const keys = new Map<KeyKind, Promise<PrivateKey>>()
const keyOf = (kind: KeyKind): Promise<PrivateKey> => {
  const kept = keys.get(kind) ?? createPrivateKey(kind)
  keys.set(kind, kept)
  return kept
}

type Options = Parameters<typeof createSigner>[1]

/** Signs, and verifies what it should and should not, with the key as it was made and as it is read again. */
const signs = (algorithm: Algorithm, kind: KeyKind, what: string, options: Options = {}): Clause => ({
  algorithm,
  what,
  async run() {
    const made = await keyOf(kind)
    const read = parsePrivateKey(exportPrivateKey(made))
    const verifyOptions = options.userId === undefined ? {} : { userId: options.userId }
    for (const signer of [createSigner(made, options), createSigner(read, options)]) {
      const signature = await signer.sign(MESSAGE)
      const scheme = signatureScheme({ oid: signer.algorithm, parameters: signer.parameters })!
      for (const publicKey of [made.publicKey, parsePublicKey(made.publicKey.spki)]) {
        expect(await scheme.verify(publicKey, MESSAGE, signature, verifyOptions)).toBe(true)
        expect(await scheme.verify(publicKey, MESSAGE.with(3, 0), signature, verifyOptions)).toBe(false)
        const altered = signature.with(signature.length - 2, (signature.at(-2) ?? 0) ^ 1)
        expect(await scheme.verify(publicKey, MESSAGE, altered, verifyOptions)).toBe(false)
        expect(await scheme.verify(publicKey, MESSAGE, signature.subarray(1), verifyOptions)).toBe(false)
        expect(await scheme.verify(publicKey, MESSAGE, new Uint8Array(0), verifyOptions)).toBe(false)
      }
    }
  },
})

const HASHES = ['SHA-256', 'SHA-384', 'SHA-512'] as const

const signatures: readonly Clause[] = [
  signs('SM2', 'SM2', 'SM2 with the default id'),
  signs('SM2', 'SM2', 'SM2 with an id', { userId: encodeUtf8('ALICE123@YAHOO.COM') }),
  signs('SM2', 'SM2', 'SM2 with the empty id', { userId: new Uint8Array(0) }),
  ...(['P-256', 'P-384', 'P-521'] as const).flatMap((kind) =>
    HASHES.map((hash) => signs('ECDSA', kind, `ECDSA on ${kind} with ${hash}`, { hash })),
  ),
  ...(['PKCS1', 'PSS'] as const).flatMap((padding) =>
    HASHES.map((hash) => signs('RSA', 'RSA', `RSA ${padding} with ${hash}`, { hash, padding })),
  ),
  signs('Ed25519', 'Ed25519', 'Ed25519'),
  signs('Ed448', 'Ed448', 'Ed448'),
  {
    algorithm: 'SM2',
    what: 'SM2, r ‖ s',
    async run() {
      const key = await keyOf('SM2')
      const signature = await signSm2(key, MESSAGE, { encoding: 'raw' })
      expect(await verifySm2(key.publicKey, MESSAGE, signature, { encoding: 'raw' })).toBe(true)
      expect(await verifySm2(key.publicKey, MESSAGE, signature)).toBe(false)
    },
  },
  {
    algorithm: 'SM2',
    what: 'SM2 in JOSE',
    async run() {
      const key = await keyOf('SM2')
      const scheme = joseScheme({ alg: 'SM2SM3', encoding: 'raw' })!
      expect(await scheme.verify(key.publicKey, MESSAGE, await scheme.sign(key, MESSAGE))).toBe(true)
    },
  },
]

const others: readonly Clause[] = [
  {
    algorithm: 'SM2',
    what: 'SM2 encryption',
    async run() {
      const key = await keyOf('SM2')
      for (const encoding of ['C1C3C2', 'C1C2C3', 'DER'] as const) {
        const ciphertext = await encryptSm2(key.publicKey, MESSAGE, { encoding })
        expect(await decryptSm2(key, ciphertext, { encoding })).toEqual(MESSAGE)
      }
    },
  },
  {
    algorithm: 'SM2',
    what: 'SM2 key exchange',
    async run() {
      const [a, b] = [await createPrivateKey('SM2'), await keyOf('SM2')]
      const [ra, rb] = [await createPrivateKey('SM2'), await createPrivateKey('SM2')]
      const side = (
        role: 'initiator' | 'responder',
        own: PrivateKey,
        r: PrivateKey,
        peer: PrivateKey,
        s: PrivateKey,
      ) =>
        agreeSm2Key({
          role,
          privateKey: own,
          ephemeral: r,
          peer: { publicKey: peer.publicKey, ephemeral: s.publicKey.point! },
          length: 16,
        })
      const [one, other] = [side('initiator', a, ra, b, rb), side('responder', b, rb, a, ra)]
      expect(one.key).toEqual(other.key)
      expect(one.confirms(other.confirmation) && other.confirms(one.confirmation)).toBe(true)
    },
  },
  {
    algorithm: 'SM4',
    what: 'SM4 in every mode',
    async run() {
      const parameters = { key: KEY, iv: KEY, nonce: KEY.subarray(4), associatedData: MESSAGE }
      for (const [encrypt, decrypt] of [
        [encryptSm4Ecb, decryptSm4Ecb],
        [encryptSm4Cbc, decryptSm4Cbc],
        [encryptSm4Ctr, decryptSm4Ctr],
        [encryptSm4Gcm, decryptSm4Gcm],
        [encryptSm4Ccm, decryptSm4Ccm],
      ] as const) {
        for (const length of [0, 1, 16, 1000, 20_000]) {
          const plaintext = new Uint8Array(length).fill(7)
          expect(decrypt(parameters, encrypt(parameters, plaintext))).toEqual(plaintext)
        }
      }
    },
  },
  {
    algorithm: 'SM3',
    what: 'hashes, HMAC and PBKDF2',
    async run() {
      for (const name of ['SM3', ...HASHES] as const) {
        const long = new Uint8Array(1000)
        expect(createDigest(name).update(long).update(MESSAGE).digest()).toEqual(digest(name, long, MESSAGE))
        expect(hmac(name, KEY, long)).not.toEqual(hmac(name, MESSAGE, long))
        expect((await pbkdf2(name, MESSAGE, KEY, 3, 20)).length).toBe(20)
      }
    },
  },
]

export const CONTRACT: readonly Clause[] = [...signatures, ...others]
