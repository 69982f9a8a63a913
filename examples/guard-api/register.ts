import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { startApplication, startIdentityProvider } from '@xinyin/sandbox'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import { memoryRevocations } from '@xinyin/sso/resource'
import { createPermits } from './permits.ts'
import { createPortal } from './portal.ts'

/** A provider, the register's interface and the portal in front of it, all on this machine. */
export async function startRegister() {
  const provider = await startIdentityProvider()
  const { issuer, levels } = provider
  // What the portal hears of logouts counts at the interface too. On several machines it is one that they share.
  const revocations = memoryRevocations()

  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const register = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const dpop = { store: memoryStore() }
  const permits = createPermits({
    issuer,
    levels,
    audience: register,
    origin: register,
    revocations,
    dpop,
    senderConstrained: true,
  })
  server.on('request', getRequestListener(permits.fetch))

  const portal = await startApplication({ clientId: 'permits', name: '施工许可', provider }, (joined) => {
    const sso = createRelyingParty({
      ...joined,
      store: memoryStore(),
      scopes: ['profile', 'offline_access', 'permits.read', 'permits.write'],
      tokens: { resources: [register] },
      binding: { by: 'dpop' },
      revocations,
    })
    return createPortal(sso, register).callback()
  })

  const close = async () => {
    server.close()
    server.closeAllConnections()
    await Promise.all([portal.close(), provider.close()])
  }
  return { portal: portal.origin, register, issuer, messages: provider.messages, close }
}
