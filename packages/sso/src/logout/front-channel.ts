import { recordLogout } from '../audit/record.ts'
import { SsoError } from '../errors.ts'
import { type Asked, addressOf } from '../http/asked.ts'
import { singleParameter } from '../http/body.ts'
import { PRIVATE_HEADERS } from '../http/page.ts'
import { sameText } from '../http/secret.ts'
import type { Provider } from '../provider.ts'
import { clearSessionCookie } from '../session/name.ts'
import {
  forgetProviderSession,
  type ProviderSession,
  readProviderSession,
} from '../session/provider-session.ts'
import { providerOf, type Settings } from '../settings.ts'
import { CLOCK_SKEW } from '../token/time-checks.ts'
import { endSessions } from './end-sessions.ts'

const MAX_ISSUER = 2048
const MAX_SID = 255

function requiredParameter(parameters: URLSearchParams, name: string, limit: number): string {
  const value = singleParameter(parameters, name, limit)
  if (!value) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name })
  return value
}

/**
 * The browser must have that session of that provider: a request that anybody can send would end anybody's whose `sid` they
 * have seen.
 */
function checkBrowser(request: Asked, { issuer, sid }: ProviderSession, settings: Settings): void {
  const own = readProviderSession(request, settings)
  if (own?.issuer !== issuer || !sameText(own.sid, sid)) throw new SsoError('ERR_SSO_LOGOUT_SESSION')
}

/** Headers of what the provider puts into a frame, and nobody else. */
function framedHeaders({ origins }: Provider, cookies: readonly string[]): Headers {
  const { 'x-frame-options': _, ...rest } = PRIVATE_HEADERS
  const headers = new Headers({
    ...rest,
    'cache-control': 'no-cache, no-store',
    pragma: 'no-cache',
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': `default-src 'none'; sandbox; frame-ancestors ${origins.join(' ')}`,
  })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return headers
}

/**
 * `GET /frontchannel-logout`: the provider opens it in a frame of its page for signing out (OpenID Connect Front-Channel Logout
 * 1.0). Ends the sessions that belong to the browser's session at the provider, and their access tokens.
 *
 * `iss` and `sid` are needed although the standard lets providers leave them out, and have to be the browser's own.
 *
 * @throws SsoError `ERR_SSO_CALLBACK_PARAMETER`, `ERR_SSO_ISSUER_UNKNOWN`, `ERR_SSO_LOGOUT_SESSION`, `ERR_SSO_STORE_…`
 */
export async function answerFrontChannelLogout(request: Asked, settings: Settings): Promise<Response> {
  const { searchParams } = addressOf(request)
  const issuer = requiredParameter(searchParams, 'iss', MAX_ISSUER)
  const sid = requiredParameter(searchParams, 'sid', MAX_SID)
  const provider = providerOf(issuer, settings)
  checkBrowser(request, { issuer, sid }, settings)
  // By our clock, and the provider's may be ahead. A session that is over there never comes again, so nothing newer is hit.
  // Nothing is kept of one that is not there: anybody can make up a name and a cookie that says the same.
  if ((await settings.store.listBySid(issuer, sid)).length > 0) {
    await endSessions({ issuer, sid, before: settings.now() + CLOCK_SKEW }, settings)
    await recordLogout({ issuer, sid }, settings)
  }
  const cookies = [clearSessionCookie(settings), forgetProviderSession(settings)]
  return new Response('', { headers: framedHeaders(provider, cookies) })
}
