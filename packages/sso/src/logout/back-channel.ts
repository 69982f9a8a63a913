import { SsoError } from '../errors.ts'
import { readForm, singleParameter } from '../http/body.ts'
import { PRIVATE_HEADERS, refusal, refusalJson } from '../http/page.ts'
import type { Provider } from '../provider.ts'
import type { Settings } from '../settings.ts'
import { parseJws } from '../token/jws.ts'
import { type LogoutTokenClaims, verifyLogoutToken } from './logout-token.ts'

/**
 * How long a logout is remembered, in seconds: no token issued before it is accepted for longer, so none can bring a
 * session that it ended.
 */
const REMEMBER = 900
/** Access tokens live longer: a day, in seconds, and the skew of clocks. */
const REMEMBER_TOKENS = 86_430
const MAX_TOKEN = 16_384

/**
 * `sub` alone ends all of the subject's sessions; `sid` ends that one session. With both, those of the subject that
 * have no `sid` end too: any of them may be the one that is meant.
 */
async function endSessions(claims: LogoutTokenClaims, { store, revocations, now }: Settings): Promise<void> {
  const { iss, sid, sub, iat } = claims
  const keepUntil = now() + REMEMBER
  if (sid === undefined && sub !== undefined) await store.destroyBySub(iss, sub, iat, keepUntil)
  if (sid !== undefined) await store.destroyBySid(iss, sid, iat, keepUntil)
  if (sid !== undefined && sub !== undefined) await store.destroyWithoutSid(iss, sub, iat, keepUntil)
  // Access tokens of the session end with it, at the interfaces that ask the same revocations.
  await revocations?.revoke({ issuer: iss, sid, sub, before: iat, until: now() + REMEMBER_TOKENS })
}

/**
 * The provider that a logout token says it comes from; the first, whose it then is not, when that is none of ours. The token
 * is verified by that provider's keys, so that naming another makes it worthless.
 */
function senderOf(token: string, { providers }: Settings): Provider {
  const { claims } = parseJws(token)
  return providers.find(({ issuer }) => issuer === claims['iss']) ?? providers[0]
}

async function logOut(request: Request, settings: Settings): Promise<void> {
  const token = singleParameter(await readForm(request), 'logout_token', MAX_TOKEN)
  if (!token) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'logout_token' })
  const { issuer, clientId, algorithms, keys } = senderOf(token, settings)
  const { now, store } = settings
  const claims = await verifyLogoutToken(token, { issuer, clientId, algorithms, keys, now: now() })
  // Ending sessions comes before the token counts as used: when the store fails in between, the provider can send the
  // same token again. Ending them twice changes nothing.
  await endSessions(claims, settings)
  const mark = JSON.stringify(['logout', claims.iss, clientId, claims.jti])
  if (!(await store.consumeOnce(mark, now() + REMEMBER))) {
    throw new SsoError('ERR_SSO_LOGOUT_REPLAY')
  }
}

/**
 * `POST /backchannel-logout`: the provider says that a user signed out (OpenID Connect Back-Channel Logout 1.0).
 *
 * Answers 200 when done, 400 to a token that is not good (2.8), 5xx when the provider should try again.
 */
export async function answerBackChannelLogout(request: Request, settings: Settings): Promise<Response> {
  try {
    await logOut(request, settings)
    return new Response(null, { status: 200, headers: PRIVATE_HEADERS })
  } catch (error) {
    settings.onError(error)
    return refusalJson(refusal(error), 'invalid_request')
  }
}
