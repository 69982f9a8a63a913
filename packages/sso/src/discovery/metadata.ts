import type { Clock } from '@xinyin/core'
import * as oauth from 'oauth4webapi'
import { SsoError } from '../errors.ts'
import { asFetch, type BackChannel } from '../http/whole-answer.ts'
import { parseJsonObject } from '../token/json.ts'

/** How long metadata is used before it is read again, in milliseconds. */
const MAX_AGE = 3_600_000

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

async function load(settings: MetadataSettings): Promise<ProviderMetadata> {
  const issuer = new URL(settings.issuer)
  const response = await oauth.discoveryRequest(issuer, {
    [oauth.allowInsecureRequests]: settings.plainHttp,
    [oauth.customFetch]: asFetch(settings.ask),
  })
  if (response.status !== 200) throw new SsoError('ERR_SSO_DISCOVERY', { reason: `HTTP ${response.status}` })
  const found = parseJsonObject(await response.clone().text())
  if (found['issuer'] !== settings.issuer) {
    throw new SsoError('ERR_SSO_DISCOVERY_ISSUER', { expected: settings.issuer })
  }
  const metadata = withoutNulls(await oauth.processDiscoveryResponse(issuer, response))
  const checked = checkEndpoints(metadata, [issuer.origin, ...settings.endpointOrigins])
  settings.demands?.(checked)
  return checked
}

/**
 * Reads an issuer's metadata when it is first needed, and again every hour.
 *
 * @throws SsoError `ERR_SSO_DISCOVERY`, `ERR_SSO_DISCOVERY_ISSUER`, `ERR_SSO_DISCOVERY_ENDPOINT`, `ERR_SSO_FETCH_…`
 */
export function createMetadataSource(settings: MetadataSettings): MetadataSource {
  let held: { metadata: ProviderMetadata; from: number; until: number } | undefined
  let pending: Promise<ProviderMetadata> | undefined

  const refresh = async (): Promise<ProviderMetadata> => {
    try {
      const metadata = await load(settings)
      const from = settings.clock().getTime()
      held = { metadata, from, until: from + MAX_AGE }
      return metadata
    } catch (error) {
      if (error instanceof SsoError && !error.code.startsWith('ERR_SSO_JSON')) throw error
      throw new SsoError('ERR_SSO_DISCOVERY', { reason: 'malformed' }, error)
    } finally {
      pending = undefined
    }
  }
  return async () => {
    const now = settings.clock().getTime()
    // Not before `from` either: what a clock that was ahead has read would be kept until it is right again.
    if (held !== undefined && now >= held.from && now < held.until) return held.metadata
    pending ??= refresh()
    return pending
  }
}
