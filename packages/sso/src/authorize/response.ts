import * as oauth from 'oauth4webapi'
import type { ProviderMetadata } from '../discovery/metadata.ts'
import { SsoError } from '../errors.ts'
import { singleParameter } from '../http/body.ts'
import type { Settings } from '../settings.ts'
import type { DecryptionKey } from '../token/decryption-key.ts'
import { checkSender } from './mix-up.ts'
import { stateInResponse } from './signed-response.ts'
import type { Transaction } from './transaction.ts'

export const MAX_PARAMETER = 4_096
/** Everything in an answer that we look at; of these each may be there once (RFC 6749, 3.1). */
export const PARAMETERS = ['state', 'code', 'iss', 'error', 'response', 'id_token', 'token']

/** An OAuth error name as a fact: what RFC 6749, 4.1.2.1 allows, and short. */
export function errorName(value: unknown): string {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : 'unknown'
}

/** The keys for which answers that arrive at a path may be encrypted. */
function keysAt(path: string, { providers }: Settings): DecryptionKey[] {
  return providers.flatMap(({ callback, responseDecryptionKey: key }) =>
    callback === path && key !== undefined ? [key] : [],
  )
}

/**
 * The parameter that says which sign-in an answer belongs to.
 *
 * @param path - where it arrived
 */
export async function readState(
  path: string,
  parameters: URLSearchParams,
  settings: Settings,
): Promise<string> {
  const state =
    singleParameter(parameters, 'state', MAX_PARAMETER) ??
    (await stateInResponse(parameters, keysAt(path, settings)))
  if (typeof state !== 'string' || state === '')
    throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'state' })
  return state
}

/**
 * Looks at the provider's answer to a sign-in (OpenID Connect Core 1.0, 3.1.2.5).
 *
 * @param path - where it arrived
 * @returns the parameters, in the form that the token request takes
 */
export function checkResponse(
  path: string,
  parameters: URLSearchParams,
  { provider, state }: Transaction,
  metadata: ProviderMetadata,
): URLSearchParams {
  for (const name of PARAMETERS) singleParameter(parameters, name, MAX_PARAMETER)
  checkSender(parameters.get('iss') ?? undefined, path, provider, metadata)
  const error = parameters.get('error')
  if (error !== null) throw new SsoError('ERR_SSO_SIGN_IN_REFUSED', { error: errorName(error) })
  if (!parameters.get('code')) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'code' })
  try {
    return oauth.validateAuthResponse(metadata, { client_id: provider.clientId }, parameters, state)
  } catch {
    // The library's error holds the code, which belongs in no log.
    throw new SsoError('ERR_SSO_SIGN_IN_REFUSED', { error: 'unexpected answer' })
  }
}
