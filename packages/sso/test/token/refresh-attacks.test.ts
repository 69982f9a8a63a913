import { describe, expect, test } from 'vitest'
import { mint, NOW, ORIGIN } from '../hostile-provider.ts'
import { createTokenBench, nextIdToken, type TokenBench } from './token-bench.ts'

const LATER = NOW + 400

/** A portal whose token is over, at a provider whose next answers are changed. */
async function renewing(changes: Record<string, unknown>): Promise<TokenBench> {
  const bench = await createTokenBench()
  bench.clock.seconds = LATER
  bench.model.changes = changes
  return bench
}

const other = (change: Record<string, unknown>) => nextIdToken(LATER, change)

describe('attack on a renewal: an ID token', () => {
  const attacks: [what: string, token: () => Promise<string>, code: string][] = [
    ['of somebody else', () => other({ sub: 'somebody-else' }), 'ERR_SSO_TOKEN_CONTINUITY'],
    ['of another issuer', () => other({ iss: 'https://op2.example' }), 'ERR_SSO_TOKEN_ISSUER'],
    ['for another client', () => other({ aud: 'other' }), 'ERR_SSO_TOKEN_AUDIENCE'],
    ['for another party', () => other({ azp: 'other' }), 'ERR_SSO_TOKEN_PARTY'],
    ['of another session at the provider', () => other({ sid: 'other' }), 'ERR_SSO_TOKEN_CONTINUITY'],
    ['of another sign-in, by its nonce', () => other({ nonce: 'other' }), 'ERR_SSO_TOKEN_CONTINUITY'],
    ['of another time of authentication', () => other({ auth_time: NOW + 1 }), 'ERR_SSO_TOKEN_CONTINUITY'],
    ['without a subject', () => other({ sub: undefined }), 'ERR_SSO_TOKEN_SUBJECT'],
    ['that is over', () => other({ exp: LATER - 100 }), 'ERR_SSO_TOKEN_EXPIRED'],
    ['that is old', () => other({ iat: LATER - 700 }), 'ERR_SSO_TOKEN_ISSUED_AT'],
    ['from the future', () => other({ nbf: LATER + 100 }), 'ERR_SSO_TOKEN_EARLY'],
    [
      'for another access token',
      () => other({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }),
      'ERR_SSO_TOKEN_ACCESS_HASH',
    ],
    [
      'that is a logout token',
      async () => mint({ sub: 'someone' }, { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' }),
      'ERR_SSO_TOKEN_TYPE',
    ],
    [
      'that is an access token',
      async () => mint({ sub: 'someone' }, { alg: 'ES256', kid: 'k1', typ: 'at+jwt' }),
      'ERR_SSO_TOKEN_TYPE',
    ],
    [
      'with another signature',
      async () => `${(await other({})).slice(0, -8)}AAAAAAAA`,
      'ERR_SSO_TOKEN_SIGNATURE',
    ],
    ['that is none', async () => 'none', 'ERR_SSO_TOKEN_FORM'],
  ]
  test.each(attacks)('%s gets no token, and ends the session', async (_, token, code) => {
    const bench = await renewing({ id_token: await token() })
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject({ code })
    expect(await bench.sso.session(bench.request())).toBeUndefined()
  })

  test('that says less than the first, and nothing else, is of the same sign-in', async () => {
    const bench = await renewing({ id_token: await other({ sid: undefined }) })
    expect((await bench.sso.accessToken(bench.request())).value).toBe(bench.model.given.at(-1))
  })
})

describe('attack on a renewal: an answer', () => {
  const attacks: [what: string, changes: Record<string, unknown>, code: string][] = [
    [
      'with a token that breaks out of its header field',
      { access_token: 'a\r\nx-admin: 1' },
      'ERR_SSO_TOKEN_RESPONSE',
    ],
    ['with a token of letters that no header has', { access_token: 'ä' }, 'ERR_SSO_TOKEN_RESPONSE'],
    ['with a token of 20,000 characters', { access_token: 'a'.repeat(20_000) }, 'ERR_SSO_TOKEN_RESPONSE'],
    ['with a token that is no text', { access_token: { a: 1 } }, 'ERR_SSO_TOKEN_RESPONSE'],
    ['without a token', { access_token: null }, 'ERR_SSO_TOKEN_RESPONSE'],
    ['with a token of another type', { token_type: 'mac' }, 'ERR_SSO_TOKEN_UNBOUND'],
    ['with a token of no type', { token_type: null }, 'ERR_SSO_TOKEN_UNBOUND'],
    ['with a token bound to a key that nobody has', { token_type: 'DPoP' }, 'ERR_SSO_TOKEN_UNBOUND'],
    ['with an end in the past', { expires_in: -1 }, 'ERR_SSO_TOKEN_RESPONSE'],
    ['with an end that is none', { expires_in: '1e9' }, 'ERR_SSO_TOKEN_RESPONSE'],
    ['with a scope that is none', { scope: 'a  b' }, 'ERR_SSO_TOKEN_RESPONSE'],
    ['with a refresh token that is none', { refresh_token: 'a\nb' }, 'ERR_SSO_TOKEN_RESPONSE'],
  ]
  test.each(attacks)('%s is not taken', async (_, changes, code) => {
    const bench = await renewing(changes)
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject({ code })
  })

  test('with an empty scope is one of no scope, as a provider writes it', async () => {
    const bench = await renewing({ scope: '' })
    expect((await bench.sso.accessToken(bench.request())).scope).toBe('')
  })

  const bodies: [what: string, body: () => Response][] = [
    ['of ten megabytes', () => new Response('x'.repeat(10_000_000))],
    ['nested without end', () => Response.json(JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`))],
    [
      'with a name twice',
      () =>
        new Response('{"access_token":"a","access_token":"b"}', {
          headers: { 'content-type': 'application/json' },
        }),
    ],
    [
      'that is HTML',
      () =>
        new Response('{"access_token":"a","token_type":"Bearer"}', {
          headers: { 'content-type': 'text/html' },
        }),
    ],
    [
      'that sends us elsewhere',
      () => new Response(null, { status: 307, headers: { location: 'https://evil.example/' } }),
    ],
  ]
  test.each(bodies)('%s is not taken, and no log holds a token', async (_, body) => {
    const bench = await renewing({})
    bench.model.spoil = body
    const error = await bench.sso.accessToken(bench.request()).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_SSO_(TOKEN_RESPONSE|FETCH_SIZE)$/) })
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toMatch(/refresh \d|access-\d/)
  })

  test('that says to last for ever is renewed within a year', async () => {
    const bench = await renewing({ expires_in: 1e300 })
    const { expiresAt } = await bench.sso.accessToken(bench.request())
    expect(expiresAt).toEqual(new Date((LATER + 31_536_000) * 1000))
  })
})

describe('attack with a stolen refresh token', () => {
  test('by a thief who used it first ends the session when the portal does', async () => {
    const bench = await createTokenBench()
    const stolen = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'refresh 1' })
    await bench.model.answer(stolen, new Headers())
    bench.clock.seconds = LATER
    await expect(bench.sso.accessToken(bench.request())).rejects.toMatchObject({
      code: 'ERR_SSO_REFRESH_REFUSED',
    })
    expect(bench.model.revoked).toBe(true)
    expect(await bench.sso.session(bench.request())).toBeUndefined()
  })
})

describe('attack on a token’s use', () => {
  test.each([
    'http://permits.example/',
    'ftp://permits.example/',
    'http://127.0.0.1.evil.example/',
    'javascript:1',
  ])('it is not sent to %s', async (url) => {
    const bench = await createTokenBench()
    const token = await bench.sso.accessToken(bench.request())
    await expect(token.fetch(url)).rejects.toThrow(/^url: expected https/)
  })

  test.each(['authorization', 'DPoP'])('the caller’s own %s does not go along', async (name) => {
    const bench = await createTokenBench()
    const token = await bench.sso.accessToken(bench.request())
    const call = token.fetch('https://permits.example/', { headers: { [name]: 'x' } })
    await expect(call).rejects.toThrow(/not the caller's to set/)
  })

  test('a page of the portal never gets to see it', async () => {
    const bench = await createTokenBench()
    const headers = { cookie: bench.jar.header }
    const answer = await bench.sso.handle(new Request(`${ORIGIN}/session`, { headers }))
    expect(await answer?.text()).not.toMatch(/access-|refresh /)
    expect(
      JSON.stringify([
        await bench.sso.session(bench.request()),
        await bench.sso.sessions.list(bench.request()),
      ]),
    ).not.toMatch(/access-|refresh /)
  })
})
