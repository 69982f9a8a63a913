import { SsoError } from '../errors.ts'
import { readForm, singleParameter } from '../http/body.ts'
import { PRIVATE_HEADERS, refusal, refusalJson } from '../http/page.ts'
import type { Provider } from '../provider.ts'
import type { Settings } from '../settings.ts'
import { parseJws } from '../token/jws.ts'
import { endSessions, REMEMBER } from './end-sessions.ts'
import { verifyLogoutToken } from './logout-token.ts'

const MAX_TOKEN = 16_384

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
  await endSessions({ issuer, sid: claims.sid, sub: claims.sub, before: claims.iat }, settings)
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
