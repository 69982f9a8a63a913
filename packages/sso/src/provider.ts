import {
  type Clock,
  digest,
  encodeBase64Url,
  encodeUtf8,
  type Fetch,
  type Language,
  type Strict,
} from '@xinyin/core'
import type { AuthorizationServer } from 'oauth4webapi'
import type { Levels } from './assurance/level.ts'
import { type MandateReader, readMandates } from './assurance/mandate.ts'
import { readSubject } from './assurance/read-subject.ts'
import type { SubjectKind, SubjectReader } from './assurance/subject.ts'
import type { VerifiedClaimsPolicy } from './assurance/verified-claims-policy.ts'
import type { ResponseMode } from './authorize/posted-answer.ts'
import { type CheckedProvider, isPlainHttp } from './configuration.ts'
import { createMetadataSource, type ProviderMetadata } from './discovery/metadata.ts'
import { checkFapiProvider } from './fapi2/metadata.ts'
import { FAPI_ALGORITHMS } from './fapi2/options.ts'
import { createBackChannel } from './http/fetch.ts'
import type { BackChannel } from './http/whole-answer.ts'
import { type ClientKey, clientKeyAlgorithm, type JwsSigner, openClientKey } from './keys/client-key.ts'
import { createKeySource, type KeySource } from './keys/source.ts'
import type { ProviderOptions } from './options.ts'
import { prepareBinding, type ReadyBinding } from './token/binding.ts'
import { type ClientAuthentication, privateKeyJwt } from './token/client-assertion.ts'
import type { DecryptionKey } from './token/decryption-key.ts'
import type { TokenOptions } from './token/held.ts'
import type { SsoTolerance } from './token/tolerance.ts'
import type { UserInfoOptions } from './token/user-info.ts'

/** The signature algorithms of tokens that are taken when nothing else is said. */
const ALGORITHMS = ['ES256', 'PS256', 'EdDSA', 'Ed25519', 'RS256']

/** One identity provider, with everything in it by which the portal deals with it. */
export interface Provider {
  readonly issuer: string
  /** What people know it by. */
  readonly name: Readonly<Record<Language, string>>
  readonly clientId: string
  /** Who else its tokens for the portal may be for. */
  readonly trustedAudiences: readonly string[]
  /** A fingerprint of the portal as this provider's client: what belongs to another has another. */
  readonly party: string
  /** The name by which its redirect URI is its own, if it has one. */
  readonly callbackName: string | undefined
  /** The path of its redirect URI. */
  readonly callback: string
  /** Whether it has that to itself, so that an answer which comes there is its own. */
  readonly ownCallback: boolean
  readonly redirectUri: string
  readonly profile: 'fapi2' | undefined
  /** Whether requests are pushed; where it is not said, they are where the provider offers it. */
  readonly pushedRequests: boolean | undefined
  readonly signedRequests: boolean
  /** How answers come. */
  readonly responseMode: ResponseMode
  readonly signedResponses: boolean
  /** The key for which answers must be encrypted. */
  readonly responseDecryptionKey: DecryptionKey | undefined
  readonly scope: string
  readonly algorithms: readonly string[]
  readonly levels: Levels
  readonly keys: KeySource
  /** The client's key, which is opened when it is first needed. */
  readonly signer: () => Promise<JwsSigner>
  readonly clientAuthentication: ClientAuthentication
  /** Asks it, by the back channel. */
  readonly ask: BackChannel
  readonly readSubject: SubjectReader
  readonly readMandates: MandateReader
  /** The kinds of subject that it is trusted to vouch for. */
  readonly subjects: readonly SubjectKind[]
  readonly verifiedClaims: VerifiedClaimsPolicy | undefined
  readonly metadata: () => Promise<ProviderMetadata>
  /** Where its endpoints may lie. */
  readonly origins: readonly string[]
  /** How the tokens that it issues are bound. */
  readonly binding: ReadyBinding
  /** What is kept of tokens; nothing unless it is there. */
  readonly tokens: TokenOptions | undefined
  readonly userInfo: UserInfoOptions | undefined
  /** Which deviations are not tolerated. */
  readonly strict: Strict<SsoTolerance> | undefined
  /** Seconds since 1970. */
  readonly now: () => number
}

/** What providers need to know of the portal. */
export interface Surroundings {
  readonly origin: string
  readonly basePath: string
  readonly network: Fetch | undefined
  readonly clock: Clock
  /** Hears of what goes wrong and stops nobody. */
  readonly onError: (error: unknown) => void
}

/** Opens the key once, when it is first needed: that is asynchronous, and making a relying party is not. */
function lazySigner(key: ClientKey, keyId: string | undefined): () => Promise<JwsSigner> {
  let opened: Promise<JwsSigner> | undefined
  return () => {
    opened ??= openClientKey(key, keyId)
    return opened
  }
}

function fingerprintOf(...names: readonly string[]): string {
  return encodeBase64Url(digest('SHA-256', encodeUtf8(JSON.stringify(names))))
}

/** Where its answers arrive, and whether only its own do. */
function callbackOf(
  { callback: name }: ProviderOptions,
  others: readonly CheckedProvider[],
  { origin, basePath }: Surroundings,
) {
  const callback = `${basePath}/callback${name === undefined ? '' : `/${name}`}`
  const ownCallback = others.every((other) => other.options.callback !== name)
  return { callbackName: name, callback, ownCallback, redirectUri: origin + callback }
}

/** What is asked for, and how. */
function requestsOf(options: ProviderOptions) {
  const { profile, pushedRequests, signedRequests = false, signedResponses = false } = options
  const { responseDecryptionKey, responseMode = 'query' as const } = options
  const scope = ['openid', ...(options.scopes ?? ['profile'])].join(' ')
  return {
    profile,
    pushedRequests,
    signedRequests,
    signedResponses,
    responseMode,
    responseDecryptionKey,
    scope,
  }
}

/** What it is believed in. */
function vouchingOf(options: ProviderOptions) {
  const { profile, algorithms = profile === 'fapi2' ? FAPI_ALGORITHMS : ALGORITHMS, sm2 } = options
  return {
    trustedAudiences: options.trustedAudiences ?? [],
    algorithms: [...algorithms, ...(sm2 ? [sm2.alg] : [])],
    levels: options.levels ?? {},
    readSubject: options.readSubject ?? readSubject,
    readMandates: options.readMandates ?? readMandates,
    subjects: options.subjects ?? (['natural-person', 'legal-person'] as const),
    verifiedClaims: options.verifiedClaims,
  }
}

/** The source of its metadata, which under a profile have to promise more. */
function metadataOf(
  { options, key }: CheckedProvider,
  ask: BackChannel,
  { clock, onError }: Surroundings,
): () => Promise<ProviderMetadata> {
  const { issuer, endpointOrigins = [], profile, binding, signedResponses = false, graceSeconds } = options
  const client = { keyAlgorithm: clientKeyAlgorithm(key), binding, signedResponses }
  const demands = (found: AuthorizationServer) => checkFapiProvider(found, client)
  const plainHttp = isPlainHttp(issuer)
  return createMetadataSource({
    issuer,
    endpointOrigins,
    plainHttp,
    ask,
    clock,
    graceSeconds,
    onError,
    ...(profile === 'fapi2' && { demands }),
  })
}

function createProvider(
  checked: CheckedProvider,
  others: readonly CheckedProvider[],
  surroundings: Surroundings,
): Provider {
  const { options, key } = checked
  const { origin, network, clock } = surroundings
  const { issuer, clientId, sm2 } = options
  const { host, origin: home } = new URL(issuer)
  const now = () => clock().getTime() / 1000
  const binding = prepareBinding(options.binding, sm2)
  const ask = createBackChannel(binding.fetch ?? network)
  const metadata = metadataOf(checked, ask, surroundings)
  const signer = lazySigner(key, options.keyId)
  const keysUri = async () => (await metadata()).jwks_uri
  return {
    issuer,
    name: options.name ?? { 'zh-CN': host, en: host },
    clientId,
    party: fingerprintOf(origin, issuer, clientId),
    ...callbackOf(options, others, surroundings),
    ...requestsOf(options),
    ...vouchingOf(options),
    keys: createKeySource(keysUri, network, clock, {
      ...(sm2 && { sm2 }),
      ...(options.graceSeconds !== undefined && { graceSeconds: options.graceSeconds }),
    }),
    signer,
    clientAuthentication: privateKeyJwt({
      issuer,
      clientId,
      signer,
      audience: options.assertionAudience,
      tokenEndpoint: async () => (await metadata()).token_endpoint,
      now,
    }),
    ask,
    metadata,
    origins: [home, ...(options.endpointOrigins ?? [])],
    binding,
    tokens: options.tokens,
    userInfo: options.userInfo,
    strict: options.strict,
    now,
  }
}

/** At least one, the first of which counts where none is named. */
export type Providers = readonly [Provider, ...Provider[]]

/** Fills in what was left out of the providers' options. */
export function createProviders(
  checked: readonly [CheckedProvider, ...CheckedProvider[]],
  surroundings: Surroundings,
): Providers {
  const create = (one: CheckedProvider) => {
    const others = checked.filter((other) => other !== one)
    return createProvider(one, others, surroundings)
  }
  const [first, ...others] = checked
  return [create(first), ...others.map(create)]
}
