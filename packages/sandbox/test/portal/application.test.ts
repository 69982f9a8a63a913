import { createRelyingParty, memoryStore } from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import { expect, test } from 'vitest'
import { createBrowser, startApplication, startIdentityProvider } from '../../src/index.ts'

test('an application of one’s own joins a provider, and people sign in at it', async () => {
  const provider = await startIdentityProvider()
  const portal = await startApplication({ clientId: 'zjj', name: '示例局', provider }, (joined) => {
    const sso = createRelyingParty({ ...joined, store: memoryStore() })
    const handle = nodeHandler(sso)
    return async (request, response) => {
      if (await handle(request, response)) return
      response.end((await sso.session(request))?.user.sub ?? 'nobody')
    }
  })
  const browser = createBrowser()
  expect((await browser.open(portal.origin)).html).toBe('nobody')
  expect((await browser.open(`${portal.origin}/login`)).html).toContain('示例局')
  expect((await browser.press('natural-3')).html).toBe('natural-3')
  await portal.close()
  await provider.close()
  await expect(browser.open(portal.origin)).rejects.toThrow()
})
