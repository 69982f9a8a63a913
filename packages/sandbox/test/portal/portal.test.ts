import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBrowser } from '../../src/browser.ts'
import { type IdentityProvider, startIdentityProvider } from '../../src/identity-provider/provider.ts'
import { type Portal, startPortal } from '../../src/portal/portal.ts'

let provider: IdentityProvider
let portal: Portal

beforeAll(async () => {
  provider = await startIdentityProvider()
  portal = await startPortal({ clientId: 'portal', name: '<门户>', provider })
})
afterAll(async () => {
  await Promise.all([portal.close(), provider.close()])
})

test('shows who is signed in, and the buttons for it', async () => {
  const browser = createBrowser()
  const out = await browser.open(`${portal.origin}/`)
  expect(out.html).toContain('您尚未登录')
  expect(out.html).toContain('&#60;门户&#62;')
  await browser.open(`${portal.origin}/login`)
  const home = await browser.press('natural-4')
  expect(home.url).toBe(`${portal.origin}/`)
  expect(home.html).toMatch(/测试乙[\s\S]*退出 Sign out/)
})

test('knows no other pages', async () => {
  const page = await createBrowser().open(`${portal.origin}/nowhere`)
  expect(page.status).toBe(404)
  expect(page.html).toContain('页面不存在 Not found')
})

test('two of them in one browser keep their sessions apart, though cookies know no ports', async () => {
  const other = await startPortal({ clientId: 'other', name: '其他', provider })
  const browser = createBrowser()
  await browser.open(`${portal.origin}/login`)
  await browser.press('natural-3')
  expect(await browser.send(`${other.origin}/session`)).toMatchObject({ status: 401 })
  await browser.open(`${other.origin}/login`)
  const names = [...browser.cookies('127.0.0.1').keys()].filter((name) => name.endsWith('-session'))
  expect(names).toHaveLength(2)
  await other.close()
})

test.each(['TRACE', 'OPTIONS', 'PUT'])('outlives a %s', async (method) => {
  const ask = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const outgoing = request(portal.origin + path, { method }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      outgoing.once('error', reject)
      outgoing.end()
    })
  expect(await ask('/login')).toBe(405)
  expect(await ask('/apply')).toBe(401)
  expect(await ask('//evil.example/apply')).toBe(404)
  expect(await createBrowser().open(portal.origin)).toMatchObject({ status: 200 })
})
