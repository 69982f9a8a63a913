import type { WholeAnswer } from '../http/whole-answer.ts'
import { readTokenAnswer, refusalOf, type TokenAnswer } from './answer.ts'
import { endpointOf, type TokenClient } from './client.ts'
import { parseJsonObject } from './json.ts'
import { createProof } from './proof.ts'
import type { ProofKey } from './proof-key.ts'

/** One request, by the client that shows who it is, and with a proof where tokens are to be bound to a key. */
async function send(
  url: string,
  parameters: URLSearchParams,
  key: ProofKey | undefined,
  nonce: string | undefined,
  client: TokenClient,
): Promise<WholeAnswer> {
  const { clientAuthentication, ask, now } = client
  const body = new URLSearchParams(parameters)
  // A new assertion each time: it counts once.
  await clientAuthentication(body, url)
  const accept = 'application/json'
  if (key === undefined) return ask(url, { method: 'POST', headers: { accept }, body })
  const dpop = await createProof(key, { method: 'POST', url, nonce }, now())
  return ask(url, { method: 'POST', headers: { accept, dpop }, body })
}

/** Whether the server wants another nonce in the proof (RFC 9449, 8). */
function wantsNonce({ status, text }: WholeAnswer): boolean {
  if (status !== 400 && status !== 401) return false
  try {
    return parseJsonObject(text)['error'] === 'use_dpop_nonce'
  } catch {
    return false
  }
}

/** Sends a form to an endpoint of the provider; once more, and not again, where it asks for a nonce and gives one. */
export async function postForm(
  url: string,
  parameters: URLSearchParams,
  key: ProofKey | undefined,
  client: TokenClient,
): Promise<WholeAnswer> {
  const nonces = client.binding.proving?.nonces
  const sent = nonces?.of(url)
  const response = await send(url, parameters, key, sent, client)
  const isNew = nonces?.hear(url, response, sent) ?? false
  if (key === undefined || !isNew || !wantsNonce(response)) return response
  const next = nonces?.of(url)
  const second = await send(url, parameters, key, next, client)
  nonces?.hear(url, second, next)
  return second
}

/**
 * Asks the token endpoint for tokens (RFC 6749, 3.2).
 *
 * @param key - the session's, where its tokens are bound to one
 * @throws SsoError `ERR_SSO_TOKEN_REFUSED`, `ERR_SSO_TOKEN_RESPONSE`, `ERR_SSO_TOKEN_UNBOUND`, `ERR_SSO_FETCH_…`,
 * `ERR_SSO_DISCOVERY…`
 */
export async function requestTokens(
  grantType: string,
  parameters: URLSearchParams,
  key: ProofKey | undefined,
  client: TokenClient,
): Promise<TokenAnswer> {
  const url = endpointOf('token_endpoint', await client.metadata(), client)
  const askedAt = client.now()
  const form = new URLSearchParams(parameters)
  form.set('grant_type', grantType)
  return readTokenAnswer(await postForm(url, form, key, client), askedAt, client.binding.scheme)
}

/**
 * Gives a refresh token back that is not needed any more (RFC 7009). Where that fails, it ends by itself: nothing is
 * thrown, and `onError` hears of it.
 */
export async function revokeToken(
  token: string,
  client: TokenClient,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    const metadata = await client.metadata()
    if (metadata.revocation_endpoint === undefined) return
    const url = endpointOf('revocation_endpoint', metadata, client)
    const form = new URLSearchParams({ token, token_type_hint: 'refresh_token' })
    const answer = await postForm(url, form, undefined, client)
    if (answer.status !== 200) onError(refusalOf(answer))
  } catch (error) {
    onError(error)
    // The provider is out, or the device with the portal's key: neither keeps anybody signed in.
  }
}
