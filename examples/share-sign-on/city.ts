import { startApplication, startIdentityProvider } from '@xinyin/sandbox'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import { createHousing } from './housing.ts'
import { createMarket } from './market.ts'

/** A provider and two departments that people sign in to with it, all on this machine. */
export async function startCity() {
  const provider = await startIdentityProvider()
  const housing = await startApplication(
    { clientId: 'housing', name: '住房和城乡建设局', provider },
    (joined) => createHousing(createRelyingParty({ ...joined, store: memoryStore() })),
  )
  const market = await startApplication(
    { clientId: 'market', name: '市场监督管理局', provider },
    async (joined) => {
      const app = createMarket(createRelyingParty({ ...joined, store: memoryStore() }))
      await app.ready()
      return app.routing
    },
  )
  const close = () => Promise.all([housing.close(), market.close(), provider.close()])
  return { housing: housing.origin, market: market.origin, issuer: provider.issuer, close }
}
