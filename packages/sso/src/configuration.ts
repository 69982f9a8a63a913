import { type Clock, type Fetch, type Signer, TrustError } from '@xinyin/core'
import type { JWK } from 'jose'
import * as v from 'valibot'
import type { Levels } from './assurance/level.ts'
import type { SubjectReader } from './assurance/subject.ts'
import { parseReturnTo } from './authorize/return-to.ts'
import { SsoError } from './errors.ts'
import { type ClientKey, checkClientKey } from './keys/client-key.ts'
import type { Sm2TokenProfile } from './keys/sm2-profile.ts'
import { KNOWN_ALGORITHMS, tokenScheme } from './keys/usable.ts'
import type { Revocations } from './resource/revocations.ts'
import type { Store } from './stores/store.ts'
import { allowPlainHttp } from './unsafe.ts'

/** What a department sets up once. */
export interface RelyingPartyOptions {
  /** The provider's issuer identifier, to the letter: `https://sso.example.gov.cn`. */
  readonly issuer: string
  readonly clientId: string
  /** Signs the client's assertions (`private_key_jwt`): ECDSA on a NIST curve, Ed25519 or RSA. This or `clientKey`. */
  readonly signer?: Signer
  /** The same as a private WebCrypto key or JWK. */
  readonly clientKey?: CryptoKey | JWK
  /** The `kid` under which the provider knows the key; by default that of a JWK, else none. */
  readonly keyId?: string
  /** Where the portal is: `https://zjj.example.gov.cn`. It is never taken from a request's headers. */
  readonly origin: string
  readonly store: Store
  /** Before `/login` and the other addresses: `/sso`. By default nothing. */
  readonly basePath?: string
  /** Scopes besides `openid`; by default `profile`. */
  readonly scopes?: readonly string[]
  /** Assurance level 实名等级 by `acr`: `{ 'urn:example:acr:3': 3 }`. What is not in it counts as 0. */
  readonly levels?: Levels
  /** How claims read as a subject; by default `readSubject`. */
  readonly readSubject?: SubjectReader
  /** Signature algorithms of tokens: by default ES256, PS256, EdDSA, RS256. */
  readonly algorithms?: readonly string[]
  /** How the provider writes SM2 in tokens and keys. Its `alg` is then taken too, beside the others. */
  readonly sm2?: Sm2TokenProfile
  /** Origins besides the issuer's on which its endpoints may lie. */
  readonly endpointOrigins?: readonly string[]
  /** How long a session lasts at most, in seconds: 28 800. */
  readonly sessionSeconds?: number
  /** How long it lasts without a request, in seconds: 1 800. `GET /session` does not count as one. */
  readonly idleSeconds?: number
  /** The path to go to after signing out: `/`. */
  readonly afterLogout?: string
  /** Hears of logouts that the provider sends, so that access tokens end with the sessions: the one of the API guard. */
  readonly revocations?: Revocations
  /** Hears of every refusal and fault, for the log. What it gets holds no token. */
  readonly onError?: (error: unknown) => void
  readonly fetch?: Fetch
  readonly clock?: Clock
  /** See `@xinyin/sso/unsafe`. */
  readonly [allowPlainHttp]?: true
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export function isPlainHttp(url: string): boolean {
  return new URL(url).protocol === 'http:'
}

/** https, or http on this machine: elsewhere anybody on the way reads cookies and codes. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}

export const webUrl = v.pipe(
  v.string(),
  v.check((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'must be an http(s) URL'),
)
export const safeUrl = v.pipe(
  webUrl,
  v.check((text) => !URL.canParse(text) || isSafe(text), 'must be https, or http on loopback'),
)
export const isOrigin = (text: string) => !URL.canParse(text) || new URL(text).origin === text
export const isIssuer = (text: string) =>
  !URL.canParse(text) || (new URL(text).search === '' && new URL(text).hash === '' && !text.includes('@'))
const isSitePath = (path: string) => {
  try {
    return parseReturnTo(path, 'https://site.invalid') === path
  } catch {
    return false
  }
}
export const aFunction = v.custom<() => unknown>((value) => typeof value === 'function', 'must be a function')
const seconds = v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(2_592_000))
/** No name of another algorithm, and all that a key is known by. */
const isProfile = (profile: Sm2TokenProfile) => {
  try {
    return tokenScheme(profile.alg, profile) !== undefined
  } catch {
    return false
  }
}
export const sm2Profile = v.pipe(
  v.object({
    alg: v.string(),
    encoding: v.picklist(['DER', 'raw']),
    crv: v.pipe(v.string(), v.minLength(1)),
  }),
  v.check(isProfile, 'must not take the name of another algorithm'),
)
export const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,256}$/, 'must be printable ASCII'))

function schemaFor(url: typeof safeUrl | typeof webUrl) {
  const origin = v.pipe(url, v.check(isOrigin, 'must be an origin, without path or slash'))
  return v.object({
    issuer: v.pipe(url, v.check(isIssuer, 'must have no query, fragment or user')),
    clientId: tokenText,
    keyId: v.optional(tokenText),
    origin,
    store: v.object({
      put: aFunction,
      replace: aFunction,
      get: aFunction,
      touch: aFunction,
      destroy: aFunction,
      list: aFunction,
      destroyBySid: aFunction,
      destroyBySub: aFunction,
      destroyWithoutSid: aFunction,
      consumeOnce: aFunction,
      lock: aFunction,
      unlock: aFunction,
    }),
    basePath: v.optional(v.pipe(v.string(), v.regex(/^(\/[\w-]+)*$/, 'must be like /sso'))),
    scopes: v.optional(v.array(tokenText)),
    levels: v.optional(v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)))),
    readSubject: v.optional(aFunction),
    algorithms: v.optional(v.pipe(v.array(v.picklist(KNOWN_ALGORITHMS)), v.minLength(1))),
    sm2: v.optional(sm2Profile),
    endpointOrigins: v.optional(v.array(origin)),
    sessionSeconds: v.optional(seconds),
    idleSeconds: v.optional(seconds),
    afterLogout: v.optional(v.pipe(v.string(), v.check(isSitePath, 'must be a path of this site'))),
    revocations: v.optional(v.object({ revoke: aFunction })),
    onError: v.optional(aFunction),
    fetch: v.optional(aFunction),
    clock: v.optional(aFunction),
  })
}

/** The one key that there must be, or what is wrong with it. */
function readClientKey({ signer, clientKey }: RelyingPartyOptions): ClientKey | string {
  const key = signer ?? clientKey
  if (key === undefined || (signer !== undefined && clientKey !== undefined)) {
    return 'signer: exactly one of signer and clientKey is needed'
  }
  try {
    checkClientKey(key)
    return key
  } catch (error) {
    const option = signer === undefined ? 'clientKey' : 'signer'
    const problem = error instanceof TrustError ? error.message : 'not a key'
    // It becomes part of a sentence that has a full stop of its own.
    return `${option}: ${problem.replace(/\.$/, '')}`
  }
}

/**
 * Finds everything that is wrong with a configuration, at once.
 *
 * @returns the client's key
 * @throws SsoError `ERR_SSO_CONFIGURATION`, whose `problems` name each option and what it must be
 */
export function checkOptions(options: RelyingPartyOptions): ClientKey {
  const schema = schemaFor(options[allowPlainHttp] === true ? webUrl : safeUrl)
  const { issues = [] } = v.safeParse(schema, options)
  const problems = issues.map((issue) => `${v.getDotPath(issue) ?? 'options'}: ${issue.message}`)
  const key = readClientKey(options)
  if (typeof key !== 'string' && problems.length === 0) return key
  if (typeof key === 'string') problems.push(key)
  throw new SsoError('ERR_SSO_CONFIGURATION', { problems: problems.join('; ') })
}
