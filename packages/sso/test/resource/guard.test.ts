import { describe, expect, test } from 'vitest'
import { explain, memoryStore, SSO_CHECKS } from '../../src/index.ts'
import { type GuardOptions, guard, type Needs } from '../../src/resource/index.ts'
import { type Claims, ISSUER, NOW } from '../hostile-provider.ts'
import { API, accessToken, bearer, createGuardBench, proofKey, requestWith } from './bench.ts'

async function refusalOf(request: Request, needs: Needs = {}, options: Partial<GuardOptions> = {}) {
  const { api } = await createGuardBench(options)
  const outcome = await api.check(request, needs)
  if (outcome.verdict === 'passed') throw new Error('passed')
  const { response } = outcome
  const body = (await response.json()) as Record<string, string>
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body,
    response,
    outcome,
  }
}

const token = await accessToken()
const DPOP = 'DPoP algs="ES256 EdDSA Ed25519 PS256"'

describe('a request passes', () => {
  test.each(['Bearer', 'bearer', 'BEARER'])('with its token after %s', async (scheme) => {
    const { api } = await createGuardBench()
    const outcome = await api.check(requestWith({ authorization: `${scheme} ${token}` }))
    expect(outcome).toMatchObject({
      verdict: 'passed',
      access: {
        issuer: ISSUER,
        sub: 'someone',
        clientId: 'portal',
        scopes: ['cases.read', 'cases.write'],
        level: 3,
        sid: 'op-session',
        jti: 'token-1',
        issuedAt: NOW,
      },
    })
  })

  test('and every check has a title in both languages', async () => {
    const { api } = await createGuardBench()
    const { report } = await api.check(bearer(token))
    for (const { id } of report.checks) expect(Object.keys(SSO_CHECKS)).toContain(id)
    expect(explain(report, 'en')).toBe('20 checks passed; not made: Access token: client certificate.')
  })
})

describe('a request without a token that can be read is told how to bring one', () => {
  const twice = new Headers({ authorization: `Bearer ${token}` })
  twice.append('authorization', `Bearer ${token}`)
  const credentials: [name: string, request: Request, status: number, code: string, reason?: string][] = [
    ['no header', requestWith({}), 401, 'ABSENT'],
    ['a password', requestWith({ authorization: 'Basic dTpw' }), 401, 'SCHEME'],
    ['a scheme from a prototype', requestWith({ authorization: 'constructor AAAA' }), 401, 'SCHEME'],
    ['no scheme', requestWith({ authorization: token }), 400, 'FORM', 'malformed'],
    ['no token', requestWith({ authorization: 'Bearer' }), 400, 'FORM', 'malformed'],
    ['a token in pieces', requestWith({ authorization: 'Bearer a b' }), 400, 'FORM', 'malformed'],
    ['a token in quotes', requestWith({ authorization: `Bearer "${token}"` }), 400, 'FORM', 'malformed'],
    [
      'an endless token',
      requestWith({ authorization: `Bearer ${'a'.repeat(20_000)}` }),
      400,
      'FORM',
      'malformed',
    ],
    ['two headers', new Request(`${API}/cases`, { headers: twice }), 400, 'FORM', 'more than one'],
    [
      'two tokens',
      requestWith({ authorization: `Bearer ${token}, Bearer ${token}` }),
      400,
      'FORM',
      'more than one',
    ],
    [
      'it in the address',
      requestWith({}, `${API}/cases?access_token=${token}`),
      400,
      'FORM',
      'in the address',
    ],
    [
      'it in the address, in escapes',
      requestWith({}, `${API}/?access%5ftoken=x`),
      400,
      'FORM',
      'in the address',
    ],
    [
      'it in the address too',
      bearer(token, `${API}/cases?a=b&access_token=x`),
      400,
      'FORM',
      'in the address',
    ],
  ]
  test.each(credentials)('%s', async (_, request, status, code, reason) => {
    const refusal = await refusalOf(request)
    expect(refusal.status).toBe(status)
    expect(refusal.body['code']).toBe(`ERR_SSO_CREDENTIALS_${code}`)
    expect(refusal.body['check']).toBe('request.credentials')
    const [check] = refusal.outcome.report.checks
    expect(check?.facts['reason']).toBe(reason)
    // Nothing about errors to whoever has not tried (RFC 6750, 3.1).
    if (status === 401) expect(refusal.challenge).toBe(`${DPOP}, Bearer`)
    else expect(refusal.challenge).toContain('error="invalid_request"')
  })

  test('a form with a token in it is not read', async () => {
    const { api } = await createGuardBench()
    const body = new URLSearchParams({ access_token: token })
    const request = new Request(`${API}/cases`, { method: 'POST', body })
    expect((await api.check(request)).verdict).toBe('failed')
    expect(request.bodyUsed).toBe(false)
  })
})

describe('a refusal', () => {
  test('is JSON that no cache keeps, in the language that is asked for', async () => {
    const expired = bearer(await accessToken({ exp: NOW - 100 }))
    const { response, body, status, challenge } = await refusalOf(expired)
    expect(status).toBe(401)
    expect(body).toEqual({
      error: 'invalid_token',
      error_description: '令牌已于 100 秒前过期。',
      code: 'ERR_SSO_TOKEN_EXPIRED',
      check: 'access-token.expiry',
    })
    expect(challenge).toBe(
      `${DPOP}, Bearer error="invalid_token", error_description="ERR_SSO_TOKEN_EXPIRED (access-token.expiry)"`,
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-type')).toBe('application/json')
    expired.headers.set('accept-language', 'en-GB,en')
    const english = await refusalOf(expired)
    expect(english.body['error_description']).toBe('The token expired 100 s ago.')
    expect(english.response.headers.get('content-language')).toBe('en')
  })

  test('names the checks that were not made', async () => {
    const { outcome } = await refusalOf(bearer(await accessToken({ exp: NOW - 100 })))
    const skipped = outcome.report.checks.filter(({ status }) => status === 'skipped')
    expect(skipped.map(({ id, facts }) => `${id} ${facts['because']}`)).toEqual([
      'access-token.key access-token.expiry',
      'access-token.signature access-token.expiry',
      'access-token.revocation access-token.expiry',
      'access-token.binding access-token.expiry',
      'access-token.scope access-token.expiry',
    ])
    expect(outcome.report.subject).toBeUndefined()
  })

  test('is 503 when the keys cannot be had, without a challenge', async () => {
    const { status, body, response } = await refusalOf(
      bearer(token),
      {},
      {
        keys: { find: async () => ({ code: 'ERR_SSO_KEYS_UNAVAILABLE', facts: { reason: 'HTTP 500' } }) },
      },
    )
    expect(status).toBe(503)
    expect(body['error']).toBe('temporarily_unavailable')
    expect(response.headers.get('www-authenticate')).toBeNull()
    expect(response.headers.get('retry-after')).toBe('1')
  })

  test('has no header that a token could write', async () => {
    const forged = await accessToken({ iss: 'x", error="none' })
    const { challenge } = await refusalOf(bearer(forged))
    expect(challenge).not.toContain('none')
  })
})

const details = [
  { type: 'case', actions: ['read', 'list'], locations: ['https://a.example'], identifier: 'c-1' },
  { type: 'case', actions: ['write'] },
]
const needs: [
  name: string,
  needs: Needs,
  claims: Claims,
  refused?: [status: number, code: string, challenge: string],
][] = [
  ['a scope', { scopes: ['cases.read'] }, {}],
  ['all scopes', { scopes: ['cases.write', 'cases.read'] }, {}],
  ['a level', { level: 3 }, {}],
  ['a fresh sign-in', { maxAge: 100 }, {}],
  ['an action on a thing', { authorizationDetails: [{ type: 'case', actions: ['read'] }] }, {}],
  ['all that was granted', { authorizationDetails: details }, {}],
  [
    'a scope that is absent',
    { scopes: ['cases.read', 'seal'] },
    {},
    [403, 'ERR_SSO_ACCESS_SCOPE', 'error="insufficient_scope", X, scope="cases.read seal"'],
  ],
  [
    'part of a scope’s name',
    { scopes: ['cases'] },
    {},
    [403, 'ERR_SSO_ACCESS_SCOPE', 'error="insufficient_scope", X, scope="cases"'],
  ],
  [
    'a scope, where they are a list',
    { scopes: ['cases.read'] },
    { scope: ['cases.read'] },
    [403, 'ERR_SSO_ACCESS_SCOPE', 'error="insufficient_scope", X, scope="cases.read"'],
  ],
  [
    'a scope, where a line end parts them',
    { scopes: ['cases.read'] },
    { scope: 'cases.read\ncases.write' },
    [403, 'ERR_SSO_ACCESS_SCOPE', 'error="insufficient_scope", X, scope="cases.read"'],
  ],
  [
    'a higher level',
    { level: 4 },
    {},
    [401, 'ERR_SSO_ACCESS_LEVEL', 'error="insufficient_user_authentication", X, acr_values="level-4"'],
  ],
  [
    'a level, where there is none',
    { level: 2 },
    { acr: undefined },
    [
      401,
      'ERR_SSO_ACCESS_LEVEL',
      'error="insufficient_user_authentication", X, acr_values="level-2 level-3 level-4"',
    ],
  ],
  [
    'a level, where it is made up',
    { level: 1 },
    { acr: 'constructor' },
    [
      401,
      'ERR_SSO_ACCESS_LEVEL',
      'error="insufficient_user_authentication", X, acr_values="level-2 level-3 level-4"',
    ],
  ],
  [
    'a level that nobody has',
    { level: 5 },
    {},
    [401, 'ERR_SSO_ACCESS_LEVEL', 'error="insufficient_user_authentication", X'],
  ],
  [
    'a fresher sign-in',
    { maxAge: 99 },
    {},
    [401, 'ERR_SSO_ACCESS_AGE', 'error="insufficient_user_authentication", X, max_age="99"'],
  ],
  [
    'a fresher sign-in at a level',
    { maxAge: 99, level: 3 },
    {},
    [
      401,
      'ERR_SSO_ACCESS_AGE',
      'error="insufficient_user_authentication", X, acr_values="level-3 level-4", max_age="99"',
    ],
  ],
  [
    'a time of sign-in',
    { maxAge: 100 },
    { auth_time: undefined },
    [401, 'ERR_SSO_ACCESS_AGE', 'error="insufficient_user_authentication", X, max_age="100"'],
  ],
  [
    'a sign-in that has been',
    { maxAge: 100 },
    { auth_time: NOW + 31 },
    [401, 'ERR_SSO_ACCESS_AGE', 'error="insufficient_user_authentication", X, max_age="100"'],
  ],
  [
    'pieces of two grants',
    { authorizationDetails: [{ type: 'case', actions: ['read', 'write'] }] },
    {},
    [403, 'ERR_SSO_ACCESS_DETAILS', 'error="insufficient_scope", X'],
  ],
  [
    'another thing',
    { authorizationDetails: [{ type: 'case', actions: ['read'], identifier: 'c-2' }] },
    {},
    [403, 'ERR_SSO_ACCESS_DETAILS', 'error="insufficient_scope", X'],
  ],
  [
    'another kind of thing',
    { authorizationDetails: [{ type: 'seal' }] },
    {},
    [403, 'ERR_SSO_ACCESS_DETAILS', 'error="insufficient_scope", X'],
  ],
  [
    'a privilege that is not granted',
    { authorizationDetails: [{ type: 'case', privileges: ['admin'] }] },
    {},
    [403, 'ERR_SSO_ACCESS_DETAILS', 'error="insufficient_scope", X'],
  ],
  [
    'an authorization, where they are one object',
    { authorizationDetails: [{ type: 'case' }] },
    { authorization_details: { type: 'case' } },
    [403, 'ERR_SSO_ACCESS_DETAILS', 'error="insufficient_scope", X'],
  ],
]

describe('what an interface needs:', () => {
  test.each(needs)('%s', async (_, needed, claims, refused) => {
    const request = bearer(await accessToken({ authorization_details: details, ...claims }))
    if (refused === undefined) {
      const { api } = await createGuardBench()
      expect((await api.check(request, needed)).verdict).toBe('passed')
      return
    }
    const [status, code, challenge] = refused
    const found = await refusalOf(request, needed)
    expect(found.status).toBe(status)
    expect(found.body['code']).toBe(code)
    const said = found.challenge?.replace(/error_description="[^"]*"/, 'X')
    expect(said).toBe(`${DPOP}, Bearer ${challenge}`)
  })

  test('is asked of a token that comes without a request, too', async () => {
    const { api } = await createGuardBench()
    expect((await api.checkToken(token, { scopes: ['cases.read'] })).verdict).toBe('passed')
    expect((await api.checkToken(token, { scopes: ['other'] })).verdict).toBe('failed')
    expect((await api.checkToken('made up')).verdict).toBe('failed')
  })
})

const good: GuardOptions = { issuer: ISSUER, audience: API, origin: API }
const { privateKey } = await (async () => ({ privateKey: (await proofKey()).privateKey }))()
const asking = {
  endpoint: `${ISSUER}/introspect`,
  clientId: 'api',
  clientKey: privateKey,
  answers: 'signed' as const,
}
const misconfigured: [problem: string, options: Partial<Record<keyof GuardOptions, unknown>>][] = [
  ['issuer', { issuer: 'http://op.example' }],
  ['issuer', { issuer: 'https://op.example?x' }],
  ['audience', { audience: 'two words' }],
  ['origin', { origin: 'https://api.example/' }],
  ['keys', { keys: {} }],
  ['algorithms', { algorithms: ['HS256'] }],
  ['algorithms', { algorithms: [] }],
  ['sm2', { sm2: { alg: 'ES256', encoding: 'raw', crv: 'SM2' } }],
  ['levels', { levels: { 'a"b': 3 } }],
  ['levels', { levels: { a: 0 } }],
  ['revocations', { revocations: { revoke() {} } }],
  ['dpop.store', { dpop: { store: {} } }],
  ['dpop.algorithms', { dpop: { store: memoryStore(), algorithms: ['none'] } }],
  ['introspection.answers', { introspection: { ...asking, answers: undefined } }],
  ['introspection.clientKey', { introspection: { ...asking, clientKey: { kty: 'oct', k: 'AAAA' } } }],
  ['introspection.endpoint', { introspection: { ...asking, endpoint: 'http://op.example/i' } }],
  ['cacheSeconds', { cacheSeconds: 601 }],
  ['maxTokenAge', { maxTokenAge: -1 }],
]

describe('a guard is not set up with a wrong', () => {
  test.each(misconfigured)('%s', (problem, options) => {
    const set = () => guard({ ...good, ...options } as GuardOptions)
    expect(set).toThrowError(
      expect.objectContaining({
        code: 'ERR_SSO_CONFIGURATION',
        message: expect.stringContaining(`${problem}`),
      }),
    )
  })

  test('setting, of which all are told at once', () => {
    const set = () => guard({ ...good, issuer: 'x', audience: '' })
    expect(set).toThrowError(/issuer: .*; audience: /)
  })
})
