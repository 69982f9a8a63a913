import { describe, expect, test } from 'vitest'
import type { Requirement } from '../../src/index.ts'
import { codeOf, get, Jar, keyPair, mint, NOW, ORIGIN, post } from '../hostile-provider.ts'
import { createTwoProviders, PROVINCE, STAFF, type TwoProviders } from '../two-providers.ts'

const SILENT = { authorization_response_iss_parameter_supported: undefined }

/** Has the staff directory sign with its own key. */
function honestStaff({ staff }: TwoProviders): void {
  staff.forge = async (claims, header) => mint(claims, header, (await keyPair('ES256', 'staff')).privateKey)
}

async function begin(bench: TwoProviders, jar: Jar, issuer: string, query: Record<string, string> = {}) {
  const parameters = new URLSearchParams({ ...query, issuer })
  const location = (await get(bench, `/login?${parameters}`, jar)).headers.get('location') ?? 'error:'
  const asked = new URL(location).searchParams
  const provider = issuer === STAFF ? bench.staff : bench.province
  provider.nonce = asked.get('nonce') ?? ''
  return { location, state: asked.get('state') ?? '', asked }
}

function finish(bench: TwoProviders, jar: Jar, state: string, iss?: string, path = '/callback') {
  const answer = new URLSearchParams({ code: 'code', state, ...(iss && { iss }) })
  return get(bench, `${path}?${answer}`, jar)
}

async function signIn(bench: TwoProviders, issuer: string, jar = new Jar()): Promise<Jar> {
  const { state } = await begin(bench, jar, issuer)
  expect((await finish(bench, jar, state, issuer)).status).toBe(303)
  return jar
}

const browser = (jar: Jar) => new Request(ORIGIN, { headers: { cookie: jar.header } })

async function create(changes: Parameters<typeof createTwoProviders>[0] = {}): Promise<TwoProviders> {
  const bench = await createTwoProviders(changes)
  honestStaff(bench)
  return bench
}

describe('choosing a provider', () => {
  test('is up to the person, with what was asked for kept', async () => {
    const bench = await create()
    const response = await get(bench, '/login?returnTo=/apply', new Jar(), { 'accept-language': 'zh-CN' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const html = await response.text()
    expect(html).toContain('全省统一身份认证')
    expect(html).toContain('staff.example')
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replace(/&#38;/g, '&'))
    const queries = links.map((href) => Object.fromEntries(new URL(href, ORIGIN).searchParams))
    expect(queries).toEqual([
      { returnTo: '/apply', issuer: PROVINCE },
      { returnTo: '/apply', issuer: STAFF },
    ])
    const chosen = await get(bench, links[1] ?? '')
    expect(chosen.headers.get('location')).toContain(`${STAFF}/authorize`)
  })

  test('is not needed where one alone can give the level', async () => {
    const response = await get(await create(), '/login?level=4')
    expect(response.headers.get('location')).toContain(`${PROVINCE}/authorize`)
  })

  test('is asked for where none can', async () => {
    expect((await get(await create(), '/login?level=5')).status).toBe(200)
  })

  test('has a page that the portal can make itself', async () => {
    const choicePage = (choices: readonly { name: string }[], language: string) =>
      new Response([language, ...choices.map(({ name }) => name)].join())
    const bench = await create({ portal: { choicePage } })
    const response = await get(bench, '/login', new Jar(), { 'accept-language': 'en' })
    expect(await response.text()).toBe('en,The province,staff.example')
  })

  test('goes on with ours where that page fails', async () => {
    const choicePage = () => {
      throw new Error('no template')
    }
    const bench = await create({ portal: { choicePage } })
    const response = await get(bench, '/login')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('staff.example')
    expect(bench.errors).toMatchObject([{ message: 'no template' }])
  })

  test.each(['<img src=x>', '"><script>', "'"])('shows a name that is %s as text', async (name) => {
    const bench = await create({ staff: { name: { 'zh-CN': name, en: name } } })
    const html = await (await get(bench, '/login')).text()
    expect(html).not.toMatch(/<img|<script|<a [^>]*'/)
  })

  test('looks at what was asked for before', async () => {
    expect(await codeOf(await get(await create(), '/login?returnTo=//evil.example'))).toBe(
      'ERR_SSO_RETURN_TO',
    )
  })
})

describe('a session', () => {
  test('knows its issuer, and its level is by that issuer’s table', async () => {
    const bench = await create()
    const seen = async (jar: Jar) => (await bench.sso.session(browser(jar)))?.user
    expect(await seen(await signIn(bench, PROVINCE))).toMatchObject({ issuer: PROVINCE, level: 3 })
    expect(await seen(await signIn(bench, STAFF))).toMatchObject({ issuer: STAFF, level: 2 })
  })

  test('of one issuer takes the place of another’s in one browser', async () => {
    const bench = await create()
    const jar = await signIn(bench, PROVINCE)
    const before = jar.header
    await signIn(bench, STAFF, jar)
    expect((await bench.sso.session(browser(jar)))?.user.issuer).toBe(STAFF)
    expect(await bench.sso.session(new Request(ORIGIN, { headers: { cookie: before } }))).toBeUndefined()
  })

  test('is not read as another issuer’s when its cookie is changed to say so', async () => {
    const bench = await create()
    const [mine, theirs] = [await signIn(bench, PROVINCE), await signIn(bench, STAFF)]
    const [name = '', value = ''] = [...mine.cookies][0] ?? []
    const tag = [...theirs.cookies.values()].join().split('.')[1]
    mine.cookies.set(name, `${value.split('.')[0]}.${tag}`)
    expect(await bench.sso.session(browser(mine))).toBeUndefined()
  })

  test('of another account with the same name at another issuer is not among one’s own', async () => {
    const bench = await create()
    const jar = await signIn(bench, PROVINCE)
    await signIn(bench, STAFF)
    const own = await bench.sso.sessions.list(browser(jar))
    expect(own.map(({ user }) => user.issuer)).toEqual([PROVINCE])
  })

  test('ends at its own provider', async () => {
    const bench = await create()
    for (const issuer of [PROVINCE, STAFF]) {
      const response = await post(bench, '/logout', {}, await signIn(bench, issuer))
      expect(response.headers.get('location')).toMatch(new RegExp(`^${issuer}/end\\?`))
    }
  })

  test('goes through five tabs at two providers, finished in any order', async () => {
    const bench = await create()
    const jar = new Jar()
    const tabs: { issuer: string; asked: URLSearchParams; page: string }[] = []
    for (const [at, issuer] of [PROVINCE, STAFF, PROVINCE, STAFF, PROVINCE].entries()) {
      bench.clock.seconds += 1
      const { asked } = await begin(bench, jar, issuer, { returnTo: `/tab-${at}` })
      tabs.push({ issuer, asked, page: `/tab-${at}` })
    }
    for (const { issuer, asked, page } of [3, 0, 4, 1, 2].flatMap((at) => tabs[at] ?? [])) {
      const provider = issuer === STAFF ? bench.staff : bench.province
      provider.nonce = asked.get('nonce') ?? ''
      const response = await finish(bench, jar, asked.get('state') ?? '', issuer)
      expect(response.headers.get('location')).toBe(page)
      expect((await bench.sso.session(browser(jar)))?.user.issuer).toBe(issuer)
    }
  })
})

describe('a guard', () => {
  const ask = (bench: TwoProviders, jar: Jar, requirement: Requirement, accept = 'text/html') =>
    bench.sso.require(requirement)(new Request(`${ORIGIN}/desk`, { headers: { accept, cookie: jar.header } }))

  test('can ask for one issuer', async () => {
    const bench = await create()
    const requirement = { issuer: STAFF }
    expect(await ask(bench, await signIn(bench, STAFF), requirement)).toBeUndefined()
    const jar = await signIn(bench, PROVINCE)
    const location = (await ask(bench, jar, requirement))?.headers.get('location')
    expect(location).toBe(`/login?${new URLSearchParams({ returnTo: '/desk', issuer: STAFF })}`)
    const json = await ask(bench, jar, requirement, 'application/json')
    expect(json?.status).toBe(403)
    expect(await json?.json()).toMatchObject({ error_description: 'ERR_SSO_ISSUER' })
  })

  test('lets whoever is signed in too low show more where they are known', async () => {
    const bench = await create()
    const at = async (level: number) => {
      const jar = await signIn(bench, STAFF)
      bench.staff.forge = async (claims, header) =>
        mint({ ...claims, acr: 'none' }, header, (await keyPair('ES256', 'staff')).privateKey)
      await signIn(bench, STAFF, jar)
      honestStaff(bench)
      const location = (await ask(bench, jar, { level }))?.headers.get('location') ?? ''
      return new URL(location, ORIGIN).searchParams.get('issuer')
    }
    expect(await at(2)).toBe(STAFF)
    expect(await at(4)).toBeNull()
  })

  test('for an issuer that is none of the portal’s is a mistake', async () => {
    const { sso } = await create()
    expect(() => sso.require({ issuer: 'https://evil.example' })).toThrow(RangeError)
  })
})

describe('mix-up attack', () => {
  test('with the honest provider’s code on the hostile one’s sign-in', async () => {
    const bench = await create()
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    const response = await finish(bench, jar, state, PROVINCE)
    expect(await codeOf(response)).toBe('ERR_SSO_RESPONSE_ISSUER')
    expect(bench.staff.asked).not.toContain('/token')
    expect(bench.province.asked).not.toContain('/token')
  })

  test('with iss left out', async () => {
    const bench = await create()
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    expect(await codeOf(await finish(bench, jar, state))).toBe('ERR_SSO_RESPONSE_ISSUER')
  })

  test('with the cookie changed to name the other provider', async () => {
    const bench = await create()
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    const other = new Jar()
    await begin(bench, other, PROVINCE)
    const [name = '', value = ''] = [...jar.cookies][0] ?? []
    const theirs = [...other.cookies.values()].join().split('.')[5]
    jar.cookies.set(
      name,
      value
        .split('.')
        .with(5, theirs ?? '')
        .join('.'),
    )
    expect(await codeOf(await finish(bench, jar, state, PROVINCE))).toBe('ERR_SSO_TRANSACTION_ABSENT')
  })

  test('at a provider that never sends iss: nobody is sent there, unless its redirect URI is its own', async () => {
    const bench = await create()
    Object.assign(bench.staff.metadata, SILENT)
    const response = await get(bench, `/login?${new URLSearchParams({ issuer: STAFF })}`)
    expect(response.status).toBe(500)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await codeOf(response)).toBe('ERR_SSO_MIX_UP')
    expect(bench.errors).toMatchObject([{ code: 'ERR_SSO_MIX_UP', facts: { issuer: STAFF } }])
  })

  test('against a provider with a redirect URI of its own, whose answers come there only', async () => {
    const bench = await create({ staff: { callback: 'staff' } })
    Object.assign(bench.staff.metadata, SILENT)
    expect(bench.sso.paths).toMatchObject({ 'callback/staff': '/callback/staff' })
    const jar = new Jar()
    const { state, asked } = await begin(bench, jar, STAFF)
    expect(asked.get('redirect_uri')).toBe(`${ORIGIN}/callback/staff`)
    // Where the province's answers arrive: what is there is the province's.
    expect(await codeOf(await finish(bench, jar, state, undefined, '/callback'))).toBe(
      'ERR_SSO_RESPONSE_ISSUER',
    )
    const again = await begin(bench, jar, STAFF)
    expect((await finish(bench, jar, again.state, undefined, '/callback/staff')).status).toBe(303)
    expect(bench.staff.form.last.get('redirect_uri')).toBe(`${ORIGIN}/callback/staff`)
    const theirs = await begin(bench, jar, PROVINCE)
    expect(await codeOf(await finish(bench, jar, theirs.state, PROVINCE, '/callback/staff'))).toBe(
      'ERR_SSO_RESPONSE_ISSUER',
    )
  })

  test('with a provider that announces iss no longer when the answer comes', async () => {
    const bench = await create()
    const jar = new Jar()
    await begin(bench, new Jar(), STAFF)
    bench.clock.seconds += 3500
    const { state } = await begin(bench, jar, STAFF)
    Object.assign(bench.staff.metadata, SILENT)
    bench.clock.seconds += 200
    expect(await codeOf(await finish(bench, jar, state))).toBe('ERR_SSO_RESPONSE_ISSUER')
    expect(bench.staff.asked.filter((path) => path.includes('openid'))).toHaveLength(2)
  })
})

describe('a token attack across issuers', () => {
  test.each<[string, string, (bench: TwoProviders) => void]>([
    [
      'the province’s issuer under the staff directory’s key',
      'ERR_SSO_TOKEN_ISSUER',
      ({ staff }) => {
        staff.forge = async (claims, header) =>
          mint({ ...claims, iss: PROVINCE }, header, (await keyPair('ES256', 'staff')).privateKey)
      },
    ],
    [
      'a token of the province’s own',
      'ERR_SSO_TOKEN_ISSUER',
      ({ staff }) => {
        staff.forge = (claims, header) => mint({ ...claims, iss: PROVINCE }, header)
      },
    ],
    [
      'a token under the province’s key',
      'ERR_SSO_TOKEN_SIGNATURE',
      ({ staff }) => {
        staff.forge = (claims, header) => mint(claims, header)
      },
    ],
  ])('%s, given by the staff directory', async (_, code, forge) => {
    const bench = await create()
    forge(bench)
    const jar = new Jar()
    const { state } = await begin(bench, jar, STAFF)
    expect(await codeOf(await finish(bench, jar, state, STAFF))).toBe(code)
    expect(jar.cookies.size).toBe(0)
  })

  const logoutToken = async (iss: string, key: string) =>
    mint(
      {
        iss,
        aud: 'portal',
        iat: NOW,
        exp: NOW + 120,
        jti: `${iss} ${key}`,
        sub: 'someone',
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
      { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' },
      (await keyPair('ES256', key)).privateKey,
    )

  test('a logout by one issuer of an account at another', async () => {
    const bench = await create()
    const [people, desk] = [await signIn(bench, PROVINCE), await signIn(bench, STAFF)]
    const send = async (iss: string, key: string) =>
      (await post(bench, '/backchannel-logout', { logout_token: await logoutToken(iss, key) })).status
    expect(await send(PROVINCE, 'staff')).toBe(400)
    expect(await send('https://evil.example', 'good')).toBe(400)
    expect(bench.errors).toMatchObject([
      { code: 'ERR_SSO_TOKEN_SIGNATURE' },
      { code: 'ERR_SSO_TOKEN_ISSUER' },
    ])
    expect(await bench.sso.session(browser(people))).toBeDefined()
    expect(await send(STAFF, 'staff')).toBe(200)
    expect(await bench.sso.session(browser(people))).toBeDefined()
    expect(await bench.sso.session(browser(desk))).toBeUndefined()
  })
})

describe('an outage', () => {
  test('of one provider leaves the other alone', async () => {
    const bench = await create()
    bench.staff.answers.set('/.well-known/openid-configuration', () => new Response(null, { status: 503 }))
    await signIn(bench, PROVINCE)
    expect((await get(bench, `/login?${new URLSearchParams({ issuer: STAFF })}`)).status).toBe(502)
  })
})
