import { createPrivateKey, digest, encodeBase64Url, encodeUtf8, type PrivateKey } from '@xinyin/core'
import { signJws } from '@xinyin/core/jws'
import { exportJwk } from '@xinyin/core/keys'
import { describe, expect, test } from 'vitest'
import { createKeySource, inspectIdToken, type Sm2TokenProfile } from '../../src/index.ts'
import {
  CLIENT,
  createBench,
  goodClaims,
  ISSUER,
  Jar,
  keyPair,
  mint,
  NOW,
  publicJwk,
  signIn,
} from '../hostile-provider.ts'

const RAW: Sm2TokenProfile = { alg: 'SM2', encoding: 'raw', crv: 'SM2' }
const DER: Sm2TokenProfile = { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' }
const NAMED: Sm2TokenProfile = { ...RAW, userId: encodeUtf8('province') }

const key = await createPrivateKey('SM2')
const other = await createPrivateKey('SM2')

const published = (from: PrivateKey, { crv, alg }: Sm2TokenProfile, kid = 'sm2') => ({
  ...exportJwk(from.publicKey, { sm2: { crv, alg } }),
  kid,
  use: 'sig',
})

async function inspect(
  token: string,
  keys: unknown[],
  sm2: Sm2TokenProfile | undefined,
  algorithms: string[],
) {
  const source = createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => Response.json({ keys }),
    () => new Date(NOW * 1000),
    sm2 === undefined ? {} : { sm2 },
  )
  const report = await inspectIdToken(token, {
    issuer: ISSUER,
    clientId: CLIENT,
    algorithms,
    keys: source,
    now: NOW,
    nonce: 'nonce',
    accessToken: 'access',
  })
  const wrong = report.checks.find(({ status }) => status === 'failed')
  return wrong === undefined ? report.verdict : `${wrong.id} ${wrong.code}`
}

const good = JSON.stringify(goodClaims('nonce'))
const sign = (profile: Sm2TokenProfile, payload = good, by = key) =>
  signJws({ kid: 'sm2' }, payload, by, profile)

describe.each([
  ['r ‖ s', RAW],
  ['DER', DER],
  ['an identity of its own', NAMED],
])('tokens signed with SM2 as %s', (_, profile) => {
  const keys = [published(key, profile)]

  test('pass', async () => {
    expect(await inspect(await sign(profile), keys, profile, [profile.alg])).toBe('passed')
  })

  test('fail by another key', async () => {
    const token = await sign(profile, good, other)
    expect(await inspect(token, keys, profile, [profile.alg])).toBe(
      'id-token.signature ERR_SSO_TOKEN_SIGNATURE',
    )
  })

  test('fail where the algorithm is not taken', async () => {
    expect(await inspect(await sign(profile), keys, profile, ['ES256'])).toBe(
      'id-token.algorithm ERR_SSO_TOKEN_ALGORITHM',
    )
  })

  test('fail where nobody has said how SM2 is written', async () => {
    expect(await inspect(await sign(profile), keys, undefined, [profile.alg])).toBe(
      'id-token.key ERR_SSO_KEY_UNKNOWN',
    )
  })

  test.each([
    ['the access token', 'access', 'passed'],
    ['another', 'other', 'id-token.access-token ERR_SSO_TOKEN_ACCESS_HASH'],
  ])('vouch with SM3 for %s', async (_, accessToken, result) => {
    const hash = encodeBase64Url(digest('SM3', encodeUtf8(accessToken)).subarray(0, 16))
    const token = await sign(profile, JSON.stringify({ ...goodClaims('nonce'), at_hash: hash }))
    expect(await inspect(token, keys, profile, [profile.alg])).toBe(result)
  })
})

test.each([
  ['r ‖ s for DER', { ...DER, encoding: 'raw' as const }, DER],
  ['DER for r ‖ s', { ...RAW, encoding: 'DER' as const }, RAW],
  ['another identity', { ...RAW, userId: encodeUtf8('somebody') }, RAW],
])('a token fails that is signed with %s', async (_, signed, expected) => {
  const token = await sign(signed)
  expect(await inspect(token, [published(key, expected)], expected, [expected.alg])).toBe(
    'id-token.signature ERR_SSO_TOKEN_SIGNATURE',
  )
})

describe('during a migration, one set has keys of both kinds', () => {
  const algorithms = ['RS256', 'ES256', 'PS256', 'EdDSA', 'SM2']
  const keys = async () => [
    published(key, RAW),
    ...(await Promise.all(['RS256', 'ES256', 'PS256', 'EdDSA'].map((alg) => publicJwk(alg, alg)))),
  ]

  test.each(['RS256', 'ES256', 'PS256', 'EdDSA'])('and %s tokens pass beside SM2', async (alg) => {
    const token = await mint(goodClaims('nonce'), { alg, kid: alg })
    expect(await inspect(token, await keys(), RAW, algorithms)).toBe('passed')
    expect(await inspect(await sign(RAW), await keys(), RAW, algorithms)).toBe('passed')
  })

  test.each(['RS256', 'ES256', 'PS256', 'EdDSA'])(
    'and an SM2 token under the key of %s fails',
    async (alg) => {
      const token = await signJws({ kid: alg }, good, key, RAW)
      expect(await inspect(token, await keys(), RAW, algorithms)).toBe('id-token.key ERR_SSO_KEY_UNKNOWN')
    },
  )

  test('and an ES256 token under the SM2 key fails', async () => {
    const token = await mint(goodClaims('nonce'), { alg: 'ES256', kid: 'sm2' })
    expect(await inspect(token, await keys(), RAW, algorithms)).toBe('id-token.key ERR_SSO_KEY_UNKNOWN')
  })

  test('and an SM2 point passed off as one of P-256 is no key', async () => {
    const point = published(key, RAW)
    const passedOff = { ...point, crv: 'P-256', alg: 'ES256' }
    const token = await mint(
      goodClaims('nonce'),
      { alg: 'ES256', kid: 'sm2' },
      (await keyPair('ES256')).privateKey,
    )
    expect(await inspect(token, [passedOff], RAW, algorithms)).toBe('id-token.key ERR_SSO_KEY_UNKNOWN')
  })
})

describe('a portal', () => {
  test('signs people in by SM2 tokens once it is told how they are written', async () => {
    const bench = await createBench({ sm2: DER })
    bench.provider.keys = [published(key, DER)]
    bench.provider.forge = (claims) => sign(DER, JSON.stringify(claims))
    const jar = new Jar()
    expect((await signIn(bench, jar)).status).toBe(303)
    expect(bench.errors).toEqual([])
  })

  test.each([
    ['the name of another algorithm', { ...RAW, alg: 'ES256' }],
    ['no signature', { ...RAW, alg: 'none' }],
    ['an encoding that is none', { ...RAW, encoding: 'hex' }],
    ['no curve', { ...RAW, crv: '' }],
  ])('is not set up with %s for SM2', async (_, sm2) => {
    const made = createBench({ sm2: sm2 as Sm2TokenProfile })
    await expect(made).rejects.toMatchObject({ code: 'ERR_SSO_CONFIGURATION' })
  })
})
