import { createRelyingParty, exportClientJwk, memoryStore } from '@xinyin/sso'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBrowser } from '../../src/browser.ts'
import { type IdentityProvider, startIdentityProvider } from '../../src/identity-provider/provider.ts'

let provider: IdentityProvider
const ORIGIN = 'http://127.0.0.1:1'

async function createKey() {
  return exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)
}

beforeAll(async () => {
  const jwk = await exportClientJwk(await createKey())
  provider = await startIdentityProvider({
    clients: [{ clientId: 'known', name: '<已登记>', origin: ORIGIN, jwk }],
  })
})
afterAll(() => provider.close())

const query = (change: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: 'known',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${ORIGIN}/callback`,
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
    ...change,
  })

test('the sign-in page names the portal, escaped', async () => {
  const page = await createBrowser().open(`${provider.issuer}/auth?${query()}`)
  expect(page.status).toBe(200)
  expect(page.html).toContain('&#60;已登记&#62;')
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

test.each([
  ['a portal that is not registered', query({ client_id: 'unknown' })],
  ['an address that is not registered', query({ redirect_uri: 'http://127.0.0.1:1/elsewhere' })],
])('%s gets a page, not a redirect', async (_, parameters) => {
  const page = await createBrowser().open(`${provider.issuer}/auth?${parameters}`)
  expect(page.status).toBe(400)
  expect(new URL(page.url).origin).toBe(provider.issuer)
})

test.each([
  ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
  ['plain PKCE', { code_challenge_method: 'plain' }],
  ['an implicit flow', { response_type: 'id_token', nonce: 'x' }],
])('%s is refused', async (_, change) => {
  const page = await createBrowser().send(`${provider.issuer}/auth?${query(change)}`)
  expect(page.headers.location).toMatch(
    /^http:\/\/127\.0\.0\.1:1\/callback[?#]error=(invalid_request|unsupported_response_type)/,
  )
})

test('a portal with another key than the registered one gets no token', async () => {
  const sso = createRelyingParty({
    issuer: provider.issuer,
    clientId: 'known',
    clientKey: await createKey(),
    origin: ORIGIN,
    store: memoryStore(),
  })
  // The key is wanted as early as the request is pushed.
  const login = await sso.handle(new Request(`${ORIGIN}/login`))
  expect(login?.headers.get('location')).toBeNull()
  expect(login?.status).toBeGreaterThanOrEqual(400)
  expect(await login?.text()).toContain('invalid_client')
})

test.each(['/interaction/unknown', '/nowhere', '/session/end/confirm'])('%s shows no stack', async (path) => {
  const page = await createBrowser().send(provider.issuer + path)
  expect(page.status).toBeGreaterThanOrEqual(400)
  expect(page.html).not.toMatch(/\.js:|\.ts:|node_modules/)
})

test.each([
  ['/interaction/unknown', '登录未完成 Sign-in not completed', '请回到门户重新登录'],
  ['/session/end?id_token_hint=x', '退出未完成 Sign-out not completed', 'invalid_request'],
])('%s says what was not completed in both languages', async (path, title, text) => {
  const page = await createBrowser().send(provider.issuer + path)
  expect(page.html).toContain(title)
  expect(page.html).toContain(text)
})
