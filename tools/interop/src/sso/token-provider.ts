import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import type { AdapterPayload, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { loadLibrary } from '../../../../packages/sandbox/src/identity-provider/library.ts'
import { createStorage } from '../../../../packages/sandbox/src/identity-provider/storage.ts'
import { closeServer, listenOn } from './listen.ts'

/** Who signs in, without being asked. */
export const PERSON = 'natural-3'
/** An interface that the provider issues tokens for, as RFC 9068 has them. */
export const INTERFACE = 'https://permits.example/'
const HOUR = 3600

/** `oidc-provider`, for what comes after the sign-in. */
export interface TokenProvider {
  readonly issuer: string
  /** Grants that it ended, since a refresh token came twice, or it was asked to. */
  readonly ended: { count: number }
  /** How often it took a refresh token. */
  readonly renewals: { count: number }
  register(metadata: Readonly<Record<string, unknown>>): Promise<void>
  close(): Promise<void>
}

export interface TokenProviderOptions {
  /** How long access tokens live, in seconds. */
  readonly seconds?: number
  /** Whether proofs need its nonces. */
  readonly wantsNonce?: boolean
}

async function createKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') }
}

/** Everybody has agreed already, to everything that is asked for. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc
  if (client === undefined || session?.accountId === undefined) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile read write')
  grant.addResourceScope(INTERFACE, 'read write')
  await grant.save()
  return grant
}

const features = ({ wantsNonce = false }: TokenProviderOptions): Configuration['features'] => ({
  devInteractions: { enabled: false },
  dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => wantsNonce },
  jwtUserinfo: { enabled: true },
  encryption: { enabled: true },
  revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
  resourceIndicators: {
    enabled: true,
    getResourceServerInfo: (_, audience) => ({
      audience,
      scope: 'read write',
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'ES256' } },
    }),
    useGrantedResource: () => false,
  },
})

/** Starts the provider. It takes a refresh token once, and ends the grant of one that comes again. */
export async function startTokenProvider(options: TokenProviderOptions = {}): Promise<TokenProvider> {
  const server = createServer()
  const issuer = await listenOn(server, '127.0.0.1')
  const storage = createStorage()
  const { Provider } = await loadLibrary()
  const provider = new Provider(issuer, {
    adapter: storage.adapter,
    jwks: { keys: [(await createKey()) as never] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    clientAuthMethods: ['private_key_jwt'],
    clientDefaults: {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      id_token_signed_response_alg: 'ES256',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'read', 'write'],
    claims: { openid: ['sub'], profile: ['name', 'subject_type'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: features(options),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => {
      const claims = async () => ({ sub: id, name: '测试甲', subject_type: 'natural-person' })
      return { accountId: id, claims }
    },
    loadExistingGrant: grantAll,
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: options.seconds ?? HOUR,
      AuthorizationCode: 60,
      Grant: HOUR,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: HOUR,
      Session: HOUR,
    },
  })
  const ended = { count: 0 }
  provider.on('grant.revoked', () => {
    ended.count += 1
  })
  const renewals = { count: 0 }
  provider.on('grant.success', ({ oidc }) => {
    if (oidc.params?.['grant_type'] === 'refresh_token') renewals.count += 1
  })
  const handle = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return handle(request, response)
    const fail = (error: Error) => response.writeHead(400).end(error.message)
    provider.interactionFinished(request, response, { login: { accountId: PERSON } }).catch(fail)
  })
  const register = async (metadata: Readonly<Record<string, unknown>>) => {
    await storage.adapter('Client').upsert(String(metadata['client_id']), metadata as AdapterPayload, 0)
  }
  return { issuer, ended, renewals, register, close: () => closeServer(server) }
}
