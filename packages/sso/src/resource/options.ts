import type { Check, Clock, Fetch, Strict } from '@xinyin/core'
import * as v from 'valibot'
import type { Levels } from '../assurance/level.ts'
import {
  acrName,
  aFunction,
  assertionAudience,
  graceSeconds,
  isIssuer,
  isOrigin,
  isPlainHttp,
  safeUrl,
  sm2Profile,
  strict,
  tokenText,
  webUrl,
} from '../configuration.ts'
import { createMetadataSource, type MetadataSource } from '../discovery/metadata.ts'
import { SsoError } from '../errors.ts'
import { createBackChannel } from '../http/fetch.ts'
import { type ClientKey, checkClientKey, openClientKey } from '../keys/client-key.ts'
import type { Sm2TokenProfile } from '../keys/sm2-profile.ts'
import { createKeySource, type KeySource, tellingKeys } from '../keys/source.ts'
import { KNOWN_ALGORITHMS } from '../keys/usable.ts'
import type { Store } from '../stores/store.ts'
import { type AssertionAudience, privateKeyJwt } from '../token/client-assertion.ts'
import type { SsoTolerance } from '../token/tolerance.ts'
import { allowPlainHttp, allowUnaskedRevocations } from '../unsafe.ts'
import { MAX_TOKEN_AGE } from './access-token.ts'
import type { DpopNonces } from './dpop-nonce.ts'
import type { Introspecting } from './introspection.ts'
import type { Revocations } from './revocations.ts'

/** Tokens that are bound to a key of the client (DPoP, RFC 9449). */
export interface DpopOptions {
  /** Knows which proofs were used: the one that sessions are in, or another that all processes share. */
  readonly store: Pick<Store, 'consumeOnce'>
  /** Wants proofs to carry a nonce of this server: `createDpopNonces(secret)`. */
  readonly nonces?: DpopNonces
  /** Signature algorithms of proofs: by default ES256, EdDSA, PS256. */
  readonly algorithms?: readonly string[]
}

/** Tokens about which the issuer is asked (RFC 7662). */
export interface IntrospectionOptions {
  readonly endpoint: string
  /** The interface as a client of the issuer, and its key (`private_key_jwt`). */
  readonly clientId: string
  readonly clientKey: ClientKey
  readonly keyId?: string
  /** Whom its assertions are for (`aud`): the issuer unless given. */
  readonly assertionAudience?: AssertionAudience
  /**
   * `signed`: the issuer signs its answers (RFC 9701). `plain`: whoever ends TLS on the way is believed, gateways of
   * government networks too.
   */
  readonly answers: 'signed' | 'plain'
}

/** What an interface sets up once. */
export interface GuardOptions {
  /** The issuer of tokens, to the letter: `https://sso.example.gov.cn`. */
  readonly issuer: string
  /** What this interface is called in `aud`: `https://api.zjj.example.gov.cn`. */
  readonly audience: string
  /** Where the interface is. It is never taken from a request's headers. */
  readonly origin: string
  /** The issuer's keys; by default those that its metadata name. */
  readonly keys?: KeySource
  /** Signature algorithms of tokens: by default ES256, PS256, EdDSA, RS256. */
  readonly algorithms?: readonly string[]
  /** How the issuer writes SM2 in tokens and keys. Its `alg` is then taken too, in proofs of DPoP as well. */
  readonly sm2?: Sm2TokenProfile
  /** Assurance level 实名等级 by `acr`. */
  readonly levels?: Levels
  /** Knows what logouts and revocations ended: `memoryRevocations()`, or a store that all processes share. */
  readonly revocations?: Revocations
  /** Takes tokens that are bound to a key; without it, they are refused. */
  readonly dpop?: DpopOptions
  /** Whether tokens that are bound to neither a key nor a certificate are refused (FAPI 2.0). */
  readonly senderConstrained?: boolean
  /** Asks the issuer about every token in place of reading it. */
  readonly introspection?: IntrospectionOptions
  /** How long a token that passed is not looked at again, in seconds: 60, and 0 with introspection. */
  readonly cacheSeconds?: number
  /** How old a token may be, in seconds: 86 400. Revocations are remembered for so long. */
  readonly maxTokenAge?: number
  /** Hears of faults of ports. What it gets holds no token. */
  readonly onError?: (error: unknown) => void
  /** How long the issuer's keys and metadata are used while it cannot be asked, in seconds: 3600, and 86 400 at most. */
  readonly graceSeconds?: number
  /** Which deviations of the issuer's logout tokens are not tolerated: all, or those of these names; by default none. */
  readonly strict?: Strict<SsoTolerance>
  /** Hears of each deviation that was met and read all the same: a check `tolerance.<name>` that passed. */
  readonly onTolerance?: (check: Check, issuer: string) => void
  /**
   * What carries the requests to the issuer. Without it they go over kept connections on Node, and by the platform's
   * `fetch` elsewhere, or where somebody has changed that.
   */
  readonly fetch?: Fetch
  readonly clock?: Clock
  /** See `@xinyin/sso/unsafe`. */
  readonly [allowPlainHttp]?: true
  /** See `@xinyin/sso/unsafe`. */
  readonly [allowUnaskedRevocations]?: true
}

const ALGORITHMS = ['ES256', 'PS256', 'EdDSA', 'Ed25519', 'RS256']
const PROOF_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519', 'PS256']

/** A checked configuration, with everything in it that the guard needs. */
export interface GuardSettings {
  readonly issuer: string
  readonly audience: string
  readonly origin: string
  readonly keys: KeySource
  readonly algorithms: readonly string[]
  readonly sm2: Sm2TokenProfile | undefined
  readonly levels: Levels
  readonly revocations: Revocations | undefined
  /** Whether tokens are taken while they cannot be asked. */
  readonly unaskedRevocations: boolean
  readonly dpop: (DpopOptions & { readonly algorithms: readonly string[] }) | undefined
  readonly senderConstrained: boolean
  readonly introspecting: Introspecting | undefined
  readonly cacheSeconds: number
  readonly maxTokenAge: number
  readonly onError: (error: unknown) => void
  readonly strict: Strict<SsoTolerance> | undefined
  readonly onTolerance: (check: Check, issuer: string) => void
  readonly now: () => number
}

const seconds = (most: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most)))
const algorithms = v.optional(v.pipe(v.array(v.picklist(KNOWN_ALGORITHMS)), v.minLength(1)))
const level = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99))
const aKey = v.custom((key) => {
  try {
    checkClientKey(key as ClientKey)
    return true
  } catch {
    return false
  }
}, 'must be a private key that signs')

function schemaFor(url: typeof safeUrl | typeof webUrl) {
  return v.object({
    issuer: v.pipe(url, v.check(isIssuer, 'must have no query, fragment or user')),
    audience: tokenText,
    origin: v.pipe(url, v.check(isOrigin, 'must be an origin, without path or slash')),
    keys: v.optional(v.object({ find: aFunction })),
    algorithms,
    sm2: v.optional(sm2Profile),
    levels: v.optional(v.record(acrName, level)),
    revocations: v.optional(v.object({ isRevoked: aFunction, revoke: aFunction })),
    dpop: v.optional(
      v.object({
        store: v.object({ consumeOnce: aFunction }),
        nonces: v.optional(v.object({ current: aFunction, accepts: aFunction })),
        algorithms,
      }),
    ),
    senderConstrained: v.optional(v.boolean()),
    introspection: v.optional(
      v.object({
        endpoint: url,
        clientId: tokenText,
        clientKey: aKey,
        keyId: v.optional(tokenText),
        assertionAudience,
        answers: v.picklist(['signed', 'plain']),
      }),
    ),
    cacheSeconds: seconds(600),
    maxTokenAge: seconds(2_592_000),
    onError: v.optional(aFunction),
    strict,
    graceSeconds,
    onTolerance: v.optional(aFunction),
    fetch: v.optional(aFunction),
    clock: v.optional(aFunction),
  })
}

function checkOptions(options: GuardOptions): void {
  const schema = schemaFor(options[allowPlainHttp] === true ? webUrl : safeUrl)
  const { issues = [] } = v.safeParse(schema, options)
  if (issues.length === 0) return
  const problems = issues.map((issue) => `${v.getDotPath(issue) ?? 'options'}: ${issue.message}`)
  throw new SsoError('ERR_SSO_CONFIGURATION', { problems: problems.join('; ') })
}

function metadataOf(
  { issuer, graceSeconds, onError = () => {} }: GuardOptions,
  network: Fetch | undefined,
  clock: Clock,
): MetadataSource {
  return createMetadataSource({
    issuer,
    endpointOrigins: [],
    plainHttp: isPlainHttp(issuer),
    ask: createBackChannel(network),
    clock,
    graceSeconds,
    onError,
  })
}

/** Keys at the address that the issuer's own metadata name. */
function discoverKeys(
  { sm2, graceSeconds }: GuardOptions,
  metadata: MetadataSource,
  network: Fetch | undefined,
  clock: Clock,
): KeySource {
  return createKeySource(async () => (await metadata()).jwks_uri, network, clock, {
    ...(sm2 && { sm2 }),
    ...(graceSeconds !== undefined && { graceSeconds }),
  })
}

function readIntrospection(
  { issuer, audience, introspection }: GuardOptions,
  shared: Pick<Introspecting, 'algorithms' | 'keys' | 'ask' | 'maxTokenAge' | 'onError'>,
  metadata: MetadataSource,
  now: () => number,
): Introspecting | undefined {
  if (introspection === undefined) return undefined
  const { endpoint, clientId, clientKey, keyId, answers, assertionAudience: asserted } = introspection
  let opened: ReturnType<typeof openClientKey> | undefined
  const signer = () => {
    opened ??= openClientKey(clientKey, keyId)
    return opened
  }
  const tokenEndpoint = async () => (await metadata()).token_endpoint
  const authentication = privateKeyJwt({ issuer, clientId, signer, audience: asserted, tokenEndpoint, now })
  return { ...shared, issuer, audience, clientId, endpoint, isSigned: answers === 'signed', authentication }
}

/**
 * Checks a configuration and fills in what was left out.
 *
 * @throws SsoError `ERR_SSO_CONFIGURATION`, whose `problems` name each option and what it must be
 */
export function createGuardSettings(options: GuardOptions): GuardSettings {
  checkOptions(options)
  const { issuer, audience, origin, sm2, dpop, introspection } = options
  const clock: Clock = options.clock ?? (() => new Date())
  const { fetch: network } = options
  const now = () => clock().getTime() / 1000
  const withSm2 = (names: readonly string[]) => (sm2 === undefined ? names : [...names, sm2.alg])
  const allowed = withSm2(options.algorithms ?? ALGORITHMS)
  const { maxTokenAge = MAX_TOKEN_AGE, onError = () => {} } = options
  const metadata = metadataOf(options, network, clock)
  const keys = options.keys
    ? tellingKeys(options.keys, onError)
    : discoverKeys(options, metadata, network, clock)
  const shared = { algorithms: allowed, keys, ask: createBackChannel(network), maxTokenAge, onError }
  return {
    issuer,
    audience,
    origin,
    keys,
    algorithms: allowed,
    sm2,
    levels: options.levels ?? {},
    revocations: options.revocations,
    unaskedRevocations: options[allowUnaskedRevocations] === true,
    dpop: dpop && { ...dpop, algorithms: withSm2(dpop.algorithms ?? PROOF_ALGORITHMS) },
    senderConstrained: options.senderConstrained ?? false,
    introspecting: readIntrospection(options, shared, metadata, now),
    cacheSeconds: options.cacheSeconds ?? (introspection === undefined ? 60 : 0),
    maxTokenAge,
    onError,
    strict: options.strict,
    onTolerance: options.onTolerance ?? (() => {}),
    now,
  }
}
