import { SsoError } from '../errors.ts'
import { describeAnswer, toResponse } from '../http/whole-answer.ts'
import type { Provider } from '../provider.ts'
import { type AccessToken, createAccessToken } from './access-token.ts'
import { endpointOf, type TokenClient } from './client.ts'
import type { SignInAnswer } from './exchange.ts'
import { FIRST, findHeld } from './held.ts'
import type { JsonObject } from './json.ts'
import { keyOf } from './refresh.ts'
import { type UserInfoOptions, verifyUserInfo, withUserInfo } from './user-info.ts'

/**
 * Asks the provider about who signed in (OpenID Connect Core 1.0, 5.3).
 *
 * @param sub - of the ID token
 * @throws SsoError `ERR_SSO_USER_INFO`, `ERR_SSO_USER_INFO_SUBJECT`, the code of another check, `ERR_SSO_FETCH_…`,
 * `ERR_SSO_DISCOVERY…`
 */
export async function requestUserInfo(
  token: AccessToken,
  sub: string,
  options: UserInfoOptions | undefined,
  client: TokenClient,
): Promise<JsonObject> {
  if (options === undefined) throw new SsoError('ERR_SSO_USER_INFO', { reason: 'userInfo is not set up' })
  const url = endpointOf('userinfo_endpoint', await client.metadata(), client)
  const accept = options.answers === 'signed' ? 'application/jwt' : 'application/json, application/jwt'
  const response = await token.use('GET', url, async (fields) =>
    toResponse(await client.ask(url, { headers: { accept, ...fields } })),
  )
  const { status, headers } = response
  const body = await response.text()
  if (status !== 200 || body === '')
    throw new SsoError('ERR_SSO_USER_INFO', { reason: describeAnswer({ status, headers, text: body }) })
  const { issuer, clientId, trustedAudiences, algorithms, keys, now } = client
  const answer = { contentType: headers.get('content-type'), body }
  const expected = { issuer, clientId, trustedAudiences, algorithms, keys, now: now(), sub, ...options }
  return verifyUserInfo(answer, expected)
}

/** A sign-in with what the provider tells besides, where it is to be asked at every one. */
export async function withMore(answer: SignInAnswer, provider: Provider): Promise<SignInAnswer> {
  const { tokens, claims } = answer
  const held = findHeld(tokens, FIRST)
  if (provider.userInfo?.atSignIn !== true || held === undefined) return answer
  const token = createAccessToken(held, keyOf(tokens, provider), provider)
  const more = await requestUserInfo(token, claims.sub, provider.userInfo, provider)
  return { ...answer, claims: withUserInfo(claims, more, provider.userInfo) }
}
