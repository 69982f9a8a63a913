import type { Clock } from '@xinyin/core'
import * as oauth from 'oauth4webapi'
import { SsoError } from '../errors.ts'
import { asFetch, type BackChannel, describeAnswer, type WholeAnswer } from '../http/whole-answer.ts'
import { graceOf } from '../keys/source.ts'
import { type JsonObject, parseJsonObject } from '../token/json.ts'

/** How long metadata is used before it is read again, in milliseconds. */
const MAX_AGE = 3_600_000
/** After a failure the issuer is left alone for so many milliseconds. */
const RETRY = 1000

/** Metadata of an identity provider (OpenID Connect Discovery 1.0, 3), with the endpoints that are used. */
export interface ProviderMetadata extends oauth.AuthorizationServer {
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly jwks_uri: string
}

export interface MetadataSettings {
  readonly issuer: string
  readonly endpointOrigins: readonly string[]
  readonly plainHttp: boolean
  readonly ask: BackChannel
  readonly clock: Clock
  /** How long they are used beyond their hour while the issuer is out, in seconds: 3600, and 86 400 at most. */
  readonly graceSeconds?: number | undefined
  /** Hears of an outage that they are used in. */
  readonly onError?: (error: unknown) => void
  /** What is demanded of them besides; throws an SsoError. */
  readonly demands?: (metadata: oauth.AuthorizationServer) => void
}

/** Tells the metadata that are in force. */
export type MetadataSource = () => Promise<ProviderMetadata>

const REQUIRED = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const
const OPTIONAL = ['end_session_endpoint', 'pushed_authorization_request_endpoint'] as const

/** Endpoints lie with the issuer or where the configuration says: metadata cannot send us elsewhere (RFC 9700, 4.4). */
function checkEndpoints(metadata: oauth.AuthorizationServer, origins: readonly string[]): ProviderMetadata {
  const allowed = (value: unknown) =>
    typeof value === 'string' && URL.canParse(value) && origins.includes(new URL(value).origin)
  const wrong =
    REQUIRED.find((name) => !allowed(metadata[name])) ??
    OPTIONAL.find((name) => metadata[name] !== undefined && !allowed(metadata[name]))
  if (wrong !== undefined) throw new SsoError('ERR_SSO_DISCOVERY_ENDPOINT', { endpoint: wrong })
  return metadata as ProviderMetadata
}

/** Without the members that say `null`, which is how some providers write that they have none. */
function withoutNulls(metadata: oauth.AuthorizationServer): oauth.AuthorizationServer {
  const { issuer, ...rest } = metadata
  return { issuer, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) }
}

function parse({ text }: WholeAnswer): JsonObject | undefined {
  try {
    return parseJsonObject(text)
  } catch {
    // Without the cause: an engine's message quotes the text.
    return undefined
  }
}

async function load(settings: MetadataSettings): Promise<ProviderMetadata> {
  const issuer = new URL(settings.issuer)
  const response = await oauth.discoveryRequest(issuer, {
    [oauth.allowInsecureRequests]: settings.plainHttp,
    [oauth.customFetch]: asFetch(settings.ask),
  })
  const { status, headers } = response
  const answer = { status, headers, text: await response.clone().text() }
  const found = status === 200 ? parse(answer) : undefined
  if (found === undefined) throw new SsoError('ERR_SSO_DISCOVERY', { reason: describeAnswer(answer) })
  if (found['issuer'] !== settings.issuer) {
    throw new SsoError('ERR_SSO_DISCOVERY_ISSUER', { expected: settings.issuer })
  }
  const metadata = withoutNulls(await oauth.processDiscoveryResponse(issuer, response))
  const checked = checkEndpoints(metadata, [issuer.origin, ...settings.endpointOrigins])
  settings.demands?.(checked)
  return checked
}

interface Held {
  readonly metadata: ProviderMetadata
  readonly from: number
}

/** Metadata that came and may not be used: that is the issuer's word, which older ones do not stand against. */
const REFUSED = /^ERR_SSO_(?:DISCOVERY_(?:ISSUER|ENDPOINT)|PROFILE)$/

const isOutage = (error: unknown) => !(error instanceof SsoError && REFUSED.test(error.code))

async function read(settings: MetadataSettings): Promise<ProviderMetadata> {
  try {
    return await load(settings)
  } catch (error) {
    if (error instanceof SsoError && !error.code.startsWith('ERR_SSO_JSON')) throw error
    throw new SsoError('ERR_SSO_DISCOVERY', { reason: 'malformed' }, error)
  }
}

/**
 * Reads an issuer's metadata when it is first needed, and again every hour. While the issuer is out, those that there are are used
 * for a grace beyond that, and it is asked again beside; what it then says counts at once.
 *
 * @throws SsoError `ERR_SSO_DISCOVERY`, `ERR_SSO_DISCOVERY_ISSUER`, `ERR_SSO_DISCOVERY_ENDPOINT`, `ERR_SSO_FETCH_…`
 * @throws RangeError for a grace that is none
 */
export function createMetadataSource(settings: MetadataSettings): MetadataSource {
  const grace = graceOf(settings)
  const now = () => settings.clock().getTime()
  let held: Held | undefined
  let pending: Promise<ProviderMetadata> | undefined
  let failedAt: number | undefined

  // Not before `from` either: what a clock that was ahead has read would be kept until it is right again.
  const within = (time: number): ProviderMetadata | undefined =>
    held !== undefined && now() >= held.from && now() < held.from + time ? held.metadata : undefined
  const isPausing = () => failedAt !== undefined && now() >= failedAt && now() < failedAt + RETRY

  async function refresh(): Promise<ProviderMetadata> {
    try {
      const metadata = await read(settings)
      held = { metadata, from: now() }
      failedAt = undefined
      return metadata
    } catch (error) {
      // What it said itself ends what it said before.
      if (isOutage(error)) failedAt = now()
      else held = undefined
      if (within(MAX_AGE + grace) !== undefined) settings.onError?.(error)
      throw error
    } finally {
      pending = undefined
    }
  }

  const ask = (): Promise<ProviderMetadata> => {
    pending ??= refresh()
    return pending
  }

  return async () => {
    const fresh = within(MAX_AGE)
    if (fresh !== undefined) return fresh
    // The outage is known: nobody waits for it to end.
    const stale = failedAt === undefined ? undefined : within(MAX_AGE + grace)
    if (stale !== undefined) {
      if (!isPausing()) ask().catch(() => {})
      return stale
    }
    try {
      return await ask()
    } catch (error) {
      const kept = isOutage(error) ? within(MAX_AGE + grace) : undefined
      if (kept !== undefined) return kept
      throw error
    }
  }
}
