// Joins an Express portal to a sign-on: starts a provider and the portal on this machine, and clicks through both.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPrivateKey, createSigner } from '@xinyin/core'
import { createBrowser, startIdentityProvider } from '@xinyin/sandbox'
import { exportClientJwk } from '@xinyin/sso'
import { createPortal } from './portal.ts'

const provider = await startIdentityProvider()
const server = createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

// The department makes a key, and the province registers its public half: no shared secret changes hands.
const signer = createSigner(await createPrivateKey('P-256'))
const clientId = 'example-portal'
await provider.register({ clientId, name: '示例门户', origin, jwk: await exportClientJwk(signer) })
server.on(
  'request',
  createPortal({ issuer: provider.issuer, clientId, signer, origin, levels: provider.levels }),
)

const browser = createBrowser()
const show = (step: string) =>
  console.log(`${step}: ${browser.page?.status} ${browser.page?.url.split('?')[0]}`)
await browser.open(`${origin}/apply`)
show('not signed in, so sent to the provider')
await browser.press('natural-3')
show('signed in as a natural person at level 3')
await browser.press('sign-out')
show('signed out here; the provider asks about everywhere else')
await browser.press('yes')
const { status } = await browser.send(`${origin}/session`)
console.log(`signed out everywhere: ${status}`)

await browser.open(`${origin}/apply`)
await browser.press('legal-4')
show('a legal person may not apply')

server.close()
server.closeAllConnections()
await provider.close()
if (status !== 401 || browser.page?.status !== 403) process.exitCode = 1
