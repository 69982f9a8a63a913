import { createServer, type ServerResponse } from 'node:http'
import { createRelyingParty, exportClientJwk, memoryStore, type RelyingParty } from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import { exportJWK, generateKeyPair } from 'jose'
import type { IdentityProvider } from '../identity-provider/provider.ts'
import { closeServer, listen } from '../listen.ts'
import { applyPage, homePage } from './pages.ts'

export interface PortalOptions {
  readonly clientId: string
  /** What the portal calls itself: `住房和城乡建设局`. */
  readonly name: string
  /** The provider that it signs people in with; the portal registers itself there. */
  readonly provider: Pick<IdentityProvider, 'issuer' | 'levels' | 'register'>
  /** 0, the default, takes any free port. */
  readonly port?: number
}

/** A running portal. */
export interface Portal {
  readonly name: string
  readonly origin: string
  readonly sso: RelyingParty
  close(): Promise<void>
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  })
  response.end(html)
}

/** Starts a small portal of a department on this machine: a home page, and `/apply`, which needs level 3. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { clientId, name, provider, port = 0 } = options
  const server = createServer()
  const origin = await listen(server, port)
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const clientKey = await exportJWK(privateKey)
  await provider.register({ clientId, name, origin, jwk: await exportClientJwk(clientKey) })
  const sso = createRelyingParty({
    issuer: provider.issuer,
    levels: provider.levels,
    clientId,
    clientKey,
    origin,
    store: memoryStore(),
  })
  const handleSignOn = nodeHandler(sso)
  const guard = sso.require({ level: 3 })
  server.on('request', async (request, response) => {
    if (await handleSignOn(request, response)) return
    const user = (await sso.session(request))?.user
    const [path] = (request.url ?? '/').split('?', 1)
    if (path === '/') return send(response, 200, homePage(name, user))
    if (path !== '/apply') return send(response, 404, homePage(name, user))
    guard(request, response, () => user && send(response, 200, applyPage(name, user)))
  })
  return { name, origin, sso, close: () => closeServer(server) }
}
