import { encodeBase64Url, encodeUtf8, type KeyKind, type Signer } from '@xinyin/core'
import { encodeInteger, encodeSequence } from '@xinyin/core/der'
import { compactVerify, exportJWK, importJWK, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { type ClientKey, exportClientJwk } from '../../src/index.ts'
import { openClientKey, signJws } from '../../src/keys/client-key.ts'
import { keyPair } from '../hostile-provider.ts'

/** A signer as the core makes it: DER signatures, whatever the key. */
async function createSigner(alg: string, kind: KeyKind, algorithm: string, scalar?: number): Promise<Signer> {
  const { privateKey, publicKey } = await keyPair(alg, 'client')
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
  const raw = await openClientKey(privateKey)
  return {
    algorithm,
    publicKey: { kind, spki, point: undefined },
    async sign(message) {
      const signature = await raw.sign(message)
      if (scalar === undefined) return signature
      const number = (bytes: Uint8Array) =>
        encodeInteger(BigInt(`0x${[...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')}`))
      return encodeSequence(number(signature.subarray(0, scalar)), number(signature.subarray(scalar)))
    },
  }
}

const signers: [alg: string, kind: KeyKind, oid: string, scalar?: number][] = [
  ['ES256', 'P-256', '1.2.840.10045.4.3.2', 32],
  ['ES384', 'P-384', '1.2.840.10045.4.3.3', 48],
  ['ES512', 'P-521', '1.2.840.10045.4.3.4', 66],
  ['EdDSA', 'Ed25519', '1.3.101.112'],
  ['RS256', 'RSA', '1.2.840.113549.1.1.11'],
]

async function verifies(key: ClientKey, jwk: JWK, alg: string) {
  const token = await signJws(await openClientKey(key, 'kid'), { sub: 'x' })
  const { protectedHeader } = await compactVerify(token, await importJWK(jwk, alg))
  expect(protectedHeader).toEqual({ alg, kid: 'kid' })
}

describe('a client key', () => {
  test.each(signers)('of a signer signs %s as others verify it', async (alg, kind, oid, scalar) => {
    const signer = await createSigner(alg, kind, oid, scalar)
    const jwk = await exportClientJwk(signer)
    expect(jwk).toMatchObject({ alg, use: 'sig' })
    expect(jwk).not.toHaveProperty('d')
    // Numbers with leading zeros are one in 128 signatures.
    for (let i = 0; i < (scalar === 32 ? 300 : 3); i++) await verifies(signer, jwk, alg)
  })

  test.each(['ES256', 'ES384', 'ES512', 'EdDSA', 'PS256', 'RS256'])(
    'of WebCrypto or JWK signs %s',
    async (alg) => {
      const { privateKey, publicKey } = await keyPair(alg, 'client')
      const secret = { ...(await exportJWK(privateKey)), alg }
      const jwk = await exportClientJwk(secret)
      expect(Object.keys(jwk).sort()).not.toContain('d')
      await verifies(privateKey, await exportJWK(publicKey), alg)
      await verifies(secret, jwk, alg)
    },
  )

  const sm2: Signer = {
    algorithm: '1.2.156.10197.1.501',
    publicKey: { kind: 'SM2', spki: new Uint8Array(), point: undefined },
    sign: async () => new Uint8Array(),
  }
  const useless: [name: string, key: () => Promise<ClientKey>][] = [
    ['is public', async () => (await keyPair('ES256')).publicKey],
    ['is a public JWK', async () => exportJWK((await keyPair('ES256')).publicKey)],
    ['is symmetric', async () => ({ kty: 'oct', k: 'AAAA', d: 'AAAA' })],
    ['is on an unknown curve', async () => ({ kty: 'EC', crv: 'secp256k1', d: 'AAAA' })],
    ['is for SM2, for which JOSE has no name', async () => sm2],
    ['is on one curve and hashes for another', async () => ({ ...sm2, algorithm: '1.2.840.10045.4.3.2' })],
  ]
  test.each(useless)('is refused when it %s', async (_, key) => {
    await expect(openClientKey(await key())).rejects.toMatchObject({ code: 'ERR_SSO_CLIENT_KEY' })
  })

  test('is refused when its signatures have another size', async () => {
    const signer = await createSigner('ES256', 'P-256', '1.2.840.10045.4.3.2', 32)
    const broken: Signer = {
      ...signer,
      sign: async () => encodeSequence(encodeInteger(1n << 260n), encodeInteger(1n)),
    }
    const opened = await openClientKey(broken)
    await expect(opened.sign(encodeUtf8('x'))).rejects.toMatchObject({ code: 'ERR_SSO_CLIENT_KEY' })
  })

  test('tells its thumbprint as key id', async () => {
    const { publicKey, privateKey } = await keyPair('ES256', 'client')
    const { crv, kty, x, y } = await exportJWK(publicKey)
    const text = JSON.stringify({ crv, kty, x, y })
    const digest = await crypto.subtle.digest('SHA-256', encodeUtf8(text) as BufferSource)
    const jwk = await exportClientJwk(await exportJWK(privateKey))
    expect(jwk.kid).toBe(encodeBase64Url(new Uint8Array(digest)))
  })
})
