import { createPrivateKey, createSigner, type Signer } from '@xinyin/core'
import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import type { GuardOptions } from '../../src/resource/index.ts'
import { type Claims, type Header, ISSUER, keyPair, mint, NOW } from '../hostile-provider.ts'
import { accessClaims, bearer, claimsWith, createGuardBench, dpop, proofKey, proofOf } from './bench.ts'

const OPAQUE = 'opaque-token'
const active: Claims = { active: true, token_type: 'Bearer', ...accessClaims }
const answerClaims = { iss: ISSUER, aud: 'api', iat: NOW }
const answerHeader: Header = { alg: 'ES256', kid: 'k1', typ: 'token-introspection+jwt' }

interface Asked {
  readonly url: string
  readonly form: URLSearchParams
  readonly accept: string | null
}

async function createAsking(
  answers: 'signed' | 'plain',
  answer: (asked: Asked) => Response | Promise<Response>,
  options: Partial<GuardOptions> = {},
) {
  const asked: Asked[] = []
  const clientKey = { ...(await exportJWK((await keyPair('ES256', 'api')).privateKey)), kid: 'a1' }
  const bench = await createGuardBench({
    introspection: { endpoint: `${ISSUER}/introspect`, clientId: 'api', clientKey, answers },
    fetch: async (url, init) => {
      const request = {
        url,
        form: new URLSearchParams(String(init?.body)),
        accept: new Headers(init?.headers).get('accept'),
      }
      asked.push(request)
      return answer(request)
    },
    ...options,
  })
  const check = async (request = bearer(OPAQUE)) => {
    const { report, verdict } = await bench.api.check(request)
    const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
    return wrong.length === 0 ? verdict : wrong.map(({ id, code }) => `${id} ${code}`).join(', ')
  }
  return { ...bench, asked, check }
}

const plain = (claims: unknown) => () => Response.json(claims)

async function signed(claims: Claims, change: Claims = {}, header: Partial<Header> = {}, key = 'good') {
  const token = await mint(
    { ...answerClaims, token_introspection: claims, ...change },
    { ...answerHeader, ...header },
    (await keyPair('ES256', key)).privateKey,
  )
  return new Response(token, { headers: { 'content-type': 'application/token-introspection+jwt' } })
}

describe('the issuer is asked', () => {
  test('by the interface itself, which shows who it is', async () => {
    const { asked, check } = await createAsking('plain', plain(active))
    expect(await check()).toBe('passed')
    const [{ url, form, accept } = {} as Asked] = asked
    expect([url, accept]).toEqual([`${ISSUER}/introspect`, 'application/json'])
    expect(Object.fromEntries(form)).toMatchObject({
      token: OPAQUE,
      token_type_hint: 'access_token',
      client_id: 'api',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    })
    expect(form.get('client_assertion')?.split('.')).toHaveLength(3)
  })

  test('about every token, JWT or not, each time', async () => {
    const { asked, check, state } = await createAsking('signed', () => signed(active))
    expect(await check()).toBe('passed')
    expect(await check()).toBe('passed')
    expect(asked).toHaveLength(2)
    expect(asked[0]?.accept).toBe('application/token-introspection+jwt')
    expect(state.fetches).toBe(1)
  })

  test('seldom where it may be, and logouts count in between', async () => {
    const { asked, check, revocations } = await createAsking('plain', plain(active), { cacheSeconds: 30 })
    expect(await check()).toBe('passed')
    expect(await check()).toBe('passed')
    expect(asked).toHaveLength(1)
    await revocations.revoke({ issuer: ISSUER, sid: 'op-session', before: NOW, until: NOW + 100 })
    expect(await check()).toBe('access-token.revocation ERR_SSO_ACCESS_REVOKED')
  })

  test('about a token that is bound to a key', async () => {
    const { jkt } = await proofKey()
    const bound = { ...active, token_type: 'DPoP', cnf: { jkt } }
    const { check } = await createAsking('plain', plain(bound))
    expect(await check(dpop(OPAQUE, await proofOf(OPAQUE)))).toBe('passed')
    expect(await check()).toBe('access-token.binding ERR_SSO_ACCESS_BINDING')
  })
})

describe('what the issuer says is taken', () => {
  const answers: [name: string, claims: unknown, result: string][] = [
    ['as it is', active, 'passed'],
    ['where it says little', { active: true, aud: active['aud'] }, 'passed'],
    ['not when the token is not in force', { active: false }, 'access-token.active ERR_SSO_ACCESS_INACTIVE'],
    ['not when active is text', { ...active, active: 'true' }, 'access-token.active ERR_SSO_ACCESS_INACTIVE'],
    [
      'not when active is absent',
      { ...active, active: undefined },
      'access-token.active ERR_SSO_ACCESS_INACTIVE',
    ],
    [
      'not for another interface',
      { ...active, aud: 'other' },
      'access-token.audience ERR_SSO_TOKEN_AUDIENCE',
    ],
    ['not for any interface', { ...active, aud: undefined }, 'access-token.audience ERR_SSO_TOKEN_AUDIENCE'],
    [
      'not of another issuer',
      { ...active, iss: 'https://x.example' },
      'access-token.issuer ERR_SSO_TOKEN_ISSUER',
    ],
    ['not when it has expired', { ...active, exp: NOW - 30 }, 'access-token.expiry ERR_SSO_TOKEN_EXPIRED'],
    [
      'not when it is older than revocations are remembered',
      { ...active, iat: NOW - 86_401 },
      'access-token.issued-at ERR_SSO_TOKEN_ISSUED_AT',
    ],
    [
      'not when it was issued ahead of all revocations',
      { ...active, iat: NOW + 31 },
      'access-token.issued-at ERR_SSO_TOKEN_ISSUED_AT',
    ],
    ['not with a time that is none', { ...active, iat: 'x' }, 'access-token.issued-at ERR_SSO_TOKEN_TIME'],
    ['not before its time', { ...active, nbf: NOW + 31 }, 'access-token.not-before ERR_SSO_TOKEN_EARLY'],
    ['not with a session that is none', { ...active, sid: 1 }, 'access-token.session ERR_SSO_TOKEN_SESSION'],
    ['not of another type', { ...active, token_type: 'DPoP' }, 'access-token.binding ERR_SSO_ACCESS_BINDING'],
    ['not as a list', [active], 'introspection.answer ERR_SSO_INTROSPECTION'],
  ]
  test.each(answers)('%s', async (_, claims, result) => {
    expect(await (await createAsking('plain', plain(claims))).check()).toBe(result)
    if (Array.isArray(claims)) return
    const { check } = await createAsking('signed', () => signed(claims as Claims))
    expect(await check()).toBe(result)
  })
})

describe('an answer that is signed is refused', () => {
  const attacks: [name: string, answer: () => Promise<Response>, result: string][] = [
    [
      'for another client',
      () => signed(active, { aud: 'other' }),
      'introspection.audience ERR_SSO_TOKEN_AUDIENCE',
    ],
    [
      'of another issuer',
      () => signed(active, { iss: 'https://evil.example' }),
      'introspection.issuer ERR_SSO_TOKEN_ISSUER',
    ],
    [
      'that was kept for a while',
      () => signed(active, { iat: NOW - 61 }),
      'introspection.issued-at ERR_SSO_TOKEN_ISSUED_AT',
    ],
    ['of another type', () => signed(active, {}, { typ: 'at+jwt' }), 'introspection.type ERR_SSO_TOKEN_TYPE'],
    [
      'by another key',
      () => signed(active, {}, {}, 'evil'),
      'introspection.signature ERR_SSO_TOKEN_SIGNATURE',
    ],
    [
      'by no key that is known',
      () => signed(active, {}, { kid: 'other' }),
      'introspection.key ERR_SSO_KEY_UNKNOWN',
    ],
    [
      'with nothing in it',
      () => signed(active, { token_introspection: undefined }),
      'introspection.answer ERR_SSO_INTROSPECTION',
    ],
    [
      'with a list in it',
      () => signed(active, { token_introspection: [active] }),
      'introspection.answer ERR_SSO_INTROSPECTION',
    ],
    ['and came plain', async () => Response.json(active), 'introspection.answer ERR_SSO_INTROSPECTION'],
    [
      'and is no JWS',
      async () => new Response('x', { headers: { 'content-type': 'application/token-introspection+jwt' } }),
      'introspection.form ERR_SSO_TOKEN_FORM',
    ],
  ]
  test.each(attacks)('%s', async (_, answer, result) => {
    const { api, check } = await createAsking('signed', answer)
    expect(await check()).toBe(result)
    const outcome = await api.check(bearer(OPAQUE))
    // Whoever sent the token is not told that it is bad.
    expect(outcome.verdict !== 'passed' && outcome.response.status).toBe(503)
  })
})

describe('an issuer that cannot be asked leaves the token undecided', () => {
  const outages: [name: string, answer: () => Response | Promise<Response>][] = [
    ['503', () => new Response(null, { status: 503 })],
    ['401', () => new Response(null, { status: 401 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['no network', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'a name twice',
      () =>
        new Response('{"active":true,"active":false}', { headers: { 'content-type': 'application/json' } }),
    ],
    [
      'an endless answer',
      () => new Response(' '.repeat(300_000), { headers: { 'content-type': 'application/json' } }),
    ],
    ['a signed answer to a plain question', () => signed(active)],
  ]
  test.each(outages)('%s', async (_, answer) => {
    const { api, check } = await createAsking('plain', answer)
    expect(await check()).toBe('introspection.answer ERR_SSO_INTROSPECTION')
    const outcome = await api.check(bearer(OPAQUE))
    expect(outcome.verdict).toBe('indeterminate')
  })
})

test('a device that does not sign the question leaves the token undecided, and the log hears of it', async () => {
  const { publicKey, algorithm } = createSigner(await createPrivateKey('P-256'))
  const sign = () => Promise.reject(new Error('pin of the token'))
  const clientKey: Signer = { publicKey, algorithm, sign }
  const { api, errors } = await createAsking('plain', plain(active), {
    introspection: { endpoint: `${ISSUER}/introspect`, clientId: 'api', clientKey, answers: 'plain' },
  })
  const outcome = await api.check(bearer(OPAQUE))
  const response = outcome.verdict === 'passed' ? undefined : outcome.response
  expect([outcome.verdict, response?.status]).toEqual(['indeterminate', 503])
  expect(await response?.text()).not.toContain('pin')
  expect(errors).toHaveLength(1)
})

test('a token that is a JWT is not read where the issuer is to be asked', async () => {
  const { check } = await createAsking('plain', plain({ active: false }))
  const token = await mint(claimsWith({}), { alg: 'ES256', kid: 'k1', typ: 'at+jwt' })
  expect(await check(bearer(token))).toBe('access-token.active ERR_SSO_ACCESS_INACTIVE')
})
