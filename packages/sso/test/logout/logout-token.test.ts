import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeySource, explain, inspectLogoutToken, verifyLogoutToken } from '../../src/index.ts'
import {
  CLIENT,
  type Claims,
  goodClaims,
  type Header,
  ISSUER,
  keyPair,
  mint,
  NOW,
  ORIGIN,
  publicJwk,
} from '../hostile-provider.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const header: Header = { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' }
const good: Claims = {
  iss: ISSUER,
  aud: CLIENT,
  iat: NOW,
  exp: NOW + 120,
  jti: 'one',
  sid: 'op-session',
  sub: 'someone',
  events: { [EVENT]: {} },
}

async function expectations() {
  const set = { keys: [await publicJwk('ES256', 'k1')] }
  const keys = createKeySource(
    async () => ISSUER,
    async () => Response.json(set),
    () => new Date(NOW * 1000),
  )
  return {
    issuer: ISSUER,
    clientId: CLIENT,
    algorithms: ['ES256', 'PS256', 'EdDSA', 'RS256'],
    keys,
    now: NOW,
  }
}

function but(change: Claims): Claims {
  return Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined))
}

describe('a logout token', () => {
  test.each<[string, Claims]>([
    ['with session and subject', {}],
    ['with the session only', { sub: undefined }],
    ['with the subject only', { sid: undefined }],
    ['among other events', { events: { [EVENT]: {}, other: {} } }],
  ])('%s passes', async (_, change) => {
    const report = await inspectLogoutToken(await mint(but(change), header), await expectations())
    expect(report.verdict).toBe('passed')
    expect(report.checks).toHaveLength(14)
  })

  const attacks: [name: string, check: string, code: string, forge: () => Promise<string>][] = [
    ['another type', 'type', 'ERR_SSO_TOKEN_TYPE', () => mint(good, { ...header, typ: 'secevent+jwt' })],
    [
      'no algorithm',
      'algorithm',
      'ERR_SSO_TOKEN_ALGORITHM',
      async () =>
        `${encodeBase64Url(encodeUtf8('{"alg":"none","typ":"logout+jwt"}'))}.${encodeBase64Url(encodeUtf8(JSON.stringify(good)))}.`,
    ],
    [
      'an algorithm that is not allowed',
      'algorithm',
      'ERR_SSO_TOKEN_ALGORITHM',
      () => mint(good, { ...header, alg: 'ES384' }),
    ],
    [
      'another issuer',
      'issuer',
      'ERR_SSO_TOKEN_ISSUER',
      () => mint(but({ iss: 'https://evil.example' }), header),
    ],
    ['another audience', 'audience', 'ERR_SSO_TOKEN_AUDIENCE', () => mint(but({ aud: 'other' }), header)],
    [
      'a further audience',
      'audience',
      'ERR_SSO_TOKEN_AUDIENCE_OTHERS',
      () => mint(but({ aud: [CLIENT, 'other'] }), header),
    ],
    ['no expiry', 'expiry', 'ERR_SSO_TOKEN_TIME', () => mint(but({ exp: undefined }), header)],
    ['an expiry in the past', 'expiry', 'ERR_SSO_TOKEN_EXPIRED', () => mint(but({ exp: NOW - 60 }), header)],
    [
      'a start in the future',
      'not-before',
      'ERR_SSO_TOKEN_EARLY',
      () => mint(but({ nbf: NOW + 60 }), header),
    ],
    ['no time of issue', 'issued-at', 'ERR_SSO_TOKEN_TIME', () => mint(but({ iat: undefined }), header)],
    [
      'an old time of issue',
      'issued-at',
      'ERR_SSO_TOKEN_ISSUED_AT',
      () => mint(but({ iat: NOW - 601 }), header),
    ],
    [
      'a time of issue ahead',
      'issued-at',
      'ERR_SSO_TOKEN_ISSUED_AT',
      () => mint(but({ iat: NOW + 60 }), header),
    ],
    ['no events', 'event', 'ERR_SSO_LOGOUT_EVENT', () => mint(but({ events: undefined }), header)],
    ['another event', 'event', 'ERR_SSO_LOGOUT_EVENT', () => mint(but({ events: { other: {} } }), header)],
    [
      'an event that is no object',
      'event',
      'ERR_SSO_LOGOUT_EVENT',
      () => mint(but({ events: { [EVENT]: true } }), header),
    ],
    ['events in a list', 'event', 'ERR_SSO_LOGOUT_EVENT', () => mint(but({ events: [EVENT] }), header)],
    ['a nonce', 'nonce', 'ERR_SSO_LOGOUT_NONCE', () => mint(but({ nonce: 'x' }), header)],
    ['a nonce that is null', 'nonce', 'ERR_SSO_LOGOUT_NONCE', () => mint(but({ nonce: null }), header)],
    [
      'neither session nor subject',
      'target',
      'ERR_SSO_LOGOUT_TARGET',
      () => mint(but({ sid: undefined, sub: undefined }), header),
    ],
    [
      'a session that is a list',
      'target',
      'ERR_SSO_LOGOUT_TARGET',
      () => mint(but({ sid: ['op-session'] }), header),
    ],
    ['an empty subject', 'target', 'ERR_SSO_LOGOUT_TARGET', () => mint(but({ sub: '' }), header)],
    ['no identifier', 'identifier', 'ERR_SSO_LOGOUT_IDENTIFIER', () => mint(but({ jti: undefined }), header)],
    [
      'an endless identifier',
      'identifier',
      'ERR_SSO_LOGOUT_IDENTIFIER',
      () => mint(but({ jti: 'x'.repeat(256) }), header),
    ],
    [
      'a key id that is not published',
      'key',
      'ERR_SSO_KEY_UNKNOWN',
      () => mint(good, { ...header, kid: 'k9' }),
    ],
    [
      'the signature of another key',
      'signature',
      'ERR_SSO_TOKEN_SIGNATURE',
      async () => mint(good, header, (await keyPair('ES256', 'evil')).privateKey),
    ],
    ['white space behind it', 'form', 'ERR_SSO_TOKEN_FORM', async () => `${await mint(good, header)} `],
  ]
  test.each(attacks)('with %s fails for exactly the check %s', async (_, check, code, forge) => {
    const token = await forge()
    const report = await inspectLogoutToken(token, await expectations())
    const wrong = report.checks.filter(({ status }) => status !== 'passed' && status !== 'skipped')
    expect(wrong.map(({ id, code: found }) => [id, found])).toEqual([[`logout-token.${check}`, code]])
    await expect(verifyLogoutToken(token, await expectations())).rejects.toMatchObject({ code })
  })

  test('is no ID token, nor the other way round', async () => {
    const report = await inspectLogoutToken(
      await mint(goodClaims('n'), { alg: 'ES256', kid: 'k1' }),
      await expectations(),
    )
    const wrong = report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id)
    expect(wrong).toEqual(['type', 'event', 'nonce', 'identifier'].map((name) => `logout-token.${name}`))
  })
})

describe('a logout token whose type is JWT, or that has none', () => {
  const UNTYPED = { alg: 'ES256', kid: 'k1' }
  const AS_JWT = { ...UNTYPED, typ: 'JWT' }
  const failing = async (token: string) => {
    const { checks } = await inspectLogoutToken(token, await expectations())
    return checks.filter(({ status }) => status === 'failed').map(({ id }) => id.replace('logout-token.', ''))
  }

  test.each([
    ['none', UNTYPED],
    ['jwt', AS_JWT],
  ])('passes with typ %s, and is told by name', async (elements, as) => {
    const report = await inspectLogoutToken(await mint(good, as), await expectations())
    expect(report.verdict).toBe('passed')
    expect(report.checks.filter(({ id }) => id.startsWith('tolerance.'))).toEqual([
      { id: 'tolerance.logout-token-type', status: 'passed', facts: { elements: `typ: ${elements}` } },
    ])
    expect(explain(report, 'zh-CN')).not.toMatch(/ERR_|\{|tolerance/)
  })

  test('as providers in use write it passes', async () => {
    const more = { typ: 'Logout', events: { [EVENT]: {}, revoke_offline_access: true } }
    const report = await inspectLogoutToken(await mint(but(more), AS_JWT), await expectations())
    expect(report.verdict).toBe('passed')
  })

  test.each<{ strict: true | ['logout-token-type'] }>([{ strict: true }, { strict: ['logout-token-type'] }])(
    'fails under strict $strict',
    async ({ strict }) => {
      const expected = { ...(await expectations()), strict }
      const token = await mint(good, UNTYPED)
      const report = await inspectLogoutToken(token, expected)
      const wrong = report.checks.filter(({ status }) => status === 'failed')
      expect(wrong).toMatchObject([{ id: 'tolerance.logout-token-type', code: 'ERR_TOLERANCE_REFUSED' }])
      await expect(verifyLogoutToken(token, expected)).rejects.toMatchObject({
        code: 'ERR_SSO_TOLERANCE',
        facts: { check: 'tolerance.logout-token-type' },
      })
      expect((await inspectLogoutToken(await mint(good, header), expected)).verdict).toBe('passed')
    },
  )

  test('of the right type is told nothing of', async () => {
    const report = await inspectLogoutToken(await mint(good, header), await expectations())
    expect(report.checks.some(({ id }) => id.startsWith('tolerance.'))).toBe(false)
  })

  const access = { ...goodClaims('n'), client_id: CLIENT, scope: 'openid', jti: 'a' }
  const others: [name: string, claims: Claims][] = [
    ['an ID token', goodClaims('n')],
    ['an ID token without a nonce', { ...goodClaims('n'), nonce: undefined, jti: 'a' }],
    [
      'an ID token with an event that its user wrote',
      { ...goodClaims('n'), jti: 'a', events: { [EVENT]: {} } },
    ],
    ...['nonce', 'at_hash', 'c_hash', 's_hash', 'auth_time', 'acr', 'amr', 'azp'].map(
      (claim): [string, Claims] => [`an ID token, by its ${claim}`, { ...good, [claim]: 'x' }],
    ),
    ['an access token', access],
    ['an access token with events', { ...access, nonce: undefined, events: { [EVENT]: {} } }],
    ...['client_id', 'scope', 'cnf', 'authorization_details', 'token_introspection'].map(
      (claim): [string, Claims] => [
        `an access token or what is told of it, by ${claim}`,
        { ...good, [claim]: 'x' },
      ],
    ),
    ['a key binding', { aud: CLIENT, iat: NOW, nonce: 'n', sd_hash: 'x' }],
    ['a key binding, by its hash', { ...good, sd_hash: 'x' }],
    ['a DPoP proof', { jti: 'a', htm: 'POST', htu: ORIGIN, iat: NOW }],
    ['a DPoP proof, by its method', { ...good, htm: 'POST' }],
    ['a client assertion', { iss: CLIENT, sub: CLIENT, aud: ISSUER, jti: 'a', iat: NOW, exp: NOW + 60 }],
    ['a signed answer', { iss: ISSUER, aud: CLIENT, exp: NOW + 60, code: 'c', state: 's' }],
    ['a signed answer, by its state', { ...good, state: 's' }],
    ['signed user information', { iss: ISSUER, aud: CLIENT, sub: 'someone', name: '测试甲' }],
    ['another security event', { ...good, events: { 'https://schemas.openid.net/secevent/risc/x': {} } }],
    ['an event with something in it', { ...good, events: { [EVENT]: { x: 1 } } }],
  ]
  test.each(others)('attack: %s is none', async (_, claims) => {
    const said = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
    for (const as of [UNTYPED, AS_JWT]) expect(await failing(await mint(said, as))).toContain('type')
  })

  test('attack: any claim of an ID token that was told to us makes it none, by property', async () => {
    const claim = fc.constantFrom(
      'nonce',
      'at_hash',
      'auth_time',
      'azp',
      'client_id',
      'scope',
      'cnf',
      'sd_hash',
    )
    const value = fc.oneof(fc.constant(null), fc.constant(''), fc.integer(), fc.string())
    await fc.assert(
      fc.asyncProperty(claim, value, async (name, found) => {
        expect(await failing(await mint({ ...good, [name]: found }, UNTYPED))).toContain('type')
      }),
      { numRuns: 50 },
    )
  })
})
