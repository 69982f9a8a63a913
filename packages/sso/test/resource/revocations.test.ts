import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryRevocations, type RevocableToken } from '../../src/resource/index.ts'
import { CLIENT, type Claims, createBench, ISSUER, mint, NOW, post as postForm } from '../hostile-provider.ts'
import { API, accessToken, bearer, createGuardBench } from './bench.ts'

const CLIENT_OF_API = 'api'

const logoutToken = (change: Claims, header = {}) =>
  mint(
    {
      iss: ISSUER,
      aud: CLIENT_OF_API,
      iat: NOW,
      exp: NOW + 60,
      jti: 'logout',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      ...change,
    },
    { alg: 'ES256', kid: 'k1', typ: 'logout+jwt', ...header },
  )

const post = (token: string) =>
  new Request(`${API}/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
  })

/** Which of some tokens pass, before and after a logout that the interface receives. */
async function afterLogout(logout: Claims, tokens: Record<string, Claims>): Promise<string[]> {
  const { api } = await createGuardBench()
  const signed = await Promise.all(
    Object.entries(tokens).map(async ([name, claims]) => [name, await accessToken(claims)] as const),
  )
  for (const [, token] of signed) expect((await api.check(bearer(token))).verdict).toBe('passed')
  const response = await api.receiveLogout(post(await logoutToken(logout)), CLIENT_OF_API)
  expect(response.status).toBe(200)
  const outcomes = await Promise.all(
    signed.map(async ([name, token]) =>
      (await api.check(bearer(token))).verdict === 'passed' ? [name] : [],
    ),
  )
  return outcomes.flat()
}

const tokens: Record<string, Claims> = {
  own: { jti: '1' },
  'of another session': { jti: '2', sid: 'phone' },
  'of no session': { jti: '3', sid: undefined },
  'issued later': { jti: '4', iat: NOW + 1 },
  'of somebody else': { jti: '5', sub: 'else', sid: 'else' },
  'of somebody else, of no session': { jti: '6', sub: 'else', sid: undefined },
}

describe('a logout ends tokens that are in use at once:', () => {
  test('by session, those of that session', async () => {
    expect(await afterLogout({ sid: 'op-session' }, tokens)).toEqual([
      ...['of another session', 'of no session', 'issued later', 'of somebody else'],
      'of somebody else, of no session',
    ])
  })

  test('by subject, all of the subject', async () => {
    expect(await afterLogout({ sub: 'someone' }, tokens)).toEqual([
      ...['issued later', 'of somebody else', 'of somebody else, of no session'],
    ])
  })

  test('by both, those of the session and those that name none', async () => {
    expect(await afterLogout({ sid: 'op-session', sub: 'someone' }, tokens)).toEqual([
      ...['of another session', 'issued later', 'of somebody else', 'of somebody else, of no session'],
    ])
  })
})

test('a logout that a portal receives ends the access tokens, too, at interfaces that ask the same revocations', async () => {
  const revocations = memoryRevocations({ clock: () => new Date(NOW * 1000) })
  const { api } = await createGuardBench({ revocations })
  const portal = await createBench({ revocations })
  const [own, other] = await Promise.all([accessToken(), accessToken({ jti: '2', sid: 'phone' })])
  expect((await api.check(bearer(own))).verdict).toBe('passed')
  const token = await logoutToken({ sid: 'op-session', aud: CLIENT })
  const response = await postForm(portal, '/backchannel-logout', { logout_token: token })
  expect(response.status).toBe(200)
  expect((await api.check(bearer(own))).verdict).toBe('failed')
  expect((await api.check(bearer(other))).verdict).toBe('passed')
})

describe('a logout token is refused with', () => {
  const attacks: [name: string, change: Claims, header?: object][] = [
    ['another audience', { sid: 'op-session', aud: API }],
    ['another issuer', { sid: 'op-session', iss: 'https://evil.example' }],
    ['no target', {}],
    ['a nonce', { sid: 'op-session', nonce: 'x' }],
    ['the type of an access token', { sid: 'op-session' }, { typ: 'at+jwt' }],
  ]
  test.each(attacks)('%s', async (_, change, header) => {
    const { api, errors } = await createGuardBench()
    const token = await accessToken()
    const response = await api.receiveLogout(post(await logoutToken(change, header)), CLIENT_OF_API)
    expect(response.status).toBe(400)
    expect(errors).toHaveLength(1)
    expect((await api.check(bearer(token))).verdict).toBe('passed')
  })

  test('GET, no form, and nothing', async () => {
    const { api } = await createGuardBench()
    const get = await api.receiveLogout(new Request(`${API}/l`), CLIENT_OF_API)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    const json = new Request(`${API}/l`, { method: 'POST', body: '{}' })
    const codeOf = async (request: Request) => {
      const response = await api.receiveLogout(request, CLIENT_OF_API)
      return [response.status, ((await response.json()) as Record<string, string>)['error_description']]
    }
    expect(await codeOf(json)).toEqual([400, 'ERR_SSO_BODY'])
    expect(await codeOf(post(''))).toEqual([400, 'ERR_SSO_CALLBACK_PARAMETER'])
  })

  test('5xx when it cannot be remembered, so that it comes again', async () => {
    const full = memoryRevocations({ maxEntries: 0 })
    const { api } = await createGuardBench({ revocations: full })
    const response = await api.receiveLogout(post(await logoutToken({ sid: 'x' })), CLIENT_OF_API)
    expect(response.status).toBe(503)
  })

  test('a wrong call where nothing remembers', async () => {
    const { api } = await createGuardBench({ revocations: undefined as never })
    await expect(api.receiveLogout(post('x'), CLIENT_OF_API)).rejects.toThrowError(TypeError)
    const { report } = await api.check(bearer(await accessToken()))
    expect(report.checks).toContainEqual(
      expect.objectContaining({ id: 'access-token.revocation', status: 'skipped' }),
    )
  })
})

describe('what remembers revocations', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('secret')
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret'))],
  ])('lets no token pass when it %s', async (_, isRevoked) => {
    const { api, errors } = await createGuardBench({ revocations: { revoke() {}, isRevoked } })
    const outcome = await api.check(bearer(await accessToken()))
    expect(outcome.verdict).toBe('indeterminate')
    expect(errors).toHaveLength(1)
    if (outcome.verdict !== 'passed') expect(await outcome.response.text()).not.toContain('secret')
  })

  test.each([true, false])('may take its time to say %s', async (isRevoked) => {
    const { api } = await createGuardBench({ revocations: { revoke() {}, isRevoked: async () => isRevoked } })
    const { report, verdict } = await api.check(bearer(await accessToken()))
    expect(verdict).toBe(isRevoked ? 'failed' : 'passed')
    const found = report.checks.find(({ id }) => id === 'access-token.revocation')
    expect(found?.code).toBe(isRevoked ? 'ERR_SSO_ACCESS_REVOKED' : undefined)
  })

  test('ends one token by its identifier', async () => {
    const { api, revocations } = await createGuardBench()
    const [one, other] = await Promise.all([accessToken({ jti: 'one' }), accessToken({ jti: 'other' })])
    await api.check(bearer(one))
    await revocations.revoke({ issuer: ISSUER, jti: 'one', before: NOW, until: NOW + 100 })
    expect((await api.check(bearer(one))).verdict).toBe('failed')
    expect((await api.check(bearer(other))).verdict).toBe('passed')
  })

  test('makes room by what nobody needs any longer, and refuses when there is no room', () => {
    let now = NOW
    const revocations = memoryRevocations({ maxEntries: 2, clock: () => new Date(now * 1000) })
    const revoke = (sid: string, until: number) =>
      revocations.revoke({ issuer: ISSUER, sid, before: NOW, until })
    revoke('a', NOW + 10)
    revoke('b', NOW + 20)
    expect(() => revoke('c', NOW + 20)).toThrowError(expect.objectContaining({ code: 'ERR_SSO_STORE_FULL' }))
    // What is remembered already can be told again.
    revoke('a', NOW + 10)
    now = NOW + 10
    revoke('c', NOW + 20)
    const is = (sid: string) =>
      revocations.isRevoked({ issuer: ISSUER, sub: undefined, sid, jti: undefined, issuedAt: NOW })
    expect(['a', 'b', 'c'].map(is)).toEqual([false, true, true])
    now = NOW + 20
    expect(['a', 'b', 'c'].map(is)).toEqual([false, false, false])
  })

  test('keeps issuers apart', () => {
    const revocations = memoryRevocations({ clock: () => new Date(NOW * 1000) })
    revocations.revoke({ issuer: ISSUER, sub: 'x', before: NOW, until: NOW + 9 })
    const token = { sub: 'x', sid: undefined, jti: undefined, issuedAt: NOW }
    expect(revocations.isRevoked({ ...token, issuer: 'https://other.example' })).toBe(false)
    expect(revocations.isRevoked({ ...token, issuer: ISSUER })).toBe(true)
  })

  test('agrees with the rules, in whatever order events come', () => {
    const name = fc.constantFrom('a', 'b')
    const some = fc.option(name, { nil: undefined })
    const event = fc.record({ sid: some, sub: some, jti: some, before: fc.integer({ min: 0, max: 4 }) })
    const token = fc.record({ sid: some, sub: some, jti: some, issuedAt: fc.integer({ min: 0, max: 4 }) })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 6 }), token, (events, seen) => {
        const revocations = memoryRevocations({ clock: () => new Date(0) })
        for (const one of events) revocations.revoke({ ...one, issuer: ISSUER, until: 9 })
        const ends = ({ sid, sub, jti, before }: (typeof events)[number]) =>
          seen.issuedAt <= before &&
          ((sid !== undefined && seen.sid === sid) ||
            (jti !== undefined && seen.jti === jti) ||
            (sub !== undefined && seen.sub === sub && (sid === undefined || seen.sid === undefined)))
        const asked: RevocableToken = { ...seen, issuer: ISSUER }
        expect(revocations.isRevoked(asked)).toBe(events.some(ends))
      }),
      { numRuns: 2000 },
    )
  })
})

test('attack: a store that answers by promises of its own kind is waited for', async () => {
  // biome-ignore lint/suspicious/noThenProperty: it is what is tested.
  const isRevoked = () => ({ then: (done: (found: boolean) => void) => done(true) }) as Promise<boolean>
  const { api } = await createGuardBench({ revocations: { ...memoryRevocations(), isRevoked } })
  expect((await api.check(bearer(await accessToken({})))).verdict).toBe('failed')
})
