import { encodeUtf8, equalSecrets } from '@xinyin/core'
import { parseReturnTo } from '../authorize/return-to.ts'
import { SsoError } from '../errors.ts'
import { singleParameter } from '../http/body.ts'
import { readCookies } from '../http/cookies.ts'
import { seeOther } from '../http/page.ts'
import { createSecret } from '../http/secret.ts'
import { clearSessionCookie, closeSession, findSession } from '../session/session.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { StoredSession } from '../stores/store.ts'

const COOKIE = 'sign-out'
/** How long the provider's part of signing out may take, in seconds. */
const SECONDS = 600
const MAX_STATE = 256

/**
 * Only a page of this site signs its user out. `Origin` alone would not do: pages that send no referrer post with
 * `Origin: null`; browsers too old for `Sec-Fetch-Site` send it.
 */
function checkSameSite(request: Request, origin: string): void {
  const site = request.headers.get('sec-fetch-site')
  const same = site === null ? request.headers.get('origin') === origin : site === 'same-origin'
  if (!same) throw new SsoError('ERR_SSO_CROSS_SITE')
}

/** The provider's address for signing out (RP-Initiated Logout 1.0, 2), unless it has none or cannot be asked. */
async function endSessionUrl(
  { idToken, user }: StoredSession,
  state: string,
  settings: Settings,
): Promise<string | undefined> {
  // The session here has ended; a provider that is down must not make the user believe otherwise.
  const provider = providerOf(user.issuer, settings)
  const metadata = await provider.metadata().catch(settings.onError)
  const endpoint = metadata?.end_session_endpoint
  if (endpoint === undefined) return undefined
  const url = new URL(endpoint)
  url.searchParams.set('id_token_hint', idToken)
  url.searchParams.set('client_id', provider.clientId)
  url.searchParams.set('post_logout_redirect_uri', settings.url('logged-out'))
  url.searchParams.set('state', state)
  return url.href
}

/** `POST /logout`: ends the session here, then at the provider, which ends it everywhere else. */
export async function answerLogout(request: Request, settings: Settings): Promise<Response> {
  checkSameSite(request, settings.origin)
  const session = await findSession(request, settings)
  await closeSession(request, settings)
  const state = createSecret()
  const url = session && (await endSessionUrl(session, state, settings))
  if (url === undefined) return seeOther(settings.afterLogout, [clearSessionCookie(settings)])
  return seeOther(url, [clearSessionCookie(settings), settings.cookies.set(COOKIE, state, SECONDS)])
}

/** `GET /logged-out`: the browser comes back from the provider, to the browser that went. */
export async function answerLoggedOut(request: Request, settings: Settings): Promise<Response> {
  const state = singleParameter(new URL(request.url).searchParams, 'state', MAX_STATE) ?? ''
  const expected = readCookies(request).get(settings.cookies.name(COOKIE))
  if (!expected || !equalSecrets(encodeUtf8(state), encodeUtf8(expected))) {
    throw new SsoError('ERR_SSO_LOGOUT_STATE')
  }
  return seeOther(parseReturnTo(settings.afterLogout, settings.origin), [settings.cookies.clear(COOKIE)])
}
