import { startApplication, startIdentityProvider } from '@xinyin/sandbox'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import { createPortal } from './portal.ts'

/** A provider, a register of mandates that companies can withdraw, and a portal, all on this machine. */
export async function startExchange() {
  const provider = await startIdentityProvider()
  const withdrawn = new Set<string>()

  const portal = await startApplication({ clientId: 'tenders', name: '公共资源交易', provider }, (joined) => {
    const sso = createRelyingParty({
      ...joined,
      store: memoryStore(),
      // Asked when somebody takes on a company's name, and then again after so many seconds.
      mandates: { isInForce: async ({ id }) => !withdrawn.has(id), freshSeconds: 1 },
    })
    return createPortal(sso)
  })

  return {
    portal: portal.origin,
    issuer: provider.issuer,
    withdraw: (id: string) => withdrawn.add(id),
    close: () => Promise.all([portal.close(), provider.close()]),
  }
}
