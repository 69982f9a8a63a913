import { TrustError } from '@xinyin/core'
import * as v from 'valibot'
import { actingOptions, vouchingOptions } from './assurance/schema.ts'
import { parseReturnTo } from './authorize/return-to.ts'
import { requestOptions, responseProblems, targetOptions } from './authorize/schema.ts'
import { SsoError } from './errors.ts'
import { fapiOptionProblems } from './fapi2/options.ts'
import { isSafe } from './http/safe-url.ts'
import { type ClientKey, checkClientKey } from './keys/client-key.ts'
import type { Sm2TokenProfile } from './keys/sm2-profile.ts'
import { KNOWN_ALGORITHMS, tokenScheme } from './keys/usable.ts'
import type { ProviderOptions, RelyingPartyOptions, SeveralProvidersOptions } from './options.ts'
import { bindingProblems, tokenOptions } from './token/schema.ts'
import { SSO_TOLERANCES } from './token/tolerance.ts'
import { allowPlainHttp } from './unsafe.ts'

export function isPlainHttp(url: string): boolean {
  return new URL(url).protocol === 'http:'
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
/** A value of `acr`: one word, since requests name several with blanks between them (Core 1.0, 3.1.2.1). */
export const acrName = v.pipe(
  v.string(),
  v.regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/, 'must be printable ASCII without blanks or quotes'),
)
export const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,256}$/, 'must be printable ASCII'))

/** At most a day. */
export const graceSeconds = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400)))
export const strict = v.optional(v.union([v.literal(true), v.array(v.picklist(SSO_TOLERANCES))]))
export const assertionAudience = v.optional(v.picklist(['issuer', 'token-endpoint', 'endpoint']))

type Url = typeof safeUrl | typeof webUrl
const originOf = (url: Url) => v.pipe(url, v.check(isOrigin, 'must be an origin, without path or slash'))
const named = v.pipe(v.string(), v.minLength(1), v.maxLength(64))

const providerSchema = (url: Url) =>
  v.object({
    issuer: v.pipe(url, v.check(isIssuer, 'must have no query, fragment or user')),
    clientId: tokenText,
    trustedAudiences: v.optional(v.array(tokenText)),
    keyId: v.optional(tokenText),
    assertionAudience,
    name: v.optional(v.object({ 'zh-CN': named, en: named })),
    callback: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,32}$/, 'must be a name like staff'))),
    ...requestOptions,
    scopes: v.optional(v.array(tokenText)),
    levels: v.optional(v.record(acrName, v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)))),
    readSubject: v.optional(aFunction),
    ...vouchingOptions,
    algorithms: v.optional(v.pipe(v.array(v.picklist(KNOWN_ALGORITHMS)), v.minLength(1))),
    sm2: v.optional(sm2Profile),
    strict,
    graceSeconds,
    endpointOrigins: v.optional(v.array(originOf(url))),
    ...tokenOptions,
  })

const portalSchema = (url: Url) =>
  v.object({
    origin: originOf(url),
    store: v.object({
      put: aFunction,
      replace: aFunction,
      get: aFunction,
      touch: aFunction,
      destroy: aFunction,
      list: aFunction,
      listBySid: aFunction,
      listLine: aFunction,
      destroyLine: aFunction,
      destroyBySid: aFunction,
      destroyBySub: aFunction,
      destroyWithoutSid: aFunction,
      consumeOnce: aFunction,
      lock: aFunction,
      unlock: aFunction,
    }),
    basePath: v.optional(v.pipe(v.string(), v.regex(/^(\/[\w-]+)*$/, 'must be like /sso'))),
    sessionSeconds: v.optional(seconds),
    idleSeconds: v.optional(seconds),
    afterLogout: v.optional(v.pipe(v.string(), v.check(isSitePath, 'must be a path of this site'))),
    ...targetOptions,
    choicePage: v.optional(aFunction),
    ...actingOptions,
    pages: v.optional(aFunction),
    frontChannelLogout: v.optional(v.picklist(['same-site', 'cross-site'])),
    revocations: v.optional(v.object({ revoke: aFunction })),
    maxTokenAge: v.optional(seconds),
    onError: v.optional(aFunction),
    onTolerance: v.optional(aFunction),
    fetch: v.optional(aFunction),
    clock: v.optional(aFunction),
  })

/** The one key that there must be, or what is wrong with it. */
function readClientKey({ signer, clientKey }: ProviderOptions): ClientKey | string {
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

/** The options of a provider that are good, with its key. */
export interface CheckedProvider {
  readonly options: ProviderOptions
  readonly key: ClientKey
}

/** What is wrong with options by a schema, each with the name that it has in the whole. */
function schemaProblems(
  schema: ReturnType<typeof portalSchema | typeof providerSchema>,
  value: unknown,
  prefix = '',
): string[] {
  const { issues = [] } = v.safeParse(schema, value)
  return issues.map((issue) => `${prefix}${v.getDotPath(issue) ?? 'options'}: ${issue.message}`)
}

type Options = RelyingPartyOptions | SeveralProvidersOptions

const providersIn = (options: Options) => ('providers' in options ? options.providers : undefined)

/** The providers that are set up, each with the prefix of its options' names. */
function listProviders(options: Options): (readonly [prefix: string, options: ProviderOptions])[] {
  const providers = providersIn(options)
  if (providers === undefined) return [['', options as RelyingPartyOptions]]
  return Array.isArray(providers) ? providers.map((one, at) => [`providers.${at}.`, one ?? {}]) : []
}

/** What belongs to a provider, and would count for none of several when it stands beside them: a profile among others. */
const providersOwn = () => [...Object.keys(providerSchema(safeUrl).entries), 'signer', 'clientKey']

/**
 * Where a provider's endpoints may lie. One that names another's token endpoint as its own would be sent assertions which count
 * there (CVE-2025-27370).
 */
const originsOf = (provider: ProviderOptions | undefined): string[] => [
  ...(URL.canParse(String(provider?.issuer)) ? [new URL(String(provider?.issuer)).origin] : []),
  ...(Array.isArray(provider?.endpointOrigins) ? provider.endpointOrigins : []),
]

/** What is wrong with several providers beside each other: two of one issuer could not be told apart. */
function togetherProblems(options: Options): string[] {
  const providers = providersIn(options)
  if (providers === undefined) return []
  if (!Array.isArray(providers) || providers.length === 0)
    return ['providers: must be a list of at least one']
  const issuers: unknown[] = providers.map((one) => one?.issuer)
  const twice = issuers.flatMap((issuer, at) =>
    issuers.indexOf(issuer) < at ? [`providers.${at}.issuer: is there twice`] : [],
  )
  const shared = providers.flatMap((one, at) =>
    one?.assertionAudience === 'token-endpoint' &&
    providers.some(
      (other) => other !== one && originsOf(other).some((origin) => originsOf(one).includes(origin)),
    )
      ? [`providers.${at}.assertionAudience: token-endpoint needs origins that no other provider has`]
      : [],
  )
  const misplaced = providersOwn().filter((name) => Reflect.get(options, name) !== undefined)
  return [
    ...misplaced.map((name) => `${name}: belongs into providers when there are some`),
    ...twice,
    ...shared,
  ]
}

/**
 * Finds everything that is wrong with a configuration, at once.
 *
 * @returns the providers, at least one
 * @throws SsoError `ERR_SSO_CONFIGURATION`, whose `problems` name each option and what it must be
 */
export function checkOptions(options: Options): [CheckedProvider, ...CheckedProvider[]] {
  const url = options[allowPlainHttp] === true ? webUrl : safeUrl
  const providers = listProviders(options)
  const keys = providers.map(([prefix, provider]) => [prefix, readClientKey(provider), provider] as const)
  const problems = [
    ...togetherProblems(options),
    ...providers.flatMap(([prefix, provider]) => schemaProblems(providerSchema(url), provider, prefix)),
    ...providers.flatMap(([prefix, provider]) =>
      [...bindingProblems(provider), ...responseProblems(provider)].map((problem) => prefix + problem),
    ),
    ...schemaProblems(portalSchema(url), options),
    ...keys.flatMap(([prefix, key]) => (typeof key === 'string' ? [prefix + key] : [])),
    ...keys.flatMap(([prefix, key, provider]) =>
      fapiOptionProblems(provider, typeof key === 'string' ? undefined : key).map(
        (problem) => prefix + problem,
      ),
    ),
  ]
  const checked = keys.flatMap(([, key, provider]) =>
    typeof key === 'string' ? [] : [{ options: provider, key }],
  )
  const [first, ...others] = checked
  if (problems.length > 0 || first === undefined) {
    throw new SsoError('ERR_SSO_CONFIGURATION', { problems: problems.join('; ') })
  }
  return [first, ...others]
}
