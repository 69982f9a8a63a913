import { describe, expect, test } from 'vitest'
import { codeOf, createBench, get, ISSUER, Jar, ORIGIN, post, signIn } from '../hostile-provider.ts'

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

  test('works here though the provider is away', async () => {
    const bench = await createBench({ idleSeconds: 28_800 })
    const jar = new Jar()
    await signIn(bench, jar)
    bench.clock.seconds += 3601
    bench.provider.answers.set('/.well-known/openid-configuration', () => new Response(null, { status: 500 }))
    const response = await post(bench, '/logout', {}, jar)
    expect(response.headers.get('location')).toBe('/')
    expect(jar.cookies.size).toBe(0)
    expect(bench.errors).toHaveLength(1)
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

  test.each([
    ['/logged-out?state=other', 'en', 'Sign-out not completed', 'Sign in'],
    ['/logged-out?state=other', 'zh-CN', '退出未完成', '登录'],
    ['/logout', 'en', 'Sign-out not completed', 'Sign in'],
    ['/backchannel-logout', 'zh-CN', '退出未完成', '登录'],
  ])('that fails at %s is called so in %s', async (path, language, title, other) => {
    const response = await get(await createBench(), path, new Jar(), { 'accept-language': language })
    const html = await response.text()
    expect(html).toContain(`<h1>${title}</h1>`)
    expect(html).not.toContain(other)
    expect(html).toContain('href="/"')
  })

  test('is not what a failed sign-in is called', async () => {
    const response = await get(await createBench(), '/callback?state=x', new Jar(), {
      'accept-language': 'en',
    })
    expect(await response.text()).toMatch(/<h1>Sign-in not completed<\/h1>.*Sign in again/s)
  })
})
