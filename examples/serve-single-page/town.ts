import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startApplication, startIdentityProvider } from '@xinyin/sandbox'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import { createBff } from '@xinyin/sso/bff'
import { memoryRevocations } from '@xinyin/sso/resource'
import { createCases } from './cases.ts'
import { createPortal } from './portal.ts'

/** A provider, an interface, and a single-page portal whose scripts see no token, all on this machine. */
export async function startTown() {
  const provider = await startIdentityProvider()
  const { issuer, levels } = provider
  const revocations = memoryRevocations()

  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', createCases({ issuer, levels, audience: api, origin: api, revocations }))

  const portal = await startApplication({ clientId: 'cases', name: '我的办件', provider }, (joined) => {
    const sso = createRelyingParty({
      ...joined,
      store: memoryStore(),
      scopes: ['profile', 'offline_access', 'cases'],
      tokens: { resources: [api] },
      revocations,
    })
    const bff = createBff(sso, {
      upstreams: [{ path: '/api', to: api, token: { resource: api, scope: 'cases' } }],
    })
    return createPortal(sso, bff)
  })

  const close = async () => {
    server.close()
    server.closeAllConnections()
    await Promise.all([portal.close(), provider.close()])
  }
  return { portal: portal.origin, api, issuer, close }
}
