import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createPrivateKey, createSigner } from '@xinyin/core'
import { createRelyingParty, exportClientJwk, memoryStore, type RelyingPartyOptions } from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import type { JWK } from 'jose'
import { closeServer, listenOn } from './listen.ts'
import { LEVELS, type RunningProvider } from './provider.ts'
import type { Visitor } from './visitor.ts'

/** A portal that takes part in the provider's sign-on, whoever made it. */
export interface Portal {
  readonly origin: string
  /** A page for who is signed in: it says `sub=natural-3 level=3`, and what was asked of it. */
  readonly page: string
  /** A page that needs level 4. */
  readonly counter: string
  /** Where the provider's answer to a sign-in goes. */
  readonly callback: string
  /** Signs a visitor out, here and at the provider, up to the portal's own page. */
  signOut(visitor: Visitor): Promise<void>
  close(): Promise<void>
}

/** By what a portal hears of a logout elsewhere. */
export type LogoutChannel = 'back' | 'front'

export interface PortalSetting {
  readonly clientId: string
  /** An address of this machine of its own. */
  readonly host: string
  readonly provider: RunningProvider
  readonly logoutChannel?: LogoutChannel
  readonly options?: Partial<RelyingPartyOptions>
  /** What the provider is told of the portal besides. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Public keys of the portal besides that of its assertions. */
  readonly publicKeys?: readonly JWK[]
}

/** Presses through the provider's question whether to sign out. */
export async function confirmSignOut(visitor: Visitor): Promise<void> {
  await visitor.press('yes')
}

/** A portal by `@xinyin/sso`. */
export async function startPortal(setting: PortalSetting): Promise<Portal> {
  const { clientId, host, provider, logoutChannel = 'back', options, metadata, publicKeys = [] } = setting
  const server = createServer()
  const origin = await listenOn(server, host)
  const signer = createSigner(await createPrivateKey('P-256'))
  await provider.register({
    client_id: clientId,
    redirect_uris: [`${origin}/callback`],
    post_logout_redirect_uris: [`${origin}/logged-out`],
    jwks: { keys: [await exportClientJwk(signer), ...publicKeys] },
    ...(logoutChannel === 'back'
      ? {
          backchannel_logout_uri: `${origin}/backchannel-logout`,
          backchannel_logout_session_required: true,
        }
      : {
          frontchannel_logout_uri: `${origin}/frontchannel-logout`,
          frontchannel_logout_session_required: true,
        }),
    ...metadata,
  })
  const sso = createRelyingParty({
    issuer: provider.issuer,
    clientId,
    signer,
    origin,
    levels: LEVELS,
    store: memoryStore(),
    ...options,
  })
  const signOn = nodeHandler(sso)
  const guards = { '/page': sso.require({ level: 3 }), '/counter': sso.require({ level: 4 }) }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await signOn(request, response)) return
    response.setHeader('content-type', 'text/html; charset=utf-8')
    const [path = '/'] = (request.url ?? '/').split('?', 1)
    if (path !== '/page' && path !== '/counter') {
      response.end('<!doctype html><p>the portal&#39;s own page</p>')
      return
    }
    const { user } = (await sso.session(request)) ?? {}
    guards[path](request, response, () => {
      response.end(
        `<!doctype html><p>sub=${user?.sub} level=${user?.level} at=${request.url?.replaceAll('&', '&amp;')}</p>
<form method="post" action="/logout"><button name="sign-out" value="sign-out">sign out</button></form>`,
      )
    })
  }
  server.on('request', (request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(500).end(error.message))
  })
  const page = `${origin}/page`
  return {
    origin,
    page,
    counter: `${origin}/counter`,
    callback: `${origin}/callback`,
    async signOut(visitor) {
      await visitor.open(page)
      await visitor.press('sign-out')
      await confirmSignOut(visitor)
    },
    close: () => closeServer(server),
  }
}
