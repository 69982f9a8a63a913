import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  createRelyingParty,
  exportClientJwk,
  memoryStore,
  type RelyingParty,
  type SessionUser,
} from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import { exportJWK, generateKeyPair } from 'jose'
import type { IdentityProvider } from '../identity-provider/provider.ts'
import { closeServer, listen } from '../listen.ts'
import type { PortalPage } from './page.ts'
import { APPLY_PAGE, absentPage, homePage, innerPage } from './pages.ts'

export interface PortalOptions {
  readonly clientId: string
  /** What the portal calls itself: `住房和城乡建设局`. */
  readonly name: string
  /** The provider that it signs people in with; the portal registers itself there. */
  readonly provider: Pick<IdentityProvider, 'issuer' | 'levels' | 'register'> &
    Partial<Pick<IdentityProvider, 'sm2'>>
  /** What it offers beside its home page; one page, `/apply`, unless given. */
  readonly pages?: readonly PortalPage[]
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Hears of every refusal of the sign-on. */
  readonly onError?: (error: unknown) => void
}

/** A running portal. */
export interface Portal {
  readonly name: string
  readonly origin: string
  readonly sso: RelyingParty
  close(): Promise<void>
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
  response.end(body)
}

const HTML = 'text/html; charset=utf-8'

/** Starts a small portal of a department on this machine: a home page, and pages that need level 3. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { clientId, name, provider, pages = [APPLY_PAGE], port = 0, onError } = options
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
    ...(provider.sm2 && { sm2: provider.sm2 }),
    ...(onError && { onError }),
  })
  const handleSignOn = nodeHandler(sso)
  const guard = sso.require({ level: 3 })

  const show = async (page: PortalPage, user: SessionUser, response: ServerResponse) => {
    try {
      const shown = await page.show(user)
      if (typeof shown === 'string') send(response, 200, HTML, innerPage(name, page, shown))
      else send(response, 200, shown.type, shown.bytes)
    } catch {
      send(response, 500, HTML, innerPage(name, page, '<p>页面出错。 The page could not be shown.</p>'))
    }
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (await handleSignOn(request, response)) return
    const user = (await sso.session(request))?.user
    const [path] = (request.url ?? '/').split('?', 1)
    const page = pages.find((candidate) => candidate.path === path)
    if (page === undefined && path === '/') return send(response, 200, HTML, homePage(name, user, pages))
    if (page === undefined) return send(response, 404, HTML, absentPage(name))
    guard(request, response, (error) => {
      if (user === undefined || error !== undefined) send(response, 500, HTML, homePage(name, user, pages))
      else show(page, user, response)
    })
  }
  server.on('request', (request, response) => {
    // Whatever fails, it is one answer that fails, and not the portal.
    answer(request, response).catch(() => send(response, 500, HTML, homePage(name, undefined, pages)))
  })
  return { name, origin, sso, close: () => closeServer(server) }
}
