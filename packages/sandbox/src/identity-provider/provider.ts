import { createServer } from 'node:http'
import type { JWK } from 'jose'
import type { AdapterPayload } from 'oidc-provider'
import { closeServer, listen } from '../listen.ts'
import { createConfiguration } from './configuration.ts'
import { createInteraction } from './interaction.ts'
import { LEVELS } from './levels.ts'
import { loadLibrary } from './library.ts'
import { PERSONAS, type Persona } from './personas.ts'
import { createStorage } from './storage.ts'

/** A portal as the provider knows it. */
export interface ProviderClient {
  readonly clientId: string
  /** Shown on the sign-in page. */
  readonly name: string
  /** Where the portal is; its sign-on addresses are `/callback`, `/logged-out` and `/backchannel-logout` under it. */
  readonly origin: string
  /** The public key of its client assertions: `exportClientJwk` of `@xinyin/sso`. */
  readonly jwk: JWK
}

export interface IdentityProviderOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  readonly clients?: readonly ProviderClient[]
  readonly personas?: readonly Persona[]
}

/** A running identity provider. */
export interface IdentityProvider {
  readonly issuer: string
  readonly personas: readonly Persona[]
  /** What its `acr` values are worth, for a portal's `levels`. */
  readonly levels: Readonly<Record<string, number>>
  /** Makes a portal known. */
  register(client: ProviderClient): Promise<void>
  close(): Promise<void>
}

function metadataOf({ clientId, name, origin, jwk }: ProviderClient): AdapterPayload {
  const metadata = {
    client_id: clientId,
    client_name: name,
    redirect_uris: [`${origin}/callback`],
    post_logout_redirect_uris: [`${origin}/logged-out`],
    backchannel_logout_uri: `${origin}/backchannel-logout`,
    backchannel_logout_session_required: true,
    token_endpoint_auth_signing_alg: jwk.alg ?? 'ES256',
    jwks: { keys: [jwk] },
  }
  return metadata as AdapterPayload
}

/**
 * Starts an OpenID provider on this machine, for developing: personas instead of passwords, ES256 tokens, PKCE and
 * `private_key_jwt` demanded, RP-initiated and back-channel logout, assurance levels as `acr`. Everything in it is
 * forgotten when it stops.
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const { port = 0, clients = [], personas = PERSONAS } = options
  const { Provider, interactionPolicy } = await loadLibrary()
  const storage = createStorage()
  const server = createServer()
  const issuer = await listen(server, port)
  const configuration = await createConfiguration(personas, storage, interactionPolicy)
  const provider = new Provider(issuer, configuration)
  const handle = provider.callback()
  const interact = createInteraction(provider, personas)
  server.on('request', (request, response) =>
    request.url?.startsWith('/interaction/') ? interact(request, response) : handle(request, response),
  )
  const register = (client: ProviderClient) =>
    storage.adapter('Client').upsert(client.clientId, metadataOf(client), 0) as Promise<void>
  for (const client of clients) await register(client)
  return { issuer, personas, levels: LEVELS, register, close: () => closeServer(server) }
}
