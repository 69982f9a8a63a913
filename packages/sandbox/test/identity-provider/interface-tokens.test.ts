import { createRelyingParty, memoryStore, type RelyingParty } from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import { guard } from '@xinyin/sso/resource'
import { afterEach, expect, test } from 'vitest'
import { createBrowser, startApplication, startIdentityProvider } from '../../src/index.ts'

const API = 'https://api.example.gov.cn'
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A portal whose only page tells the access token of whoever is signed in. */
async function startTelling(scopes: readonly string[]) {
  const provider = await startIdentityProvider()
  let token = ''
  const portal = await startApplication({ clientId: 'telling', name: '示例', provider }, (joined) => {
    const options = { ...joined, store: memoryStore(), scopes, tokens: { resources: [API] } }
    const sso: RelyingParty = createRelyingParty(options)
    const handle = nodeHandler(sso)
    return async (request, response) => {
      if (await handle(request, response)) return
      token = (await sso.accessToken(request, { resource: API, scope: 'cases.read' })).value
      response.end('told')
    }
  })
  closing.push(portal.close, provider.close)
  const browser = createBrowser()
  await browser.open(`${portal.origin}/login`)
  await browser.press('natural-3')
  return { provider, token: () => token }
}

test('a token for an interface says its rights, the level of the sign-in and its session', async () => {
  const { provider, token } = await startTelling(['profile', 'offline_access', 'cases.read', 'cases.write'])
  const { issuer, levels } = provider
  const api = guard({ issuer, levels, audience: API, origin: API })
  const report = await api.checkToken(token(), { scopes: ['cases.read'], level: 3 })
  expect(report.verdict).toBe('passed')
  expect(report.subject).toMatchObject({
    sub: 'natural-3',
    level: 3,
    scopes: ['cases.read'],
    clientId: 'telling',
  })
  expect(report.subject?.sid).toBeTruthy()
  expect((await api.checkToken(token(), { scopes: ['cases.write'] })).verdict).toBe('failed')
})
