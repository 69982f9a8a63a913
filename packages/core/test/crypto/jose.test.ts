import { createPublicKey, verify as nodeVerify } from 'node:crypto'
import { readTruthJson, testTruth } from '@xinyin/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  concatBytes,
  createPrivateKey,
  createSigner,
  decodeBase64Url,
  encodeUtf8,
  joseScheme,
  type KeyKind,
  type PrivateKey,
  parsePublicKey,
  verifySm2,
} from '../../src/index.ts'
import { describeEachProvider } from './each-provider.ts'

const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'Ed448',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
]
const PROFILES = [
  { alg: 'SM2SM3', encoding: 'DER' },
  { alg: 'SM2', encoding: 'raw' },
  { alg: 'SM2', encoding: 'raw', userId: new Uint8Array(0) },
] as const
const MESSAGE = encodeUtf8('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0')

const keys = new Map<KeyKind, PrivateKey>()
beforeAll(async () => {
  for (const kind of ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448'] as const)
    keys.set(kind, await createPrivateKey(kind))
})

describeEachProvider('JOSE', () => {
  test.each([...ALGORITHMS, ...PROFILES])('%o signs and verifies', async (algorithm) => {
    const scheme = joseScheme(algorithm)!
    const key = keys.get(scheme.kind)!
    const signature = await scheme.sign(key, MESSAGE)
    expect(await scheme.verify(key.publicKey, MESSAGE, signature)).toBe(true)
    expect(await scheme.verify(key.publicKey, MESSAGE.with(0, 0), signature)).toBe(false)
    expect(await scheme.verify(key.publicKey, MESSAGE, concatBytes(signature, Uint8Array.of(0)))).toBe(false)
    expect(await scheme.verify(key.publicKey, MESSAGE, signature.subarray(1))).toBe(false)
    expect(await scheme.verify(key.publicKey, MESSAGE, signature.with(9, (signature[9] ?? 0) ^ 1))).toBe(
      false,
    )
    expect(await scheme.verify(key.publicKey, MESSAGE, new Uint8Array(0))).toBe(false)
  })

  test.each([...ALGORITHMS, ...PROFILES])('%o takes no key of another kind', async (algorithm) => {
    const scheme = joseScheme(algorithm)!
    const signature = await scheme.sign(keys.get(scheme.kind)!, MESSAGE)
    for (const [kind, key] of keys) {
      if (kind === scheme.kind) continue
      expect(await scheme.verify(key.publicKey, MESSAGE, signature)).toBe(false)
      await expect(scheme.sign(key, MESSAGE)).rejects.toThrow(TypeError)
      await expect(scheme.sign(createSigner(key), MESSAGE)).rejects.toThrow(TypeError)
    }
  })

  test.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed448', 'RS256', ...PROFILES.slice(0, 2)])(
    '%o signs through a signer, as a device would',
    async (algorithm) => {
      const scheme = joseScheme(algorithm)!
      const signer = createSigner(keys.get(scheme.kind)!)
      const signature = await scheme.sign(signer, MESSAGE)
      expect(await scheme.verify(signer.publicKey, MESSAGE, signature)).toBe(true)
    },
  )

  test.each(['PS256', 'PS384', 'PS512'])('%s signs through a signer of PSS', async (alg) => {
    const hash = `SHA-${alg.slice(2)}` as 'SHA-256'
    const signer = createSigner(keys.get('RSA')!, { padding: 'PSS', hash })
    const scheme = joseScheme(alg)!
    expect(await scheme.verify(signer.publicKey, MESSAGE, await scheme.sign(signer, MESSAGE))).toBe(true)
    for (const other of ['PS256', 'PS384', 'PS512', 'RS256'].filter((name) => name !== alg))
      await expect(joseScheme(other)!.sign(signer, MESSAGE)).rejects.toThrow(TypeError)
  })

  test('a signer of another hash or padding is refused', async () => {
    const rs512 = createSigner(keys.get('RSA')!, { hash: 'SHA-512' })
    for (const alg of ['RS256', 'PS256'])
      await expect(joseScheme(alg)!.sign(rs512, MESSAGE)).rejects.toThrow(TypeError)
    const es = createSigner(keys.get('P-256')!, { hash: 'SHA-384' })
    await expect(joseScheme('ES256')!.sign(es, MESSAGE)).rejects.toThrow(TypeError)
  })

  test('a signer that returns no DER is refused', async () => {
    const signer = { ...createSigner(keys.get('P-256')!), sign: async () => new Uint8Array(64).fill(1) }
    await expect(joseScheme('ES256')!.sign(signer, MESSAGE)).rejects.toThrow(TypeError)
  })

  test('ECDSA signatures have one length and are what node:crypto takes', async () => {
    for (const [alg, length, hash] of [
      ['ES256', 64, 'sha256'],
      ['ES384', 96, 'sha384'],
      ['ES512', 132, 'sha512'],
    ] as const) {
      const scheme = joseScheme(alg)!
      const key = keys.get(scheme.kind)!
      const signature = await scheme.sign(key, MESSAGE)
      expect(signature.length).toBe(length)
      const nodeKey = createPublicKey({ key: Buffer.from(key.publicKey.spki), format: 'der', type: 'spki' })
      expect(nodeVerify(hash, MESSAGE, { key: nodeKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
    }
  })

  test('an SM2 profile is SM2 with its encoding and its id', async () => {
    const key = keys.get('SM2')!
    const der = await joseScheme({ alg: 'SM2SM3', encoding: 'DER' })!.sign(key, MESSAGE)
    expect(await verifySm2(key.publicKey, MESSAGE, der)).toBe(true)
    const empty = { alg: 'SM2', encoding: 'raw', userId: new Uint8Array(0) } as const
    const raw = await joseScheme(empty)!.sign(key, MESSAGE)
    expect(raw.length).toBe(64)
    expect(await verifySm2(key.publicKey, MESSAGE, raw, { encoding: 'raw', userId: new Uint8Array(0) })).toBe(
      true,
    )
    expect(await verifySm2(key.publicKey, MESSAGE, raw, { encoding: 'raw' })).toBe(false)
    expect(await joseScheme({ alg: 'SM2', encoding: 'DER' })!.verify(key.publicKey, MESSAGE, raw)).toBe(false)
  })

  testTruth.each([
    ['jws/4_1.rsa_v15_signature.json'],
    ['jws/4_2.rsa-pss_signature.json'],
    ['jws/4_3.ecdsa_signature.json'],
    ['curve25519/jws.json'],
  ])('the cookbook of RFC 7520, %s', async (file) => {
    const { input, signing, output } = readTruthJson<Cookbook>(`jose/${file}`)
    const spki = createPublicKey({ key: input.key, format: 'jwk' }).export({ format: 'der', type: 'spki' })
    const [header = '', payload = '', signature = ''] = output.compact.split('.')
    const scheme = joseScheme(signing.protected.alg)!
    const message = encodeUtf8(`${header}.${payload}`)
    const key = parsePublicKey(new Uint8Array(spki))
    expect(await scheme.verify(key, message, decodeBase64Url(signature))).toBe(true)
    expect(await scheme.verify(key, encodeUtf8(`${header}.${payload}A`), decodeBase64Url(signature))).toBe(
      false,
    )
  })
})

interface Cookbook {
  readonly input: { readonly key: { kty: string } }
  readonly signing: { readonly protected: { readonly alg: string } }
  readonly output: { readonly compact: string }
}

describe('joseScheme', () => {
  test.each([
    'none',
    'None',
    '',
    'HS256',
    'HS512',
    'ES256K',
    'RS1',
    'SM2',
    'SM2SM3',
    'es256',
    '__proto__',
    'constructor',
  ])('does not know %s', (alg) => {
    expect(joseScheme(alg)).toBeUndefined()
  })

  test('a profile cannot take the name of another algorithm', () => {
    for (const alg of ['ES256', 'none', 'None', 'HS256', 'ES256K', '']) {
      expect(() => joseScheme({ alg, encoding: 'raw' })).toThrow(TypeError)
    }
  })
})
