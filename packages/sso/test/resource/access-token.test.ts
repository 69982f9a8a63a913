import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { createKeySource, explain } from '../../src/index.ts'
import { inspectAccessToken } from '../../src/resource/index.ts'
import { type Claims, type Header, ISSUER, keyPair, mint, NOW, publicJwk } from '../hostile-provider.ts'
import {
  API,
  accessClaims,
  accessHeader,
  accessToken,
  bearer,
  claimsWith,
  createGuardBench,
} from './bench.ts'

async function inspect(token: string, keys?: unknown[]) {
  const set = { keys: keys ?? [await publicJwk('ES256', 'k1')] }
  return inspectAccessToken(token, {
    issuer: ISSUER,
    audience: API,
    algorithms: ['ES256', 'PS256', 'EdDSA', 'RS256'],
    keys: createKeySource(
      async () => `${ISSUER}/jwks`,
      async () => Response.json(set),
      () => new Date(NOW * 1000),
    ),
    now: NOW,
  })
}

describe('an access token that is right', () => {
  test.each(['ES256', 'PS256', 'EdDSA', 'RS256'])('signed with %s passes every check', async (alg) => {
    const token = await accessToken({}, { ...accessHeader, alg }, (await keyPair(alg)).privateKey)
    const report = await inspect(token, [await publicJwk(alg, 'k1')])
    expect(report.verdict).toBe('passed')
    expect(report.checks.map(({ id }) => id.replace('access-token.', ''))).toEqual([
      ...['form', 'type', 'algorithm', 'issuer', 'audience', 'expiry', 'not-before', 'issued-at'],
      ...['subject', 'client', 'identifier', 'session', 'key', 'signature'],
    ])
    expect(report.subject).toEqual(accessClaims)
  })

  test.each<[string, Claims, Partial<Header>]>([
    ['for several interfaces', { aud: ['other', API] }, {}],
    ['of a whole media type', {}, { typ: 'application/at+jwt' }],
    ['in capitals', {}, { typ: 'AT+JWT' }],
    ['without a session', { sid: undefined }, {}],
    ['a day old', { iat: NOW - 86_400 }, {}],
    ['expired within the skew of clocks', { exp: NOW - 29 }, {}],
    ['valid half a minute ahead', { nbf: NOW + 30, iat: NOW + 30 }, {}],
  ])('%s passes', async (_, change, header) => {
    expect((await inspect(await accessToken(change, { ...accessHeader, ...header }))).verdict).toBe('passed')
  })
})

/** Each is signed by the issuer's own key: one who has it, or who could make the issuer sign it, gets nowhere. */
const signed: [name: string, check: string, code: string, change: Claims][] = [
  ['no issuer', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: undefined }],
  ['the issuer of another province', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: 'https://other.example' }],
  ['the issuer with a slash', 'issuer', 'ERR_SSO_TOKEN_ISSUER', { iss: `${ISSUER}/` }],
  ['the audience of a sibling', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: 'https://other.example' }],
  ['no audience', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: undefined }],
  ['the client as audience', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: 'portal' }],
  ['audiences within audiences', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', { aud: [[API]] }],
  ['no end', 'expiry', 'ERR_SSO_TOKEN_TIME', { exp: undefined }],
  ['an end that is past', 'expiry', 'ERR_SSO_TOKEN_EXPIRED', { exp: NOW - 30 }],
  ['an end as text', 'expiry', 'ERR_SSO_TOKEN_TIME', { exp: String(NOW + 300) }],
  ['an end beyond all time', 'expiry', 'ERR_SSO_TOKEN_TIME', { exp: 1e300 }],
  ['a start that is ahead', 'not-before', 'ERR_SSO_TOKEN_EARLY', { nbf: NOW + 31 }],
  ['no time of issue', 'issued-at', 'ERR_SSO_TOKEN_TIME', { iat: undefined }],
  ['a time of issue ahead', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW + 31 }],
  ['a time of issue too long ago', 'issued-at', 'ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW - 86_401 }],
  ['no subject', 'subject', 'ERR_SSO_TOKEN_SUBJECT', { sub: undefined }],
  ['a list as subject', 'subject', 'ERR_SSO_TOKEN_SUBJECT', { sub: ['someone'] }],
  ['no client', 'client', 'ERR_SSO_ACCESS_CLIENT', { client_id: undefined }],
  ['an endless client', 'client', 'ERR_SSO_ACCESS_CLIENT', { client_id: 'x'.repeat(256) }],
  ['no identifier', 'identifier', 'ERR_SSO_ACCESS_IDENTIFIER', { jti: undefined }],
  ['a number as identifier', 'identifier', 'ERR_SSO_ACCESS_IDENTIFIER', { jti: 1 }],
  ['a session that is none', 'session', 'ERR_SSO_TOKEN_SESSION', { sid: 1 }],
]

const forged: [name: string, check: string, code: string, forge: () => Promise<string>][] = [
  [
    'the type of an ID token',
    'type',
    'ERR_SSO_TOKEN_TYPE',
    () => accessToken({}, { ...accessHeader, typ: 'JWT' }),
  ],
  ['no type', 'type', 'ERR_SSO_TOKEN_TYPE', () => accessToken({}, { alg: 'ES256', kid: 'k1' })],
  [
    'the type of a logout token',
    'type',
    'ERR_SSO_TOKEN_TYPE',
    () => accessToken({}, { ...accessHeader, typ: 'logout+jwt' }),
  ],
  [
    'the type of a DPoP proof',
    'type',
    'ERR_SSO_TOKEN_TYPE',
    () => accessToken({}, { ...accessHeader, typ: 'dpop+jwt' }),
  ],
  [
    'the public key as a secret (HS256)',
    'algorithm',
    'ERR_SSO_TOKEN_ALGORITHM',
    async () => {
      const secret = encodeUtf8(JSON.stringify(await publicJwk('ES256', 'k1')))
      return mint(accessClaims, { ...accessHeader, alg: 'HS256' }, secret)
    },
  ],
  [
    'no signature (none)',
    'algorithm',
    'ERR_SSO_TOKEN_ALGORITHM',
    async () => {
      const encode = (value: unknown) => encodeBase64Url(encodeUtf8(JSON.stringify(value)))
      return `${encode({ ...accessHeader, alg: 'none' })}.${encode(accessClaims)}.`
    },
  ],
  [
    'the signature of another key',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () => accessToken({}, accessHeader, (await keyPair('ES256', 'evil')).privateKey),
  ],
  [
    'a key of its own (jwk)',
    'signature',
    'ERR_SSO_TOKEN_SIGNATURE',
    async () =>
      accessToken(
        {},
        { ...accessHeader, jwk: await publicJwk('ES256', 'k1', 'evil') },
        (await keyPair('ES256', 'evil')).privateKey,
      ),
  ],
  [
    'a key id that is unknown',
    'key',
    'ERR_SSO_KEY_UNKNOWN',
    () => accessToken({}, { ...accessHeader, kid: '../../dev/null' }),
  ],
  [
    'a claim twice',
    'form',
    'ERR_SSO_JSON_DUPLICATE',
    () => mint(JSON.stringify(accessClaims).replace('{', '{"sub":"other",'), accessHeader),
  ],
  [
    'an extension that it calls critical',
    'form',
    'ERR_SSO_TOKEN_CRITICAL',
    () => accessToken({}, { ...accessHeader, crit: ['exp'], exp: 1 }),
  ],
  ['a line end behind it', 'form', 'ERR_SSO_TOKEN_FORM', async () => `${await accessToken()}\n`],
]

describe('an access token fails for exactly one check with', () => {
  async function expectOnly(token: string, check: string, code: string) {
    const report = await inspect(token)
    const wrong = report.checks.filter(({ status }) => status !== 'passed' && status !== 'skipped')
    expect(wrong.map(({ id, code: found }) => [id, found])).toEqual([[`access-token.${check}`, code]])
    expect(report.verdict).toBe('failed')
    for (const language of ['en', 'zh-CN'] as const) expect(explain(report, language)).not.toMatch(/ERR_|\{/)
  }

  test.each(signed)('%s', async (_, check, code, change) => {
    await expectOnly(await mint(claimsWith(change), accessHeader), check, code)
  })

  test.each(forged)('%s', async (_, check, code, forge) => {
    await expectOnly(await forge(), check, code)
  })
})

describe('a token that passed is kept', () => {
  test('and verified once, for a minute', async () => {
    const { api, clock, state } = await createGuardBench()
    const token = await accessToken({ exp: NOW + 3600 })
    for (let i = 0; i < 5; i++) expect((await api.check(bearer(token))).verdict).toBe('passed')
    // A key that the issuer gave up is refused for tokens that are kept, too, after that minute.
    state.keys = [await publicJwk('ES256', 'k2', 'next')]
    await api.check(
      bearer(
        await accessToken({}, { ...accessHeader, kid: 'k2' }, (await keyPair('ES256', 'next')).privateKey),
      ),
    )
    clock.seconds += 59
    expect((await api.check(bearer(token))).verdict).toBe('passed')
    clock.seconds += 1
    expect((await api.check(bearer(token))).report.checks).toContainEqual(
      expect.objectContaining({ id: 'access-token.key', code: 'ERR_SSO_KEY_UNKNOWN' }),
    )
  })

  test.each([
    ['its end', { exp: NOW + 10, iat: NOW }, 40],
    ['the age that is too high', { exp: NOW + 300, iat: NOW - 86_390 }, 11],
  ])('not beyond %s', async (_, change, seconds) => {
    const { api, clock } = await createGuardBench()
    const token = await accessToken(change)
    clock.seconds += seconds - 1
    expect((await api.check(bearer(token))).verdict).toBe('passed')
    clock.seconds += 1
    expect((await api.check(bearer(token))).verdict).toBe('failed')
  })

  test('not for longer by a clock that steps back', async () => {
    const { api, clock } = await createGuardBench()
    const token = await accessToken()
    await api.check(bearer(token))
    clock.seconds -= 31
    expect((await api.check(bearer(token))).verdict).toBe('failed')
  })

  test('and one in another spelling is another one', async () => {
    const { api } = await createGuardBench()
    const token = await accessToken()
    await api.check(bearer(token))
    expect((await api.checkToken(`${token}=`)).verdict).toBe('failed')
    expect((await api.checkToken(` ${token}`)).verdict).toBe('failed')
  })

  test('ten thousand of them at most, the oldest going first', async () => {
    const { createTokenCache } = await import('../../src/resource/token-cache.ts')
    const cache = createTokenCache(2)
    const report = { verdict: 'passed', checks: [], subject: undefined } as const
    for (const name of ['a', 'b', 'a', 'c']) cache.set(name, { report, from: 0, until: 9 })
    expect(['a', 'b', 'c'].map((name) => cache.get(name, 5) !== undefined)).toEqual([true, false, true])
    expect(cache.get('a', 9)).toBeUndefined()
    const none = createTokenCache(0)
    none.set('a', { report, from: 0, until: 9 })
    expect(none.get('a', 5)).toBeUndefined()
  })
})
