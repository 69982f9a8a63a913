import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { memoryRevocations, type Revocations } from '../../src/resource/index.ts'
import {
  type Bench,
  codeOf,
  createBench,
  get,
  ISSUER,
  Jar,
  mint,
  NOW,
  ORIGIN,
  post,
  signIn,
} from '../hostile-provider.ts'

/** What the provider is asked when this browser signs out. */
async function askedOf(bench: Bench, jar: Jar): Promise<Record<string, string>> {
  const response = await post(bench, '/logout', {}, jar)
  return Object.fromEntries(new URL(response.headers.get('location') ?? '', ORIGIN).searchParams)
}

describe('signing out', () => {
  test('ends the session, then goes to the provider with the ID token as hint', async () => {
    const bench = await createBench({ afterLogout: '/bye' })
    const jar = new Jar()
    await signIn(bench, jar)
    const before = jar.header
    const response = await post(bench, '/logout', {}, jar)
    expect(response.status).toBe(303)
    const url = new URL(response.headers.get('location') ?? '')
    expect(url.origin + url.pathname).toBe(`${ISSUER}/end`)
    const asked = Object.fromEntries(url.searchParams)
    expect(asked).toMatchObject({ client_id: 'portal', post_logout_redirect_uri: `${ORIGIN}/logged-out` })
    expect(asked['id_token_hint']?.split('.')).toHaveLength(3)
    expect((await get(bench, '/session', new Jar(), { cookie: before })).status).toBe(401)

    const back = await get(bench, `/logged-out?state=${asked['state']}`, jar)
    expect(back.headers.get('location')).toBe('/bye')
    expect(jar.cookies.size).toBe(0)
  })

  const origins: [name: string, status: number, headers: Record<string, string>][] = [
    ['this site', 303, { origin: ORIGIN }],
    ['this site without referrer', 303, { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['another site', 403, { origin: 'https://evil.example' }],
    ['another site that says it is this', 403, { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', 403, { origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
    ['nowhere', 403, {}],
    ['a sandboxed frame', 403, { origin: 'null' }],
  ]
  test.each(origins)('from a page of %s: %i', async (_, status, headers) => {
    const bench = await createBench()
    const jar = new Jar()
    await signIn(bench, jar)
    const cookie = jar.header
    const response = await post(bench, '/logout', {}, jar, { cookie, ...headers })
    expect(response.status).toBe(status)
    const still = await get(bench, '/session', new Jar(), { cookie })
    expect(still.status).toBe(status === 303 ? 401 : 200)
    if (status === 403) expect(await codeOf(response)).toBe('ERR_SSO_CROSS_SITE')
  })

  test('takes POST only, so that no image or link signs anybody out', async () => {
    expect((await get(await createBench(), '/logout')).status).toBe(405)
  })

  test('goes home at once when nobody is signed in, or the provider has no such address', async () => {
    const bench = await createBench()
    expect((await post(bench, '/logout', {})).headers.get('location')).toBe('/')
    const poor = await createBench()
    delete poor.provider.metadata['end_session_endpoint']
    const jar = new Jar()
    await signIn(poor, jar)
    expect((await post(poor, '/logout', {}, jar)).headers.get('location')).toBe('/')
  })

  test('works here though the provider is away, and goes there as long as its address is believed', async () => {
    for (const [graceSeconds, location, faults] of [
      [undefined, expect.stringMatching(/^https:\/\/op\.example\/end\?id_token_hint=/), 1],
      [0, '/', 1],
    ] as const) {
      const bench = await createBench({
        idleSeconds: 28_800,
        ...(graceSeconds === undefined ? {} : { graceSeconds }),
      })
      const jar = new Jar()
      await signIn(bench, jar)
      bench.clock.seconds += 3601
      const out = () => new Response(null, { status: 500 })
      bench.provider.answers.set('/.well-known/openid-configuration', out)
      const response = await post(bench, '/logout', {}, jar)
      expect(response.headers.get('location')).toEqual(location)
      expect((await get(bench, '/session', jar)).status).toBe(401)
      expect(bench.errors).toHaveLength(faults)
    }
  })

  test.each(['', '?state=', '?state=other'])(
    'and coming back with %j to a browser that did not go is refused',
    async (query) => {
      const response = await get(await createBench(), `/logged-out${query}`)
      expect(response.status).toBe(400)
      expect(await codeOf(response)).toBe('ERR_SSO_LOGOUT_STATE')
    },
  )

  test('and coming back with another state is refused', async () => {
    const bench = await createBench()
    const jar = new Jar()
    await signIn(bench, jar)
    await post(bench, '/logout', {}, jar)
    expect(await codeOf(await get(bench, '/logged-out?state=other', jar))).toBe('ERR_SSO_LOGOUT_STATE')
  })
})

describe('signing out when the session has ended here', () => {
  test('by lying unused, still goes to the provider, which may know the browser yet', async () => {
    const bench = await createBench()
    const jar = new Jar()
    await signIn(bench, jar)
    bench.clock.seconds += 1800
    expect((await get(bench, '/session', jar)).status).toBe(401)
    const asked = await askedOf(bench, jar)
    expect(asked).toEqual({
      client_id: 'portal',
      logout_hint: 'op-session',
      post_logout_redirect_uri: `${ORIGIN}/logged-out`,
      state: expect.any(String),
    })
    const back = await get(bench, `/logged-out?state=${asked['state']}`, jar)
    expect(back.headers.get('location')).toBe('/')
    expect(jar.cookies.size).toBe(0)
  })

  test('goes there without a name where the provider gave none', async () => {
    const bench = await createBench()
    bench.provider.forge = ({ sid: _, ...claims }, header) => mint(claims, header)
    const jar = new Jar()
    await signIn(bench, jar)
    bench.clock.seconds += 1800
    expect(Object.keys(await askedOf(bench, jar)).sort()).toEqual([
      'client_id',
      'post_logout_redirect_uri',
      'state',
    ])
  })

  test('tells it no name that another provider gave', async () => {
    const bench = await createBench()
    const jar = new Jar()
    await signIn(bench, jar)
    const other = encodeBase64Url(encodeUtf8(JSON.stringify(['https://other.example', 'op-session'])))
    jar.cookies.set('__Host-xinyin-sid', other)
    bench.clock.seconds += 1800
    expect(await askedOf(bench, jar)).not.toHaveProperty('logout_hint')
  })

  test('goes there once: then the browser knows of no session', async () => {
    const bench = await createBench()
    const jar = new Jar()
    await signIn(bench, jar)
    bench.clock.seconds += 1800
    await askedOf(bench, jar)
    expect(await askedOf(bench, jar)).toEqual({})
  })
})

describe('signing out names the session by', () => {
  test('its own name when the ID token is too long for an address', async () => {
    const bench = await createBench()
    bench.provider.forge = (claims, header) => mint({ ...claims, more: 'x'.repeat(6000) }, header)
    const jar = new Jar()
    await signIn(bench, jar)
    const asked = await askedOf(bench, jar)
    expect([asked['id_token_hint'], asked['logout_hint']]).toEqual([undefined, 'op-session'])
  })
})

describe('signing out ends access tokens', () => {
  const token = { issuer: ISSUER, sub: 'someone', jti: 'x', issuedAt: NOW }

  test('of the session, and of no other', async () => {
    const revocations = memoryRevocations({ clock: () => new Date(NOW * 1000) })
    const bench = await createBench({ revocations })
    const jar = new Jar()
    await signIn(bench, jar)
    await post(bench, '/logout', {}, jar)
    const is = (sid: string | undefined, issuedAt = NOW) => revocations.isRevoked({ ...token, sid, issuedAt })
    expect([is('op-session'), is('other'), is(undefined), is('op-session', NOW + 1)]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('of a provider whose clock is ahead, those too that came with the sign-in a moment ago', async () => {
    const revocations = memoryRevocations({ clock: () => new Date(NOW * 1000) })
    const bench = await createBench({ revocations })
    bench.provider.forge = (claims, header) => mint({ ...claims, iat: NOW + 20 }, header)
    const jar = new Jar()
    await signIn(bench, jar)
    await post(bench, '/logout', {}, jar)
    const is = (issuedAt: number) => revocations.isRevoked({ ...token, sid: 'op-session', issuedAt })
    expect([is(NOW + 20), is(NOW + 21)]).toEqual([true, false])
  })

  test('though what remembers them is out: the session has ended, and the provider is told', async () => {
    const revocations: Revocations = {
      revoke: () => Promise.reject(new Error('away')),
      isRevoked: () => false,
    }
    const bench = await createBench({ revocations })
    const jar = new Jar()
    await signIn(bench, jar)
    const { header } = jar
    expect(await askedOf(bench, jar)).toHaveProperty('id_token_hint')
    expect((await get(bench, '/session', new Jar(), { cookie: header })).status).toBe(401)
    expect(bench.errors).toHaveLength(1)
  })

  test('of nobody where the provider names no sessions', async () => {
    const revocations = memoryRevocations({ clock: () => new Date(NOW * 1000) })
    const bench = await createBench({ revocations })
    bench.provider.forge = ({ sid: _, ...claims }, header) => mint(claims, header)
    const jar = new Jar()
    await signIn(bench, jar)
    await post(bench, '/logout', {}, jar)
    expect(revocations.isRevoked({ ...token, sid: undefined })).toBe(false)
  })
})
