import type { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { Sm2TokenProfile } from '@xinyin/sso'
import type { JWK } from 'jose'
import type { AdapterPayload, KoaContextWithOIDC } from 'oidc-provider'
import { closeServer, listen } from '../listen.ts'
import { createWatch } from '../watch/handler.ts'
import { createJournal, type Message } from '../watch/journal.ts'
import { type Behaviour, checkBehaviour, HONEST } from './behaviour.ts'
import { createConfiguration } from './configuration.ts'
import { createDelivery } from './delivery.ts'
import { createEncryption } from './encryption.ts'
import { createInteraction } from './interaction.ts'
import { createKeyRing } from './key-ring.ts'
import { LEVELS } from './levels.ts'
import { loadLibrary } from './library.ts'
import { createPassage } from './passage.ts'
import { PERSONAS, type Persona } from './personas.ts'
import { createReissuing, type Reissuing } from './reissue.ts'
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
  /** The public key for which its signed answers are encrypted: that of `responseDecryptionKey`. Without it they are signed only. */
  readonly encryptionJwk?: JWK
}

export interface IdentityProviderOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  readonly clients?: readonly ProviderClient[]
  readonly personas?: readonly Persona[]
  /** Signs tokens with SM2, written so; with ES256 unless given. */
  readonly sm2?: Sm2TokenProfile
  /** How it behaves from the start: honestly and at once unless given. */
  readonly behaviour?: Partial<Behaviour>
}

/** A running identity provider. */
export interface IdentityProvider {
  readonly issuer: string
  readonly personas: readonly Persona[]
  /** What its `acr` values are worth, for a portal's `levels`. */
  readonly levels: Readonly<Record<string, number>>
  /** How its tokens are signed, where that is with SM2: what a portal takes as its `sm2`. */
  readonly sm2: Sm2TokenProfile | undefined
  /** A page for a browser that shows each message as it passes, and changes how the provider behaves. */
  readonly watchUrl: string
  readonly behaviour: Behaviour
  /** The last 200 messages that passed. */
  readonly messages: readonly Message[]
  /** Hears of every message from now on. @returns what ends that */
  onMessage(listener: (message: Message) => void): () => void
  /** Makes a portal known. */
  register(client: ProviderClient): Promise<void>
  /**
   * Changes how it behaves: `behave({ hostile: findHostileMode('id-token-unsigned') })`.
   *
   * @throws RangeError that names the member and what it must be
   */
  behave(change: Partial<Behaviour>): void
  /** Signs with a new key from now on. The one before stays published until the next change. */
  rotateKeys(): Promise<void>
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

/** Turns the ID tokens that come back as a hint into those that the library knows. */
function knowHints(request: IncomingMessage, issuer: string, { original }: Reissuing): void {
  if (!request.url?.includes('id_token_hint=') || !URL.canParse(request.url, issuer)) return
  const url = new URL(request.url, issuer)
  for (const hint of url.searchParams.getAll('id_token_hint'))
    url.searchParams.set('id_token_hint', original(hint))
  request.url = url.pathname + url.search
}

const HUNG_UP = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']

/** Changes keys by the clock. */
function createRotation(rotate: () => Promise<void>) {
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    every(seconds: number): void {
      clearInterval(timer)
      timer = seconds > 0 ? setInterval(rotate, seconds * 1000).unref() : undefined
    },
    end: () => clearInterval(timer),
  }
}

/**
 * Starts an OpenID provider on this machine, for developing: personas instead of passwords, ES256 or SM2 tokens, PKCE and
 * `private_key_jwt` demanded, RP-initiated and back-channel logout, assurance levels as `acr`. It can change keys, be slow,
 * out or wrong about the time, and play attacks. Everything in it is forgotten when it stops.
 *
 * @throws RangeError for a behaviour that is none
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const { port = 0, clients = [], personas = PERSONAS, sm2 } = options
  let behaviour = checkBehaviour({ ...HONEST, ...options.behaviour })
  const { Provider, interactionPolicy } = await loadLibrary()
  const [storage, keys, journal] = [createStorage(), await createKeyRing(sm2), createJournal()]
  const reissuing = createReissuing(() => behaviour.skewSeconds)
  const encryption = createEncryption()
  const server = createServer()
  const issuer = await listen(server, port)
  const settings = { issuer, keys, reissuing, encryption, journal, behaviour: () => behaviour }
  const deliver = createDelivery(settings)
  const configuration = await createConfiguration(personas, storage, interactionPolicy, deliver)
  const provider = new Provider(issuer, configuration)
  const pass = createPassage(settings)
  provider.use((ctx, next) => pass(ctx as KoaContextWithOIDC, next))
  const faults: EventEmitter = provider
  faults.on('error', (error: NodeJS.ErrnoException) => {
    // A portal that has had enough of an attack hangs up: that is no fault.
    if (!HUNG_UP.includes(error.code ?? '')) console.error(error)
  })
  const handle = provider.callback()
  const interact = createInteraction(provider, personas)
  const rotation = createRotation(() => running.rotateKeys())

  const running: IdentityProvider = {
    issuer,
    personas,
    levels: LEVELS,
    sm2,
    watchUrl: `${issuer}/dev`,
    get behaviour() {
      return behaviour
    },
    messages: journal.messages,
    onMessage: journal.listen,
    async register(client) {
      encryption.register(client.clientId, client.encryptionJwk)
      await storage.adapter('Client').upsert(client.clientId, metadataOf(client), 0)
    },
    behave(change) {
      behaviour = checkBehaviour({ ...behaviour, ...change })
      rotation.every(behaviour.rotateSeconds)
      const { hostile, ...plain } = behaviour
      journal.add({ kind: 'change', answered: { ...plain, hostile: hostile?.name ?? 'none' } })
    },
    async rotateKeys() {
      await keys.rotate()
      journal.add({ kind: 'change', answered: { kid: keys.current.kid } })
    },
    close: () => {
      rotation.end()
      return closeServer(server)
    },
  }
  const watch = createWatch(running, journal)
  server.on('request', (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    if (path === '/dev' || path.startsWith('/dev/')) return watch(request, response)
    if (path.startsWith('/interaction/')) return interact(request, response)
    knowHints(request, issuer, reissuing)
    return handle(request, response)
  })
  rotation.every(behaviour.rotateSeconds)
  for (const client of clients) await running.register(client)
  return running
}
