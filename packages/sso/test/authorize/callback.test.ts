import { inspect } from 'node:util'
import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { compactVerify, importJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { memoryStore, type RelyingPartyOptions, type Store } from '../../src/index.ts'
import {
  type Bench,
  CLIENT,
  codeOf,
  createBench,
  get,
  ISSUER,
  Jar,
  keyPair,
  mint,
  NOW,
  ORIGIN,
  post,
  publicJwk,
  signIn,
  start,
} from '../hostile-provider.ts'

const SESSION = '__Host-xinyin-session'

async function answer(
  bench: Bench,
  jar: Jar,
  change: (parameters: URLSearchParams, asked: URLSearchParams) => void,
) {
  const asked = await start(bench, jar)
  const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
  change(parameters, asked)
  return get(bench, `/callback?${parameters}`, jar)
}

describe('finishing a sign-in', () => {
  test('opens a session and goes to the page that was asked for', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const response = await signIn(bench, jar, '?returnTo=/apply')
    expect(response.status).toBe(303)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      location: '/apply',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect([...jar.cookies.keys()].sort()).toEqual([SESSION, '__Host-xinyin-sid'])
    const session = await bench.sso.session(new Request(ORIGIN, { headers: { cookie: jar.header } }))
    expect(session).toMatchObject({
      user: { subject: { kind: 'natural-person', name: '测试甲' }, level: 3, issuer: ISSUER, sub: 'someone' },
      acting: expect.any(String),
      createdAt: new Date(NOW * 1000),
      expiresAt: new Date((NOW + 28_800) * 1000),
      idleUntil: new Date((NOW + 1800) * 1000),
    })
    expect(JSON.stringify(session)).not.toContain('eyJ')
    expect(bench.errors).toEqual([])
  })

  test('redeems the code with the verifier and an assertion for the issuer only', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const mine = await start(bench, jar)
    await get(
      bench,
      `/callback?${new URLSearchParams({ code: 'c1', state: mine.get('state') ?? '', iss: ISSUER })}`,
      jar,
    )
    const form = Object.fromEntries(bench.provider.form.last)
    expect(form).toMatchObject({
      grant_type: 'authorization_code',
      code: 'c1',
      redirect_uri: `${ORIGIN}/callback`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    })
    const challenge = await crypto.subtle.digest(
      'SHA-256',
      encodeUtf8(form['code_verifier'] ?? '') as BufferSource,
    )
    expect(encodeBase64Url(new Uint8Array(challenge))).toBe(mine.get('code_challenge'))
    const key = await importJWK(await publicJwk('ES256', 'c1', 'client'), 'ES256')
    const { payload, protectedHeader } = await compactVerify(form['client_assertion'] ?? '', key)
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'c1' })
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      iss: CLIENT,
      sub: CLIENT,
      aud: ISSUER,
      jti: expect.stringMatching(/^[\w-]{43}$/),
      iat: NOW,
      nbf: NOW,
      exp: NOW + 60,
    })
  })

  test('gives the session a new id, and ends the one before', async () => {
    const bench = await createBench()
    const jar = new Jar()
    await signIn(bench, jar)
    const first = jar.cookies.get(SESSION) ?? ''
    await signIn(bench, jar)
    const second = jar.cookies.get(SESSION) ?? ''
    expect(second).not.toBe(first)
    const status = async (id: string) =>
      (await get(bench, '/session', new Jar(), { cookie: `${SESSION}=${id}` })).status
    expect(await status(first)).toBe(401)
    expect(await status(second)).toBe(200)
  })

  test('never takes a session id that the browser came with', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const planted = 'P'.repeat(43)
    jar.cookies.set(SESSION, planted)
    await signIn(bench, jar)
    expect(jar.cookies.get(SESSION)).not.toBe(planted)
    const response = await get(bench, '/session', new Jar(), { cookie: `${SESSION}=${planted}` })
    expect(response.status).toBe(401)
  })

  test('keeps the id of a session as a hash only', async () => {
    const kept: string[] = []
    const inner = memoryStore({ clock: () => new Date(NOW * 1000) })
    const store: Store = {
      ...inner,
      put: (key, session) => {
        kept.push(key)
        return inner.put(key, session)
      },
    }
    const jar = new Jar()
    await signIn(await createBench({ store }), jar)
    const hash = async (...parts: string[]) => {
      const bytes = encodeUtf8(JSON.stringify(parts)) as BufferSource
      return encodeBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
    }
    const party = await hash(ORIGIN, ISSUER, CLIENT)
    const [id = '', tag, line = ''] = jar.cookies.get(SESSION)?.split('.') ?? []
    expect(tag).toBe(party.slice(0, 8))
    expect(kept).toEqual([await hash(party, id, line)])
  })
})

describe('an answer that does not fit', () => {
  const attacks: [
    name: string,
    code: string,
    change: (parameters: URLSearchParams, asked: URLSearchParams) => void,
  ][] = [
    ['no state', 'ERR_SSO_CALLBACK_PARAMETER', (p) => p.delete('state')],
    ['another state', 'ERR_SSO_TRANSACTION_ABSENT', (p) => p.set('state', 'A'.repeat(22))],
    [
      'the beginning of the state',
      'ERR_SSO_TRANSACTION_ABSENT',
      (p) => p.set('state', p.get('state')?.slice(0, 12) ?? ''),
    ],
    ['two states', 'ERR_SSO_CALLBACK_PARAMETER', (p) => p.append('state', 'x')],
    ['no code', 'ERR_SSO_CALLBACK_PARAMETER', (p) => p.delete('code')],
    ['two codes', 'ERR_SSO_CALLBACK_PARAMETER', (p) => p.append('code', 'x')],
    ['an endless code', 'ERR_SSO_CALLBACK_PARAMETER', (p) => p.set('code', 'x'.repeat(5000))],
    ['no issuer (mix-up)', 'ERR_SSO_RESPONSE_ISSUER', (p) => p.delete('iss')],
    ['another issuer (mix-up)', 'ERR_SSO_RESPONSE_ISSUER', (p) => p.set('iss', 'https://evil.example')],
    ['two issuers', 'ERR_SSO_CALLBACK_PARAMETER', (p) => p.append('iss', ISSUER)],
    ['an error', 'ERR_SSO_SIGN_IN_REFUSED', (p) => p.set('error', 'access_denied')],
    ['an error with markup', 'ERR_SSO_SIGN_IN_REFUSED', (p) => p.set('error', '<script>')],
    ['an ID token beside the code', 'ERR_SSO_SIGN_IN_REFUSED', (p) => p.set('id_token', 'x')],
    ['a signed response', 'ERR_SSO_SIGN_IN_REFUSED', (p) => p.set('response', 'x')],
  ]
  test.each(attacks)('%s', async (_, code, change) => {
    const bench = await createBench()
    const jar = new Jar()
    const response = await answer(bench, jar, change)
    expect(response.status).toBe(400)
    const html = await response.clone().text()
    expect(html).not.toContain('<script>')
    expect(await codeOf(response)).toBe(code)
    expect(jar.cookies.has(SESSION)).toBe(false)
    expect(bench.provider.asked).not.toContain('/token')
    expect(bench.errors).toMatchObject([{ code }])
  })

  test('an error is told by its name, if it has one', async () => {
    const bench = await createBench()
    const error = (name: string) => (parameters: URLSearchParams) => {
      parameters.delete('code')
      parameters.set('error', name)
    }
    await answer(bench, new Jar(), error('access_denied'))
    await answer(bench, new Jar(), error('<script>'))
    expect(bench.errors).toMatchObject([
      { code: 'ERR_SSO_SIGN_IN_REFUSED', facts: { error: 'access_denied' } },
      { code: 'ERR_SSO_SIGN_IN_REFUSED', facts: { error: 'unknown' } },
    ])
  })

  test('no issuer, from a provider that does not announce it, is fine', async () => {
    const bench = await createBench()
    delete bench.provider.metadata['authorization_response_iss_parameter_supported']
    const response = await answer(bench, new Jar(), (p) => p.delete('iss'))
    expect(response.status).toBe(303)
  })

  test('comes to a browser that did not start it (login CSRF, stolen code)', async () => {
    const bench = await createBench()
    const asked = await start(bench, new Jar())
    const victim = new Jar()
    await start(bench, victim)
    const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    expect(await codeOf(await get(bench, `/callback?${parameters}`, victim))).toBe(
      'ERR_SSO_TRANSACTION_ABSENT',
    )
    expect(await codeOf(await get(bench, `/callback?${parameters}`))).toBe('ERR_SSO_TRANSACTION_ABSENT')
  })

  test('comes a second time', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar)
    const kept = jar.header
    const path = `/callback?${new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })}`
    expect((await get(bench, path, jar)).status).toBe(303)
    expect(await codeOf(await get(bench, path, jar))).toBe('ERR_SSO_TRANSACTION_ABSENT')
    expect(await codeOf(await get(bench, path, new Jar(), { cookie: kept }))).toBe('ERR_SSO_TRANSACTION_USED')
  })

  test('whose code the provider refuses fills no store', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar)
    const kept = jar.header
    const path = `/callback?${new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })}`
    bench.provider.answers.set('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }))
    for (let i = 0; i < 3; i++) {
      expect(await codeOf(await get(bench, path, new Jar(), { cookie: kept }))).toBe('ERR_SSO_TOKEN_REFUSED')
    }
  })

  test('comes with a cookie that was changed to lead to another site', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar)
    const [name = '', value = ''] = [...jar.cookies][0] ?? []
    const evil = encodeBase64Url(encodeUtf8('//evil.example'))
    jar.cookies.set(name, value.replace(/[^.]+$/, evil))
    const path = `/callback?${new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })}`
    const response = await get(bench, path, jar)
    expect(response.headers.get('location')).toBeNull()
    expect(await codeOf(response)).toBe('ERR_SSO_RETURN_TO')
  })

  test('comes after more than ten minutes', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar)
    bench.clock.seconds += 601
    const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    expect(await codeOf(await get(bench, `/callback?${parameters}`, jar))).toBe('ERR_SSO_TRANSACTION_EXPIRED')
  })

  test('is meant for another relying party on the same site', async () => {
    const bench = await createBench()
    const other = await createBench({ clientId: 'other' })
    const jar = new Jar()
    const asked = await start(bench, jar)
    const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    expect(await codeOf(await get(other, `/callback?${parameters}`, jar))).toBe('ERR_SSO_TRANSACTION_ABSENT')
  })

  test('has a cookie name twice', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const asked = await start(bench, jar)
    const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    const cookie = `${jar.header}; ${jar.header}`
    const response = await get(bench, `/callback?${parameters}`, new Jar(), { cookie })
    expect(await codeOf(response)).toBe('ERR_SSO_TRANSACTION_ABSENT')
  })
})

describe('a token endpoint that is hostile', () => {
  const attacks: [name: string, status: number, code: string, body: () => Response][] = [
    [
      'an error',
      502,
      'ERR_SSO_TOKEN_REFUSED',
      () => Response.json({ error: 'invalid_grant' }, { status: 400 }),
    ],
    [
      'a redirect',
      502,
      'ERR_SSO_TOKEN_RESPONSE',
      () => new Response(null, { status: 307, headers: { location: 'https://evil.example/token' } }),
    ],
    ['no JSON', 502, 'ERR_SSO_TOKEN_RESPONSE', () => new Response('<html>')],
    [
      'no ID token',
      502,
      'ERR_SSO_TOKEN_RESPONSE',
      () => Response.json({ access_token: 'x', token_type: 'Bearer' }),
    ],
    [
      'an ID token that is none',
      400,
      'ERR_SSO_TOKEN_FORM',
      () => Response.json({ access_token: 'x', token_type: 'Bearer', id_token: 'x' }),
    ],
    ['ten megabytes', 502, 'ERR_SSO_FETCH_SIZE', () => new Response('x'.repeat(10_000_000))],
    ['a name twice', 502, 'ERR_SSO_TOKEN_RESPONSE', () => new Response('{"id_token":"a","id_token":"b"}')],
    ['broken text', 502, 'ERR_SSO_FETCH_FAILED', () => new Response(new Uint8Array([0xff, 0xfe]))],
  ]
  test.each(attacks)('and answers %s lets nobody in', async (_, status, code, body) => {
    const bench = await createBench()
    bench.provider.answers.set('/token', body)
    const jar = new Jar()
    const response = await signIn(bench, jar)
    expect(response.status).toBe(status)
    expect(await codeOf(response)).toBe(code)
    expect(jar.cookies.size).toBe(0)
  })

  test('and sends no access token beside a good ID token lets nobody in', async () => {
    const bench = await createBench()
    const forge = bench.provider.forge
    bench.provider.forge = async (claims, header) => {
      const token = await forge(claims, header)
      bench.provider.answers.set('/token', () => Response.json({ id_token: token }))
      return token
    }
    const jar = new Jar()
    const asked = await start(bench, jar)
    // Makes the good token for this sign-in, then has it sent alone.
    await bench.provider.fetch(`${ISSUER}/token`, { method: 'POST', body: '' })
    const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    expect(await codeOf(await get(bench, `/callback?${parameters}`, jar))).toBe('ERR_SSO_TOKEN_RESPONSE')
  })

  test('and has another way of saying nothing lets people in', async () => {
    const bench = await createBench()
    Object.assign(bench.provider.metadata, {
      end_session_endpoint: null,
      id_token_signing_alg_values_supported: null,
    })
    const forge = bench.provider.forge
    const nothing = { auth_time: null, name: null, sid: null, nbf: null }
    bench.provider.forge = async (claims, header) => {
      const token = await forge({ ...claims, ...nothing }, header)
      const body = { access_token: 'x', token_type: 'Bearer', refresh_token: null, scope: null }
      bench.provider.answers.set('/token', () =>
        Response.json({ ...body, expires_in: null, id_token: token }),
      )
      return token
    }
    const jar = new Jar()
    const asked = await start(bench, jar)
    await bench.provider.fetch(`${ISSUER}/token`, { method: 'POST', body: '' })
    const parameters = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
    expect((await get(bench, `/callback?${parameters}`, jar)).status).toBe(303)
    expect((await post(bench, '/logout', {}, jar)).headers.get('location')).toBe('/')
  })

  test('and signs with ES256 without announcing algorithms lets people in', async () => {
    const bench = await createBench()
    delete bench.provider.metadata['id_token_signing_alg_values_supported']
    expect((await signIn(bench)).status).toBe(303)
  })

  test('and signs with what the portal does not allow lets nobody in, whatever is announced', async () => {
    const bench = await createBench({ algorithms: ['PS256'] })
    expect(await codeOf(await signIn(bench))).toBe('ERR_SSO_TOKEN_ALGORITHM')
  })

  test('and forges the token lets nobody in, and says which check failed to the log', async () => {
    const bench = await createBench()
    bench.provider.forge = async (claims, header) =>
      mint(claims, header, (await keyPair('ES256', 'evil')).privateKey)
    const jar = new Jar()
    const response = await signIn(bench, jar)
    expect(await codeOf(response)).toBe('ERR_SSO_TOKEN_SIGNATURE')
    expect(jar.cookies.size).toBe(0)
    expect(bench.errors).toMatchObject([{ facts: { check: 'id-token.signature' } }])
  })

  test('and gives the nonce of another sign-in lets nobody in (PKCE ignored, code injected)', async () => {
    const bench = await createBench()
    bench.provider.forge = (claims, header) => mint({ ...claims, nonce: 'stolen' }, header)
    expect(await codeOf(await signIn(bench))).toBe('ERR_SSO_TOKEN_NONCE')
  })

  test('and has no keys to be had says so', async () => {
    const bench = await createBench()
    bench.provider.answers.set('/jwks', () => new Response(null, { status: 500 }))
    const response = await signIn(bench)
    expect(response.status).toBe(503)
    expect(await codeOf(response)).toBe('ERR_SSO_KEYS_UNAVAILABLE')
  })
})

describe('the log', () => {
  test.each<[string, () => Response]>([
    [
      'an answer of the wrong type',
      () => Response.json({ access_token: 'secret-token', token_type: 'strange', id_token: 'secret-id' }),
    ],
    [
      'an error with more in it',
      () => Response.json({ error: 'invalid_grant', x: 'secret-token' }, { status: 400 }),
    ],
    ['broken JSON', () => new Response('{"access_token":"secret-token",')],
  ])('hears of %s, and no token', async (_, body) => {
    const bench = await createBench()
    bench.provider.answers.set('/token', body)
    await signIn(bench)
    expect(bench.errors).toHaveLength(1)
    expect(inspect(bench.errors, { depth: 20, showHidden: true })).not.toMatch(/secret-/)
  })
})

describe('claims that do not add up', () => {
  const cases: [
    name: string,
    code: string,
    status: number,
    claims: Record<string, unknown>,
    query?: string,
  ][] = [
    ['an unknown kind of subject', 'ERR_SSO_SUBJECT_CLAIMS', 400, { subject_type: 'robot' }],
    [
      'a legal person with a wrong code',
      'ERR_SSO_USCC',
      400,
      {
        subject_type: 'legal-person',
        legal_person: { name: '测试公司', uscc: '91350100M000100Y44' },
      },
    ],
    ['a level below the one asked for', 'ERR_SSO_LEVEL', 403, {}, '?level=4'],
    ['a level that nobody has agreed on', 'ERR_SSO_LEVEL', 403, { acr: 'made-up' }, '?level=1'],
  ]
  test.each(cases)('%s', async (_, code, status, claims, query) => {
    const bench = await createBench()
    bench.provider.forge = (given, header) => mint({ ...given, ...claims }, header)
    const jar = new Jar()
    const response = await signIn(bench, jar, query)
    expect(response.status).toBe(status)
    expect(await codeOf(response)).toBe(code)
    expect(jar.cookies.size).toBe(0)
  })
})

describe('a store that fails', () => {
  const broken = (change: Partial<Store>): Partial<RelyingPartyOptions> => ({
    store: { ...memoryStore({ clock: () => new Date(NOW * 1000) }), ...change },
  })
  const fail = async () => {
    throw new Error('redis://secret@10.0.0.1 is away')
  }
  test.each<[string, Partial<Store>]>([
    ['to keep the session', { put: fail }],
    ['to mark the sign-in as used', { consumeOnce: fail }],
  ])('%s lets nobody in and tells nothing', async (_, change) => {
    const jar = new Jar()
    const response = await signIn(await createBench(broken(change)), jar)
    expect(response.status).toBe(500)
    expect(await response.clone().text()).not.toMatch(/redis|secret/)
    expect(await codeOf(response)).toBe('ERR_SSO_INTERNAL')
    expect(jar.cookies.size).toBe(0)
  })

  test('to hold more refuses', async () => {
    const store = memoryStore({ maxEntries: 1, clock: () => new Date(NOW * 1000) })
    const bench = await createBench({ store })
    expect((await signIn(bench)).status).toBe(303)
    const response = await signIn(bench)
    expect(response.status).toBe(503)
    expect(await codeOf(response)).toBe('ERR_SSO_STORE_FULL')
  })
})
