import { createServer } from 'node:http'
import { createPrivateKey, createSigner, exportPrivateKey, parsePrivateKey } from '@xinyin/core'
import { createBrowser } from '@xinyin/sandbox'
import {
  createRelyingParty,
  exportClientJwk,
  memoryStore,
  type RelyingParty,
  type RelyingPartyOptions,
  type Store,
} from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import { expectThat } from '../expect.ts'
import { closeServer, listenOn } from './listen.ts'
import type { TokenProvider } from './token-provider.ts'

const CLIENT = 'permits'

/** What another process needs to be the same portal. */
export interface PortalSecrets {
  readonly issuer: string
  readonly origin: string
  /** PKCS#8 in base64. */
  readonly key: string
}

/** The portal's sign-on, at whatever process. */
export function openPortal(
  { issuer, origin, key }: PortalSecrets,
  store: Store,
  options: Partial<RelyingPartyOptions> = {},
): RelyingParty {
  const signer = createSigner(parsePrivateKey(new Uint8Array(Buffer.from(key, 'base64'))))
  return createRelyingParty({ issuer, clientId: CLIENT, signer, origin, store, tokens: {}, ...options })
}

/** A portal that keeps tokens, and somebody who is signed in. */
export interface TokenPortal {
  readonly sso: RelyingParty
  readonly secrets: PortalSecrets
  /** A request of who is signed in. */
  readonly request: { readonly headers: { readonly cookie: string } }
  /** Signs out, as the button on a page does. */
  signOut(): Promise<void>
  close(): Promise<void>
}

export interface TokenPortalOptions {
  readonly store?: Store
  readonly options?: Partial<RelyingPartyOptions>
  /** What the provider is told of the portal besides. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Keys besides that of the client's assertions. */
  readonly jwks?: readonly object[]
}

/** Opens a portal, and signs somebody in. */
export async function signInAt(
  provider: TokenProvider,
  setting: TokenPortalOptions = {},
): Promise<TokenPortal> {
  const { store = memoryStore(), options, metadata, jwks = [] } = setting
  const server = createServer()
  const origin = await listenOn(server, '127.0.0.2')
  const key = await createPrivateKey('P-256')
  await provider.register({
    client_id: CLIENT,
    redirect_uris: [`${origin}/callback`],
    jwks: { keys: [await exportClientJwk(createSigner(key)), ...jwks] },
    ...metadata,
  })
  const secrets = {
    issuer: provider.issuer,
    origin,
    key: Buffer.from(exportPrivateKey(key)).toString('base64'),
  }
  const sso = openPortal(secrets, store, options)
  const handle = nodeHandler(sso)
  server.on('request', async (request, response) => {
    if (!(await handle(request, response))) response.end('the portal')
  })
  const browser = createBrowser()
  const page = await browser.open(`${origin}/login`)
  expectThat(page.html === 'the portal', `the sign-in ended at ${page.url}: ${page.html.slice(0, 300)}`)
  const cookie = [...browser.cookies('127.0.0.2')].map(([name, value]) => `${name}=${value}`).join('; ')
  const request = { headers: { cookie } }
  expectThat((await sso.session(request)) !== undefined, 'nobody is signed in')
  return {
    sso,
    secrets,
    request,
    async signOut() {
      const headers = { cookie, origin }
      await sso.handle(new Request(`${origin}/logout`, { method: 'POST', headers }))
    },
    close: () => closeServer(server),
  }
}
