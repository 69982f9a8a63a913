import { recordLogout } from '../audit/record.ts'
import { SsoError } from '../errors.ts'
import type { Asked } from '../http/asked.ts'
import { readForm, singleParameter } from '../http/body.ts'
import { PRIVATE_HEADERS, refusal, refusalJson } from '../http/page.ts'
import type { Provider } from '../provider.ts'
import type { Settings } from '../settings.ts'
import { requirePassed } from '../token/id-token.ts'
import { parseJws } from '../token/jws.ts'
import { tolerancesIn } from '../token/tolerance.ts'
import { type Ended, endSessions, REMEMBER } from './end-sessions.ts'
import { inspectLogoutToken } from './logout-token.ts'

const MAX_TOKEN = 16_384

/**
 * The provider that a logout token says it comes from; the first, whose it then is not, when that is none of ours. The token
 * is verified by that provider's keys, so that naming another makes it worthless.
 */
function senderOf(token: string, { providers }: Settings): Provider {
  const { claims } = parseJws(token)
  return providers.find(({ issuer }) => issuer === claims['iss']) ?? providers[0]
}

/**
 * Puts a logout on record, and that its token came again: once, however often it does, so that who has got hold of a token
 * cannot fill the log with it. An auditor sees that one was sent twice, and no logout that there was not.
 *
 * @param token - issuer, client and `jti`
 * @throws SsoError `ERR_SSO_LOGOUT_REPLAY`; `ERR_SSO_STORE_…`, and then the logout is on record all the same
 */
async function recordOnce(ended: Ended, token: readonly string[], settings: Settings): Promise<void> {
  const { store, now } = settings
  const isNew = (mark: string) => store.consumeOnce(JSON.stringify([mark, ...token]), now() + REMEMBER)
  let isFirst = true
  try {
    isFirst = await isNew('logout')
  } finally {
    if (isFirst) await recordLogout(ended, settings)
  }
  if (isFirst) return
  if (await isNew('logout again')) await recordLogout({ ...ended, replayed: true }, settings)
  throw new SsoError('ERR_SSO_LOGOUT_REPLAY')
}

async function logOut(request: Asked, settings: Settings): Promise<void> {
  const token = singleParameter(await readForm(request), 'logout_token', MAX_TOKEN)
  if (!token) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'logout_token' })
  const { issuer, clientId, trustedAudiences, algorithms, keys, strict } = senderOf(token, settings)
  const { now, onTolerance } = settings
  const expected = { issuer, clientId, trustedAudiences, algorithms, keys, strict, now: now() }
  const report = await inspectLogoutToken(token, expected)
  const claims = requirePassed(report)
  // Ending sessions comes before the token counts as used: when the store fails in between, the provider can send the
  // same token again. Ending them twice changes nothing.
  const ended = { issuer, sid: claims.sid, sub: claims.sub, before: claims.iat }
  await endSessions(ended, settings)
  await recordOnce(ended, [claims.iss, clientId, claims.jti], settings)
  for (const check of tolerancesIn(report.checks)) onTolerance(check, issuer)
}

/**
 * `POST /backchannel-logout`: the provider says that a user signed out (OpenID Connect Back-Channel Logout 1.0).
 *
 * Answers 200 when done, 400 to a token that is not good (2.8), 5xx when the provider should try again.
 */
export async function answerBackChannelLogout(request: Asked, settings: Settings): Promise<Response> {
  try {
    await logOut(request, settings)
    return new Response(null, { status: 200, headers: PRIVATE_HEADERS })
  } catch (error) {
    settings.onError(error)
    return refusalJson(refusal(error), 'invalid_request')
  }
}
