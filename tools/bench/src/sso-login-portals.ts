import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSigner, parsePrivateKey } from '@xinyin/core'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import express from 'express'
import openidConnect from 'express-openid-connect'
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import * as client from 'openid-client'

/** The portals that are compared: each does the same work in the way that its makers show. */
export const PORTALS = ['Xinyin', 'openid-client, signatures checked', 'express-openid-connect'] as const
export type PortalName = (typeof PORTALS)[number]

export interface PortalOrder {
  readonly name: PortalName
  readonly host: string
  readonly issuer: string
}

interface Setting extends PortalOrder {
  readonly clientId: string
  readonly origin: string
  readonly privateKey: CryptoKey
  readonly keyId: string
}

/** Signs in at `/login`, takes the answer at `/callback`, and says at `/page` who it is. */
type Portal = (setting: Setting) => Promise<RequestListener>

const xinyin: Portal = async ({ issuer, clientId, origin, privateKey, keyId }) => {
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))
  const signer = createSigner(parsePrivateKey(pkcs8))
  const sso = createRelyingParty({
    issuer,
    clientId,
    signer,
    keyId,
    origin,
    store: memoryStore(),
  })
  const signOn = nodeHandler(sso)
  return async (request, response) => {
    if (await signOn(request, response)) return
    const session = await sso.session(request)
    response.end(`sub=${session?.user.sub}`)
  }
}

const HALF_HOUR = 1_800_000

/** Sessions by a random id in a cookie, with an end. */
function createSessions<T>() {
  const sessions = new Map<string, { value: T; until: number }>()
  const idOf = ({ headers }: IncomingMessage, name: string) =>
    new RegExp(`(?:^|; )${name}=([^;]+)`).exec(headers.cookie ?? '')?.[1] ?? ''
  return {
    find(request: IncomingMessage, name: string): T | undefined {
      const found = sessions.get(idOf(request, name))
      return found !== undefined && found.until > Date.now() ? found.value : undefined
    },
    open(response: ServerResponse, name: string, value: T): void {
      const id = randomBytes(32).toString('base64url')
      sessions.set(id, { value, until: Date.now() + HALF_HOUR })
      response.appendHeader('set-cookie', `${name}=${id}; Path=/; HttpOnly; SameSite=Lax`)
    },
    close: (request: IncomingMessage, name: string) => sessions.delete(idOf(request, name)),
  }
}

const openidClient: Portal = async ({ issuer, clientId, origin, privateKey, keyId }) => {
  const authentication = client.PrivateKeyJwt({ key: privateKey, kid: keyId })
  const configuration = await client.discovery(
    new URL(issuer),
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    authentication,
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  )
  const redirectUri = `${origin}/callback`
  const started = createSessions<{ verifier: string; state: string; nonce: string }>()
  const signedIn = createSessions<{ sub: string; idToken: string }>()

  async function login(response: ServerResponse): Promise<void> {
    const verifier = client.randomPKCECodeVerifier()
    const state = client.randomState()
    const nonce = client.randomNonce()
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    started.open(response, 'sign-in', { verifier, state, nonce })
    response.writeHead(303, { location: url.href }).end()
  }

  async function callback(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const transaction = started.find(request, 'sign-in')
    if (transaction === undefined) throw new Error('no sign-in under way')
    started.close(request, 'sign-in')
    const tokens = await client.authorizationCodeGrant(configuration, new URL(origin + request.url), {
      pkceCodeVerifier: transaction.verifier,
      expectedState: transaction.state,
      expectedNonce: transaction.nonce,
      idTokenExpected: true,
    })
    signedIn.open(response, 'session', { sub: tokens.claims()?.sub ?? '', idToken: tokens.id_token ?? '' })
    response.writeHead(303, { location: '/page' }).end()
  }

  return async (request, response) => {
    if (request.url?.startsWith('/login') === true) await login(response)
    else if (request.url?.startsWith('/callback') === true) await callback(request, response)
    else response.end(`sub=${signedIn.find(request, 'session')?.sub}`)
  }
}

const expressOpenidConnect: Portal = async ({ issuer, clientId, origin, privateKey }) => {
  const kept = new Map<string, unknown>()
  const store = {
    get: (id: string, done: (error: null, value?: unknown) => void) => done(null, kept.get(id)),
    set: (id: string, value: unknown, done: (error: null) => void) => {
      kept.set(id, value)
      done(null)
    },
    destroy: (id: string, done: (error: null) => void) => {
      kept.delete(id)
      done(null)
    },
  }
  const app = express()
  app.use(
    openidConnect.auth({
      issuerBaseURL: issuer,
      baseURL: origin,
      clientID: clientId,
      secret: randomBytes(32).toString('hex'),
      authRequired: false,
      authorizationParams: { response_type: 'code', scope: 'openid profile' },
      clientAuthMethod: 'private_key_jwt',
      clientAssertionSigningKey: await exportPKCS8(privateKey),
      clientAssertionSigningAlg: 'ES256',
      idTokenSigningAlg: 'ES256',
      session: { store: store as never },
      routes: { login: '/start' },
    }),
  )
  app.get('/login', (_, response) => response.oidc.login({ returnTo: '/page' }))
  app.get('/page', (request, response) => {
    response.send(`sub=${request.oidc.user?.['sub']}`)
  })
  return app
}

const MAKERS: Readonly<Record<PortalName, Portal>> = {
  Xinyin: xinyin,
  'openid-client, signatures checked': openidClient,
  'express-openid-connect': expressOpenidConnect,
}

/** Starts a portal, and tells where it is and what the provider has to know of it. */
export async function startPortal(order: PortalOrder) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, order.host, resolve))
  const origin = `http://${order.host}:${(server.address() as AddressInfo).port}`
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const clientId = `portal-${PORTALS.indexOf(order.name)}`
  const keyId = 'k1'
  const setting = { ...order, clientId, origin, privateKey, keyId }
  let handle: RequestListener | undefined
  server.on('request', async (request, response) => {
    try {
      handle ??= await MAKERS[order.name](setting)
      await handle(request, response)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  const client = {
    client_id: clientId,
    redirect_uris: [`${origin}/callback`],
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: 'ES256', use: 'sig' }] },
  }
  return { origin, client }
}
