import { createServer, type RequestListener } from 'node:http'
import { createPrivateKey, createSigner, type Signer } from '@xinyin/core'
import { exportClientJwk } from '@xinyin/sso'
import type { JWK } from 'jose'
import type { IdentityProvider } from '../identity-provider/provider.ts'
import { closeServer, listen } from '../listen.ts'

/** What a portal has once it has joined a provider: the options of `createRelyingParty` but for its store. */
export interface JoinedPortal {
  readonly origin: string
  readonly issuer: string
  readonly clientId: string
  readonly signer: Signer
  readonly levels: Readonly<Record<string, number>>
}

export interface ApplicationOptions {
  readonly clientId: string
  /** What the provider's sign-in page calls it. */
  readonly name: string
  readonly provider: Pick<IdentityProvider, 'issuer' | 'levels' | 'register'>
  /** The public key for which the provider encrypts its signed answers. */
  readonly encryptionJwk?: JWK
  /** 0, the default, takes any free port. */
  readonly port?: number
}

/** A running application. */
export interface RunningApplication {
  readonly origin: string
  close(): Promise<void>
}

/**
 * Runs a portal of one's own on this machine, joined to a provider: it is given an origin and a key, and is made known there.
 *
 * @param make - makes what answers its requests: an app of Express, `app.callback()` of Koa, `app.routing` of Fastify
 * @example
 * ```ts
 * const provider = await startIdentityProvider()
 * const portal = await startApplication({ clientId: 'zjj', name: '住房和城乡建设局', provider }, (joined) => {
 *   const sso = createRelyingParty({ ...joined, store: memoryStore() })
 *   return express().use(expressHandlers(sso))
 * })
 * ```
 */
export async function startApplication(
  { clientId, name, provider, encryptionJwk, port = 0 }: ApplicationOptions,
  make: (joined: JoinedPortal) => RequestListener | Promise<RequestListener>,
): Promise<RunningApplication> {
  const server = createServer()
  const origin = await listen(server, port)
  const signer = createSigner(await createPrivateKey('P-256'))
  const jwk = await exportClientJwk(signer)
  await provider.register({ clientId, name, origin, jwk, ...(encryptionJwk && { encryptionJwk }) })
  const { issuer, levels } = provider
  server.on('request', await make({ origin, issuer, clientId, signer, levels }))
  return { origin, close: () => closeServer(server) }
}
