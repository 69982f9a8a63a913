import * as oauth from 'oauth4webapi'
import { errorName } from '../authorize/response.ts'
import type { Transaction } from '../authorize/transaction.ts'
import type { ProviderMetadata } from '../discovery/metadata.ts'
import { SsoError } from '../errors.ts'
import { forOAuth } from '../http/fetch.ts'
import type { Settings } from '../settings.ts'
import { type IdTokenClaims, verifyIdToken } from './id-token.ts'
import { type JsonObject, parseJsonObject } from './json.ts'

/** A verified ID token, as it arrived and as it reads. */
export interface VerifiedIdToken {
  readonly raw: string
  readonly claims: IdTokenClaims
}

function clientOf({ clientId, now }: Settings): oauth.Client {
  // The library asks the system for the time; a clock of our own is told to it as a difference.
  return { client_id: clientId, [oauth.clockSkew]: Math.round(now() - Date.now() / 1000) }
}

/** OAuth's own rules for the answer; the ID token in it has been verified before, by stricter ones. */
async function processResponse(
  response: Response,
  transaction: Transaction,
  metadata: ProviderMetadata,
  settings: Settings,
): Promise<void> {
  try {
    await oauth.processAuthorizationCodeResponse(metadata, clientOf(settings), response, {
      expectedNonce: transaction.nonce,
      requireIdToken: true,
    })
  } catch (error) {
    // Not passed on as cause: the library's errors hold the answer, tokens and all, and ours go to a log.
    if (error instanceof oauth.ResponseBodyError) {
      throw new SsoError('ERR_SSO_TOKEN_REFUSED', { error: errorName(error.error) })
    }
    throw new SsoError('ERR_SSO_TOKEN_RESPONSE', { reason: `HTTP ${response.status}` })
  }
}

async function readTokens(response: Response): Promise<{ raw: string; accessToken: string | undefined }> {
  const refuse = (reason: string, cause?: unknown) =>
    new SsoError('ERR_SSO_TOKEN_RESPONSE', { reason }, cause)
  let tokens: JsonObject
  try {
    tokens = parseJsonObject(await response.clone().text())
  } catch (cause) {
    throw refuse('malformed JSON', cause)
  }
  const { id_token: raw, access_token: accessToken } = tokens
  if (typeof raw !== 'string') throw refuse('no ID token')
  return { raw, accessToken: typeof accessToken === 'string' ? accessToken : undefined }
}

/**
 * Trades the code for an ID token and verifies it (OpenID Connect Core 1.0, 3.1.3).
 *
 * @throws SsoError `ERR_SSO_TOKEN_REFUSED`, `ERR_SSO_TOKEN_RESPONSE`, or the code of the check that failed
 */
export async function exchangeCode(
  parameters: URLSearchParams,
  transaction: Transaction,
  metadata: ProviderMetadata,
  settings: Settings,
): Promise<VerifiedIdToken> {
  const response = await oauth.authorizationCodeGrantRequest(
    metadata,
    clientOf(settings),
    settings.clientAuthentication,
    parameters,
    settings.url('callback'),
    transaction.verifier,
    {
      [oauth.allowInsecureRequests]: settings.plainHttp,
      [oauth.customFetch]: forOAuth(settings.fetch),
    },
  )
  if (response.status !== 200) {
    await processResponse(response, transaction, metadata, settings)
    throw new SsoError('ERR_SSO_TOKEN_RESPONSE', { reason: `HTTP ${response.status}` })
  }
  const { raw, accessToken } = await readTokens(response)
  const claims = await verifyIdToken(raw, {
    issuer: settings.issuer,
    clientId: settings.clientId,
    algorithms: settings.algorithms,
    keys: settings.keys,
    now: settings.now(),
    nonce: transaction.nonce,
    accessToken,
  })
  await processResponse(response, transaction, metadata, settings)
  return { raw, claims }
}
