import * as oauth from 'oauth4webapi'
import { errorName } from '../authorize/response.ts'
import type { Transaction } from '../authorize/transaction.ts'
import type { ProviderMetadata } from '../discovery/metadata.ts'
import { SsoError } from '../errors.ts'
import { forOAuth } from '../http/fetch.ts'
import type { Provider } from '../provider.ts'
import { type IdTokenClaims, verifyIdToken } from './id-token.ts'
import { type JsonObject, parseJsonObject } from './json.ts'

/** A verified ID token, as it arrived and as it reads. */
export interface VerifiedIdToken {
  readonly raw: string
  readonly claims: IdTokenClaims
}

function clientOf({ clientId }: Provider, now: number): oauth.Client {
  // The library asks the system for the time; a clock of our own is told to it as a difference.
  return { client_id: clientId, [oauth.clockSkew]: Math.round(now - Date.now() / 1000) }
}

/** OAuth's own rules for the answer (RFC 6749, 5). */
async function processResponse(
  response: Response,
  metadata: ProviderMetadata,
  client: oauth.Client,
): Promise<void> {
  try {
    await oauth.processGenericTokenEndpointResponse(metadata, client, response)
  } catch (error) {
    // Not passed on as cause: the library's errors hold the answer, tokens and all, and ours go to a log.
    if (error instanceof oauth.ResponseBodyError) {
      throw new SsoError('ERR_SSO_TOKEN_REFUSED', { error: errorName(error.error) })
    }
    throw new SsoError('ERR_SSO_TOKEN_RESPONSE', { reason: `HTTP ${response.status}` })
  }
}

interface Tokens {
  readonly raw: string
  readonly accessToken: string | undefined
  /** The rest of the answer, for the library. */
  readonly rest: Response
}

/**
 * Takes the ID token out of the answer. The library is not shown it: it would look at it again by rules of its own,
 * which demand RS256 of providers that announce nothing, and cannot read a claim that says `null`.
 */
async function readTokens(response: Response): Promise<Tokens> {
  const refuse = (reason: string, cause?: unknown) =>
    new SsoError('ERR_SSO_TOKEN_RESPONSE', { reason }, cause)
  let tokens: JsonObject
  try {
    tokens = parseJsonObject(await response.text())
  } catch (cause) {
    throw refuse('malformed JSON', cause)
  }
  const { id_token: raw, access_token: accessToken } = tokens
  if (typeof raw !== 'string') throw refuse('no ID token')
  const others = Object.entries(tokens).filter(([name, value]) => name !== 'id_token' && value !== null)
  const { status, headers } = response
  return {
    raw,
    accessToken: typeof accessToken === 'string' ? accessToken : undefined,
    rest: new Response(JSON.stringify(Object.fromEntries(others)), { status, headers }),
  }
}

/**
 * Trades the code for an ID token and verifies it (OpenID Connect Core 1.0, 3.1.3).
 *
 * @throws SsoError `ERR_SSO_TOKEN_REFUSED`, `ERR_SSO_TOKEN_RESPONSE`, or the code of the check that failed
 */
export async function exchangeCode(
  parameters: URLSearchParams,
  { provider, nonce, verifier }: Transaction,
  metadata: ProviderMetadata,
  now: number,
): Promise<VerifiedIdToken> {
  const client = clientOf(provider, now)
  const response = await oauth.authorizationCodeGrantRequest(
    metadata,
    client,
    provider.clientAuthentication,
    parameters,
    provider.redirectUri,
    verifier,
    {
      [oauth.allowInsecureRequests]: provider.plainHttp,
      [oauth.customFetch]: forOAuth(provider.fetch),
    },
  )
  // For any other status, this throws.
  if (response.status !== 200) await processResponse(response, metadata, client)
  const { raw, accessToken, rest } = await readTokens(response)
  const claims = await verifyIdToken(raw, {
    issuer: provider.issuer,
    clientId: provider.clientId,
    algorithms: provider.algorithms,
    keys: provider.keys,
    now,
    nonce,
    accessToken,
  })
  await processResponse(rest, metadata, client)
  return { raw, claims }
}
