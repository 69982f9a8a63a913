import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { PERSONAS } from '@xinyin/sandbox'
import { exportJWK, generateKeyPair } from 'jose'
import type { AdapterPayload, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { loadLibrary } from '../../../../packages/sandbox/src/identity-provider/library.ts'
import { createStorage } from '../../../../packages/sandbox/src/identity-provider/storage.ts'
import { closeServer, listenOn } from './listen.ts'
import { logoutPage, signInPage } from './provider-pages.ts'
import { createSm2Front, type Sm2Front } from './sm2-front.ts'

/** The `acr` values of this provider, and what they are worth. */
export const LEVELS: Readonly<Record<string, number>> = { 'urn:interop:acr:3': 3, 'urn:interop:acr:4': 4 }
const [LOWEST = ''] = Object.keys(LEVELS)
const HOUR = 3600
const NOWHERE = '/nowhere'

/** `oidc-provider`, running. */
export interface RunningProvider {
  readonly issuer: string
  /** Makes a portal known, by the metadata of OpenID Connect Dynamic Client Registration 1.0, 2. */
  register(metadata: Readonly<Record<string, unknown>>): Promise<void>
  /** Signs by a new key from now on. The old ones stay published. */
  rotateKeys(): Promise<void>
  close(): Promise<void>
}

export interface ProviderOptions {
  /** Signs its tokens by SM2. */
  readonly sm2?: boolean
  /** How long its access tokens live, in seconds. */
  readonly accessTokenSeconds?: number
  readonly features?: Configuration['features']
  /** Takes any name for somebody; otherwise there are the personas of the sandbox. */
  readonly anybody?: boolean
}

async function createSigningKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') }
}
type SigningKey = Awaited<ReturnType<typeof createSigningKey>>

/** Everybody has agreed already: the portals are one service to the citizen. */
async function grantAll(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const known = session.grantIdFor(client.clientId)
  const grant =
    (known === undefined ? undefined : await provider.Grant.find(known)) ??
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile offline_access')
  if (typeof params?.['resource'] === 'string') grant.addResourceScope(params['resource'], 'cases.read')
  await grant.save()
  return grant
}

/** Where a portal hears of a logout through the browser, with the session that it is to end (Front-Channel Logout 1.0, 3). */
function frontChannel({ oidc }: KoaContextWithOIDC, clients: ReadonlyMap<string, string>): string[] {
  const sessions = Object.entries(oidc.session?.authorizations ?? {})
  return sessions.flatMap(([clientId, { sid = '' }]) => {
    const uri = clients.get(clientId)
    if (uri === undefined) return []
    const url = new URL(uri)
    url.searchParams.set('iss', oidc.provider.issuer)
    url.searchParams.set('sid', sid)
    return [url.href]
  })
}

interface Setting {
  readonly keys: readonly SigningKey[]
  readonly cookieKey: string
  readonly storage: ReturnType<typeof createStorage>
  readonly frontChannelUris: ReadonlyMap<string, string>
  readonly sm2: Sm2Front | undefined
  readonly options: ProviderOptions
}

async function openProvider(issuer: string, setting: Setting): Promise<Provider> {
  const { keys, cookieKey, storage, frontChannelUris, sm2, options } = setting
  const library = await loadLibrary()
  const policy = library.interactionPolicy.base()
  const isTooLow = ({ oidc }: KoaContextWithOIDC) => {
    const wanted = oidc.params?.['acr_values']
    return typeof wanted === 'string' && !wanted.split(' ').includes(oidc.acr) && !oidc.result?.['login']
  }
  policy
    .get('login')
    ?.checks.add(new library.interactionPolicy.Check('level', 'a higher level is needed', isTooLow as never))
  const { accessTokenSeconds = HOUR, features } = options
  return new library.Provider(issuer, {
    adapter: storage.adapter,
    jwks: { keys: keys as never },
    cookies: { keys: [cookieKey] },
    clientAuthMethods: ['private_key_jwt'],
    clientDefaults: {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      id_token_signed_response_alg: 'ES256',
      ...(features?.jwtResponseModes?.enabled === true && { authorization_signed_response_alg: 'ES256' }),
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'offline_access'],
    claims: { openid: ['sub', 'acr', 'auth_time'], profile: ['name', 'subject_type', 'legal_person'] },
    conformIdTokenClaims: false,
    acrValues: Object.keys(LEVELS),
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = logoutPage(form, frontChannel(ctx, frontChannelUris))
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = '<p>signed out</p>'
        },
      },
      ...features,
    },
    interactions: { policy, url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => {
      const persona = PERSONAS.find((candidate) => candidate.id === id)
      if (options.anybody === true) {
        return { accountId: id, claims: async () => ({ sub: id, name: id, subject_type: 'natural-person' }) }
      }
      const claims = { sub: id, name: persona?.name, subject_type: persona?.kind }
      const company = persona?.legalPerson
      return persona && { accountId: id, claims: async () => ({ ...claims, legal_person: company }) as never }
    },
    loadExistingGrant: grantAll,
    issueRefreshToken: async (_, __, code) => code.scopes.has('offline_access'),
    rotateRefreshToken: true,
    renderError: (ctx, { error, error_description: description }) => {
      ctx.body = `${error}: ${description}`
    },
    clientBasedCORS: () => false,
    extraClientMetadata: { properties: ['frontchannel_logout_uri', 'frontchannel_logout_session_required'] },
    // The library's own fetch refuses loopback, which is where the portals are.
    fetch: async (url, init = {}) => {
      const body = sm2 === undefined ? init.body : await sm2.signLogout(init.body)
      return fetch(url, { ...init, body, dispatcher: undefined } as RequestInit)
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: 8 * HOUR,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 8 * HOUR,
      Session: 8 * HOUR,
    },
  })
}

/** Shows who one can be, and takes the choice: at the level that was asked for, or the lowest. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response)
  let form = ''
  for await (const chunk of request) form += chunk
  const accountId = new URLSearchParams(form).get('persona')
  if (accountId === null) {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(signInPage(request.url ?? ''))
    return
  }
  const [acr = LOWEST] = String(params['acr_values'] ?? LOWEST).split(' ')
  await provider.interactionFinished(request, response, { login: { accountId, acr } })
}

/** Starts `oidc-provider` on this machine, with the personas of the sandbox as its people. */
export async function startProvider(options: ProviderOptions = {}): Promise<RunningProvider> {
  const server = createServer()
  const issuer = await listenOn(server, '127.0.0.1')
  const frontChannelUris = new Map<string, string>()
  const sm2 = options.sm2 === true ? await createSm2Front() : undefined
  const storage = createStorage()
  const cookieKey = randomBytes(32).toString('hex')
  let keys = [await createSigningKey()]
  const open = () => openProvider(issuer, { keys, cookieKey, storage, frontChannelUris, sm2, options })
  let provider = await open()
  server.on('request', (request, response) => {
    const fail = (error: Error) => response.writeHead(400).end(error.message)
    if (request.url?.startsWith('/interaction/') === true) {
      interact(provider, request, response).catch(fail)
      return
    }
    if (request.url === NOWHERE) {
      response.end()
      return
    }
    if (sm2 !== undefined) sm2.stand(request, response)
    provider.callback()(request, response)
  })
  return {
    issuer,
    async register(metadata) {
      const { client_id: clientId, frontchannel_logout_uri: uri } = metadata
      if (typeof uri === 'string') frontChannelUris.set(String(clientId), uri)
      // The library names its session (`sid`) to those alone who hear of logouts from it.
      const sink = {
        backchannel_logout_uri: `${issuer}${NOWHERE}`,
        backchannel_logout_session_required: true,
      }
      const all = { ...(typeof uri === 'string' && sink), ...metadata } as AdapterPayload
      await storage.adapter('Client').upsert(String(clientId), all, 0)
    },
    async rotateKeys() {
      keys = [await createSigningKey(), ...keys]
      provider = await open()
      sm2?.rotate()
    },
    close: () => closeServer(server),
  }
}
