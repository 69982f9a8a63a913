import type { Clock, Fetch } from '@xinyin/core'
import type { ClientAuth } from 'oauth4webapi'
import type { Levels } from './assurance/level.ts'
import { readSubject, type SubjectReader } from './assurance/subject.ts'
import { checkOptions, isPlainHttp, type RelyingPartyOptions } from './configuration.ts'
import { createMetadataSource, type ProviderMetadata } from './discovery/metadata.ts'
import { type CookieJar, createCookieJar } from './http/cookies.ts'
import { createBackChannel } from './http/fetch.ts'
import { type ClientKey, type JwsSigner, openClientKey } from './keys/client-key.ts'
import { createKeySource, type KeySource } from './keys/source.ts'
import type { Revocations } from './resource/revocations.ts'
import type { Store } from './stores/store.ts'
import { privateKeyJwt } from './token/client-assertion.ts'

/** The addresses of a relying party under its origin. */
export type Route = 'login' | 'callback' | 'logout' | 'logged-out' | 'backchannel-logout' | 'session'

/** The signature algorithms of tokens that are taken when nothing else is said. */
const ALGORITHMS = ['ES256', 'PS256', 'EdDSA', 'Ed25519', 'RS256']
/** A working day, in seconds. */
const SESSION_SECONDS = 28_800
/** Half an hour, in seconds. */
const IDLE_SECONDS = 1_800

/** A checked configuration, with everything in it that the handlers need. */
export interface Settings {
  readonly issuer: string
  readonly clientId: string
  readonly origin: string
  readonly scope: string
  readonly algorithms: readonly string[]
  readonly levels: Levels
  readonly sessionSeconds: number
  readonly idleSeconds: number
  readonly afterLogout: string
  readonly plainHttp: boolean
  readonly store: Store
  readonly cookies: CookieJar
  readonly keys: KeySource
  readonly clientAuthentication: ClientAuth
  readonly fetch: Fetch
  readonly readSubject: SubjectReader
  readonly revocations: Revocations | undefined
  readonly onError: (error: unknown) => void
  readonly metadata: () => Promise<ProviderMetadata>
  /** Seconds since 1970. */
  readonly now: () => number
  readonly path: (route: Route) => string
  readonly url: (route: Route) => string
}

/** Opens the key once, when it is first needed: that is asynchronous, and making a relying party is not. */
function lazySigner(key: ClientKey, keyId: string | undefined): () => Promise<JwsSigner> {
  let opened: Promise<JwsSigner> | undefined
  return () => {
    opened ??= openClientKey(key, keyId)
    return opened
  }
}

/** Checks a configuration and fills in what was left out. */
export function createSettings(options: RelyingPartyOptions): Settings {
  const key = checkOptions(options)
  const { issuer, clientId, origin, store, basePath = '' } = options
  const clock: Clock = options.clock ?? (() => new Date())
  const now = () => clock().getTime() / 1000
  const network: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const fetch = createBackChannel(network)
  const plainHttp = isPlainHttp(issuer)
  const endpointOrigins = options.endpointOrigins ?? []
  const metadata = createMetadataSource({ issuer, endpointOrigins, plainHttp, fetch, clock })
  const path = (route: Route) => `${basePath}/${route}`
  return {
    issuer,
    clientId,
    origin,
    scope: ['openid', ...(options.scopes ?? ['profile'])].join(' '),
    algorithms: [...(options.algorithms ?? ALGORITHMS), ...(options.sm2 ? [options.sm2.alg] : [])],
    levels: options.levels ?? {},
    sessionSeconds: options.sessionSeconds ?? SESSION_SECONDS,
    idleSeconds: options.idleSeconds ?? IDLE_SECONDS,
    afterLogout: options.afterLogout ?? '/',
    plainHttp,
    store,
    cookies: createCookieJar(origin, basePath),
    keys: createKeySource(
      async () => (await metadata()).jwks_uri,
      network,
      clock,
      options.sm2 ? { sm2: options.sm2 } : {},
    ),
    clientAuthentication: privateKeyJwt(lazySigner(key, options.keyId), now),
    fetch,
    readSubject: options.readSubject ?? readSubject,
    revocations: options.revocations,
    onError: options.onError ?? (() => {}),
    metadata,
    now,
    path,
    url: (route) => origin + path(route),
  }
}
