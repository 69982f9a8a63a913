import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { codeOf, createBench, get, ISSUER, Jar, ORIGIN, post, signIn, start } from '../hostile-provider.ts'

describe('starting a sign-in', () => {
  test('asks for a code with PKCE, state and nonce', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const response = await get(bench, '/login', jar)
    expect(response.status).toBe(303)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    const url = new URL(response.headers.get('location') ?? '')
    expect(url.origin + url.pathname).toBe(`${ISSUER}/authorize`)
    const asked = Object.fromEntries(url.searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      client_id: 'portal',
      redirect_uri: `${ORIGIN}/callback`,
      scope: 'openid profile',
      code_challenge_method: 'S256',
    })
    for (const [name, length] of Object.entries({ state: 22, nonce: 21, code_challenge: 43 })) {
      expect(asked[name]).toMatch(new RegExp(`^[\\w-]{${length}}$`))
    }
    const [cookie] = response.headers.getSetCookie()
    expect(cookie).toMatch(
      /^__Host-xinyin-sign-in-[\w-]{12}=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
    )
    expect(cookie).not.toContain(asked['state'])
    expect(cookie).not.toContain(asked['nonce'])
  })

  test('gives each tab its own, and forgets the oldest of more than five', async () => {
    const bench = await createBench()
    const jar = new Jar()
    const tabs: URLSearchParams[] = []
    for (let i = 0; i < 6; i++) {
      bench.clock.seconds += 1
      tabs.push(await start(bench, jar, `?returnTo=/tab-${i}`))
    }
    expect(new Set(tabs.map((tab) => tab.get('state'))).size).toBe(6)
    expect(jar.cookies.size).toBe(5)
    const finish = (tab: URLSearchParams | undefined) => {
      bench.provider.nonce = tab?.get('nonce') ?? ''
      return get(
        bench,
        `/callback?${new URLSearchParams({ code: 'c', state: tab?.get('state') ?? '', iss: ISSUER })}`,
        jar,
      )
    }
    expect(await codeOf(await finish(tabs[0]))).toBe('ERR_SSO_TRANSACTION_ABSENT')
    expect((await finish(tabs[3])).headers.get('location')).toBe('/tab-3')
    expect((await finish(tabs[1])).headers.get('location')).toBe('/tab-1')
  })

  test('asks for the level that a page needs, the lowest first', async () => {
    const bench = await createBench()
    expect((await start(bench, new Jar(), '?level=3')).get('acr_values')).toBe('level-3 level-4')
    expect((await start(bench, new Jar(), '?level=4')).get('acr_values')).toBe('level-4')
    expect((await start(bench, new Jar(), '?level=5')).has('acr_values')).toBe(false)
    expect((await start(bench, new Jar())).has('acr_values')).toBe(false)
  })

  test.each([
    ['?returnTo=//e.example', 'ERR_SSO_RETURN_TO'],
    ['?returnTo=/a&returnTo=/b', 'ERR_SSO_CALLBACK_PARAMETER'],
    ['?level=x', 'ERR_SSO_CALLBACK_PARAMETER'],
    ['?level=100', 'ERR_SSO_CALLBACK_PARAMETER'],
    ['?iss=https://evil.example', 'ERR_SSO_ISSUER_UNKNOWN'],
    ['?issuer=https://evil.example', 'ERR_SSO_ISSUER_UNKNOWN'],
    [`?returnTo=/${'a'.repeat(3000)}`, 'ERR_SSO_CALLBACK_PARAMETER'],
    [`?returnTo=/${'办'.repeat(200)}`, 'ERR_SSO_RETURN_TO'],
    [`?x=${'a'.repeat(20_000)}`, 'ERR_SSO_CALLBACK_PARAMETER'],
  ])('with %.40s is refused', async (query, code) => {
    const response = await get(await createBench(), `/login${query}`)
    expect(response.status).toBe(400)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await codeOf(response)).toBe(code)
  })

  test('may come from the provider itself', async () => {
    const bench = await createBench()
    const query = `?iss=${encodeURIComponent(ISSUER)}&target_link_uri=https://evil.example`
    const response = await signIn(bench, new Jar(), query)
    expect(response.headers.get('location')).toBe('/')
  })

  test('takes GET, and POST from who starts it elsewhere, and no other', async () => {
    const bench = await createBench()
    const elsewhere = { origin: 'https://elsewhere.example' }
    const response = await post(bench, '/login', { iss: ISSUER }, new Jar(), elsewhere)
    expect(response.headers.get('location')).toContain(`${ISSUER}/authorize?`)
    const put = await bench.sso.handle(new Request(`${ORIGIN}/login`, { method: 'PUT' }))
    expect(put?.status).toBe(405)
    expect(put?.headers.get('allow')).toBe('GET, POST')
  })

  test('says in the browser’s language that the provider is away, and nothing more', async () => {
    const bench = await createBench()
    bench.provider.answers.set('/.well-known/openid-configuration', () => {
      throw new Error('connect ECONNREFUSED 10.0.0.1')
    })
    const zh = await get(bench, '/login')
    expect(zh.status).toBe(502)
    expect(await zh.text()).toMatch(/暂时无法登录[\s\S]*op\.example 没有应答/)
    const en = await (await get(bench, '/login', new Jar(), { 'accept-language': 'en-GB,zh;q=0.5' })).text()
    expect(en).toContain('Signing in is not possible right now')
    expect(en).not.toMatch(/ECONNREFUSED|10\.0\.0\.1|at file|\.ts/)
  })
})

describe('a cookie that somebody made up', () => {
  const value = (secret: string, time: number) => `${secret}.${time}.0.${encodeBase64Url(encodeUtf8('/'))}`
  test.each([
    ['no cookie', ''],
    ['an empty one', '__Host-xinyin-sign-in-AAAAAAAAAAAA='],
    ['another secret', `__Host-xinyin-sign-in-AAAAAAAAAAAA=${value('A'.repeat(43), 1_767_225_600)}`],
    ['broken text', `__Host-xinyin-sign-in-AAAAAAAAAAAA=${'A'.repeat(43)}.1.0._w`],
    ['a long one', `__Host-xinyin-sign-in-AAAAAAAAAAAA=${'A'.repeat(40_000)}`],
  ])('is none: %s', async (_, cookie) => {
    const bench = await createBench()
    const response = await get(bench, `/callback?code=c&state=${'A'.repeat(22)}&iss=${ISSUER}`, new Jar(), {
      cookie,
    })
    expect(await codeOf(response)).toBe('ERR_SSO_TRANSACTION_ABSENT')
    expect(bench.provider.asked).toEqual([])
  })
})
