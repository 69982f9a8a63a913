import { describe, expect, test } from 'vitest'
import type { Requirement } from '../../src/index.ts'
import { codeOf, get, Jar, keyPair, mint, ORIGIN, post } from '../hostile-provider.ts'
import {
  begin,
  browser,
  createHonest,
  finish,
  honestStaff,
  PROVINCE,
  STAFF,
  signIn,
  type TwoProviders,
} from '../two-providers.ts'

describe('choosing a provider', () => {
  test('is up to the person, with what was asked for kept', async () => {
    const bench = await createHonest()
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
    const response = await get(await createHonest(), '/login?level=4')
    expect(response.headers.get('location')).toContain(`${PROVINCE}/authorize`)
  })

  test('is asked for where none can', async () => {
    expect((await get(await createHonest(), '/login?level=5')).status).toBe(200)
  })

  test('has a page that the portal can make itself', async () => {
    const choicePage = (choices: readonly { name: string }[], language: string) =>
      new Response([language, ...choices.map(({ name }) => name)].join())
    const bench = await createHonest({ portal: { choicePage } })
    const response = await get(bench, '/login', new Jar(), { 'accept-language': 'en' })
    expect(await response.text()).toBe('en,The province,staff.example')
  })

  test('goes on with ours where that page fails', async () => {
    const choicePage = () => {
      throw new Error('no template')
    }
    const bench = await createHonest({ portal: { choicePage } })
    const response = await get(bench, '/login')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('staff.example')
    expect(bench.errors).toMatchObject([{ message: 'no template' }])
  })

  test.each(['<img src=x>', '"><script>', "'"])('shows a name that is %s as text', async (name) => {
    const bench = await createHonest({ staff: { name: { 'zh-CN': name, en: name } } })
    const html = await (await get(bench, '/login')).text()
    expect(html).not.toMatch(/<img|<script|<a [^>]*'/)
  })

  test('looks at what was asked for before', async () => {
    expect(await codeOf(await get(await createHonest(), '/login?returnTo=//evil.example'))).toBe(
      'ERR_SSO_RETURN_TO',
    )
  })
})

describe('a session', () => {
  test('knows its issuer, and its level is by that issuer’s table', async () => {
    const bench = await createHonest()
    const seen = async (jar: Jar) => (await bench.sso.session(browser(jar)))?.user
    expect(await seen(await signIn(bench, PROVINCE))).toMatchObject({ issuer: PROVINCE, level: 3 })
    expect(await seen(await signIn(bench, STAFF))).toMatchObject({ issuer: STAFF, level: 2 })
  })

  test('of one issuer takes the place of another’s in one browser', async () => {
    const bench = await createHonest()
    const jar = await signIn(bench, PROVINCE)
    const before = jar.header
    await signIn(bench, STAFF, jar)
    expect((await bench.sso.session(browser(jar)))?.user.issuer).toBe(STAFF)
    expect(await bench.sso.session(new Request(ORIGIN, { headers: { cookie: before } }))).toBeUndefined()
  })

  test('is not read as another issuer’s when its cookie is changed to say so', async () => {
    const bench = await createHonest()
    const [mine, theirs] = [await signIn(bench, PROVINCE), await signIn(bench, STAFF)]
    const [name = '', value = ''] = [...mine.cookies][0] ?? []
    const tag = [...theirs.cookies.values()].join().split('.')[1]
    mine.cookies.set(name, `${value.split('.')[0]}.${tag}`)
    expect(await bench.sso.session(browser(mine))).toBeUndefined()
  })

  test('of another account with the same name at another issuer is not among one’s own', async () => {
    const bench = await createHonest()
    const jar = await signIn(bench, PROVINCE)
    await signIn(bench, STAFF)
    const own = await bench.sso.sessions.list(browser(jar))
    expect(own.map(({ user }) => user.issuer)).toEqual([PROVINCE])
  })

  test('ends at its own provider', async () => {
    const bench = await createHonest()
    for (const issuer of [PROVINCE, STAFF]) {
      const response = await post(bench, '/logout', {}, await signIn(bench, issuer))
      expect(response.headers.get('location')).toMatch(new RegExp(`^${issuer}/end\\?`))
    }
  })

  test('goes through five tabs at two providers, finished in any order', async () => {
    const bench = await createHonest()
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
    const bench = await createHonest()
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
    const bench = await createHonest()
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
    const { sso } = await createHonest()
    expect(() => sso.require({ issuer: 'https://evil.example' })).toThrow(RangeError)
  })
})

describe('an outage', () => {
  test('of one provider leaves the other alone', async () => {
    const bench = await createHonest()
    bench.staff.answers.set('/.well-known/openid-configuration', () => new Response(null, { status: 503 }))
    await signIn(bench, PROVINCE)
    expect((await get(bench, `/login?${new URLSearchParams({ issuer: STAFF })}`)).status).toBe(502)
  })
})
