import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createBrowser } from '../../src/browser.ts'
import { type IdentityProvider, startIdentityProvider } from '../../src/identity-provider/provider.ts'
import { type Portal, startPortal } from '../../src/portal/portal.ts'

let provider: IdentityProvider
let a: Portal
let b: Portal
const said: unknown[][] = []

beforeAll(async () => {
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...message) => void said.push(message))
  }
  provider = await startIdentityProvider()
  a = await startPortal({ clientId: 'portal-a', name: '住房和城乡建设局', provider })
  b = await startPortal({ clientId: 'portal-b', name: '市场监督管理局', provider })
})

afterAll(async () => {
  await Promise.all([a, b, provider].map((server) => server.close()))
  vi.restoreAllMocks()
})

async function signedIn(persona: string) {
  const browser = createBrowser()
  await browser.open(`${a.origin}/apply`)
  await browser.press(persona)
  return browser
}

describe('sign-on over all portals', () => {
  test('a person signs in at A, and is in at B with no second prompt', async () => {
    const browser = createBrowser()
    const prompt = await browser.open(`${a.origin}/apply`)
    expect(new URL(prompt.url).origin).toBe(provider.issuer)
    expect(prompt.html).toContain('住房和城乡建设局')
    const page = await browser.press('natural-3')
    expect(page).toMatchObject({ url: `${a.origin}/apply`, status: 200 })
    expect(page.html).toContain('测试甲')

    const before = browser.requests
    const other = await browser.open(`${b.origin}/apply`)
    expect(other).toMatchObject({ url: `${b.origin}/apply`, status: 200 })
    expect(other.html).toContain('测试甲')
    expect(browser.requests - before).toBeLessThanOrEqual(6)
  })

  test('a legal person is signed in with its agent', async () => {
    const browser = await signedIn('legal-4')
    const { html } = await browser.send(`${a.origin}/session`)
    expect(JSON.parse(html).user).toMatchObject({
      subject: {
        kind: 'legal-person',
        name: '测试建设工程有限公司',
        uscc: '91000000000000000K',
        agent: { name: '测试丙' },
      },
      level: 4,
      issuer: provider.issuer,
      sub: 'legal-4',
    })
  })

  test('signing out at A ends the session at B, and the provider’s own', async () => {
    const browser = await signedIn('natural-3')
    await browser.open(`${b.origin}/apply`)
    await browser.open(`${a.origin}/`)
    await browser.press('yes')
    const home = await browser.press('yes')
    expect(home).toMatchObject({ url: `${a.origin}/`, status: 200 })
    for (const { origin } of [a, b])
      expect(await browser.send(`${origin}/session`)).toMatchObject({ status: 401 })
    const prompt = await browser.open(`${b.origin}/apply`)
    expect(new URL(prompt.url).origin).toBe(provider.issuer)
  })

  test('signing out in one browser leaves another of the same person alone', async () => {
    const phone = await signedIn('natural-3')
    const desk = await signedIn('natural-3')
    await desk.open(`${a.origin}/`)
    await desk.press('yes')
    await desk.press('yes')
    expect(await desk.send(`${a.origin}/session`)).toMatchObject({ status: 401 })
    expect(await phone.send(`${a.origin}/session`)).toMatchObject({ status: 200 })
  })

  test('a session that was ended stays ended after signing in again', async () => {
    const browser = await signedIn('natural-3')
    const stolen = browser.cookies('127.0.0.1')
    const name = [...stolen.keys()].find((cookie) => cookie.endsWith('session')) ?? ''
    await browser.open(`${a.origin}/`)
    await browser.press('yes')
    await browser.press('yes')
    await browser.open(`${a.origin}/apply`)
    await browser.press('natural-3')
    const thief = createBrowser()
    const headers = { cookie: `${name}=${stolen.get(name)}` }
    expect(await thief.send(`${a.origin}/session`, { headers })).toMatchObject({ status: 401 })
    expect(await browser.send(`${a.origin}/session`)).toMatchObject({ status: 200 })
  })

  test('a higher level is asked for when a page needs it, and refused to whoever cannot reach it', async () => {
    const browser = await signedIn('natural-3')
    const prompt = await browser.open(`${a.origin}/login?level=4&returnTo=/apply`)
    expect(new URL(prompt.url).origin).toBe(provider.issuer)
    const refused = await browser.press('natural-3')
    expect(refused.status).toBe(403)
    expect(refused.html).toContain('ERR_SSO_LEVEL')
    await browser.open(`${a.origin}/login?level=4&returnTo=/apply`)
    const page = await browser.press('natural-4')
    expect(page).toMatchObject({ url: `${a.origin}/apply`, status: 200 })
  })

  test('nothing is written to the console', () => {
    expect(said).toEqual([])
  })
})
