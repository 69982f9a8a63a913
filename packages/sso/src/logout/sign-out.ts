import { recordSignOut } from '../audit/record.ts'
import { parseReturnTo } from '../authorize/return-to.ts'
import { SsoError } from '../errors.ts'
import { type Answered, type Asked, addressOf } from '../http/asked.ts'
import { singleParameter } from '../http/body.ts'
import { readCookies } from '../http/cookies.ts'
import { seeOther } from '../http/page.ts'
import { requireSameSite } from '../http/same-site.ts'
import { createSecret, sameText } from '../http/secret.ts'
import type { Provider } from '../provider.ts'
import { closeSession } from '../session/close.ts'
import { clearSessionCookie, signedInAt } from '../session/name.ts'
import { forgetProviderSession, readProviderSession } from '../session/provider-session.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { FoundSession, StoredSession } from '../stores/store.ts'
import { handBack, revokeTokensOf } from './end-sessions.ts'

const COOKIE = 'sign-out'
/** How long the provider's part of signing out may take, in seconds. */
const SECONDS = 600
const MAX_STATE = 256
/** What gateways on the way take of an address. An ID token with verified claims can be longer. */
const MAX_HINT = 6000

/** By what the provider knows who signs out: the ID token, or what it called its session when that has ended here. */
function hintOf(session: StoredSession | undefined, sid: string | undefined): Record<string, string> {
  if (session !== undefined && session.idToken.length <= MAX_HINT) return { id_token_hint: session.idToken }
  return sid === undefined ? {} : { logout_hint: sid }
}

/** The provider's address for signing out (RP-Initiated Logout 1.0, 2), unless it has none or cannot be asked. */
async function endSessionUrl(
  provider: Provider,
  hint: Record<string, string>,
  state: string,
  settings: Settings,
): Promise<string | undefined> {
  // The session here has ended; a provider that is down must not make the user believe otherwise.
  const metadata = await provider.metadata().catch(settings.onError)
  const endpoint = metadata?.end_session_endpoint
  if (endpoint === undefined) return undefined
  const url = new URL(endpoint)
  const asked = {
    ...hint,
    client_id: provider.clientId,
    post_logout_redirect_uri: settings.url('logged-out'),
    state,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

/** What is to be done about a session that its user has ended. */
async function settle(ended: FoundSession, settings: Settings): Promise<void> {
  await recordSignOut(ended, settings)
  await revokeTokensOf(ended.session, settings)
  await handBack(ended.session, settings)
}

/**
 * `POST /logout`: ends the session here, then at the provider, which ends it everywhere else.
 *
 * A session that has ended here, because nobody used it, may go on at the provider, where the next who sits down would be
 * signed in by it. So the browser is sent there all the same, as long as it knows where it was signed in.
 */
export async function answerLogout(request: Asked, settings: Settings): Promise<Answered> {
  requireSameSite(request, settings.origin)
  const { own, ended } = await closeSession(request, settings)
  for (const one of ended) await settle(one, settings)
  const [last] = own ? [own] : ended
  const provider = last ? providerOf(last.session.user.issuer, settings) : signedInAt(request, settings)
  const cleared = [clearSessionCookie(settings), forgetProviderSession(settings)]
  const known = readProviderSession(request, settings)
  // What has taken the place of the session that the browser names may be somebody else's: its ID token stays here.
  const hint = hintOf(own?.session, known?.issuer === provider?.issuer ? known?.sid : undefined)
  const state = createSecret()
  const url = provider && (await endSessionUrl(provider, hint, state, settings))
  if (url === undefined) return seeOther(settings.afterLogout, cleared)
  return seeOther(url, [...cleared, settings.cookies.set(COOKIE, state, SECONDS)])
}

/** `GET /logged-out`: the browser comes back from the provider, to the browser that went. */
export async function answerLoggedOut(request: Asked, settings: Settings): Promise<Answered> {
  const state = singleParameter(addressOf(request).searchParams, 'state', MAX_STATE) ?? ''
  const expected = readCookies(request).get(settings.cookies.name(COOKIE))
  if (!expected || !sameText(state, expected)) throw new SsoError('ERR_SSO_LOGOUT_STATE')
  return seeOther(parseReturnTo(settings.afterLogout, settings.origin), [settings.cookies.clear(COOKIE)])
}
