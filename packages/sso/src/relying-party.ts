import { createGuard, type Guard } from './assurance/guard.ts'
import type { Requirement } from './assurance/requirement.ts'
import { answerCallback } from './authorize/callback.ts'
import { answerLogin } from './authorize/login.ts'
import { SsoError } from './errors.ts'
import { type Answered, type Asked, addressOf, answerRequests } from './http/asked.ts'
import type { CookieCarrier } from './http/cookies.ts'
import { refusal } from './http/page.ts'
import { troublePage } from './http/trouble-page.ts'
import { answerBackChannelLogout } from './logout/back-channel.ts'
import { answerFrontChannelLogout } from './logout/front-channel.ts'
import { answerLoggedOut, answerLogout } from './logout/sign-out.ts'
import type { RelyingPartyOptions, SeveralProvidersOptions } from './options.ts'
import { continueSession } from './session/find.ts'
import { endSession, listSessions, type OwnSession } from './session/own.ts'
import { publicSession, type Session } from './session/session.ts'
import { answerSession } from './session/status.ts'
import { answerSwitch } from './session/switch.ts'
import { answerSwitchPage } from './session/switch-choice.ts'
import { createSettings, type Route, type Settings } from './settings.ts'
import type { AccessToken } from './token/access-token.ts'
import type { ExchangeUse, TokenUse } from './token/held.ts'
import type { JsonObject } from './token/json.ts'
import { createTokens } from './token/tokens.ts'

/** A portal's side of the province's sign-on. */
export interface RelyingParty {
  /** Those who can sign people in here, as they were set up. */
  readonly issuers: readonly string[]
  readonly origin: string
  /** The paths that {@link RelyingParty.handle} answers; those of providers' own redirect URIs are among them. */
  readonly paths: Readonly<Record<Route | `callback/${string}`, string>>
  /** Answers the requests that are for sign-on; `undefined` for all others. Never throws for what a request says. */
  handle(request: Request): Promise<Response | undefined>
  /** Who is signed in: for a Web `Request`, or one of Node, Express and their like. */
  session(request: CookieCarrier): Promise<Session | undefined>
  /** The user's own sessions at this portal, for a page on which they end those that they do not know. */
  readonly sessions: {
    /** All of them, the newest first, of whoever makes the request; none when nobody is signed in. */
    list(request: CookieCarrier): Promise<readonly OwnSession[]>
    /**
     * Ends one by its `id`; for a form of the portal's own, with what guards its other forms against other sites.
     *
     * @returns whether it was the user's own, and in force
     */
    end(request: CookieCarrier, id: string): Promise<boolean>
  }
  /**
   * An access token of whoever makes the request, that is good for a while: it is renewed where it has to be, by one of all
   * processes at a time. Needs `tokens` among the options.
   *
   * @throws SsoError `ERR_SSO_SIGNED_OUT`; `ERR_SSO_TOKENS_NONE`, `ERR_SSO_TOKENS_OVER` when there is none, or none any more;
   * `ERR_SSO_REFRESH_REFUSED` when the provider has ended the sign-in, which it then has here too; `ERR_SSO_TOKEN_…`,
   * `ERR_SSO_FETCH_…`, `ERR_SSO_STORE_…` when it cannot be told
   */
  accessToken(request: CookieCarrier, use?: TokenUse): Promise<AccessToken>
  /**
   * A token for another interface, for which the one of the sign-in is exchanged (RFC 8693).
   *
   * @throws SsoError as {@link RelyingParty.accessToken}; `ERR_SSO_TOKEN_REFUSED` when the provider does not
   */
  exchangeToken(request: CookieCarrier, use: ExchangeUse): Promise<AccessToken>
  /**
   * What the provider tells about whoever makes the request (OpenID Connect Core 1.0, 5.3), verified to be about them. Needs
   * `tokens` and `userInfo` among the options.
   *
   * @throws SsoError as {@link RelyingParty.accessToken}; `ERR_SSO_USER_INFO`, `ERR_SSO_USER_INFO_SUBJECT`, or the code of
   * another check
   */
  userInfo(request: CookieCarrier): Promise<JsonObject>
  /** Guards pages and APIs: `app.get('/apply', sso.require({ level: 3 }), apply)`. */
  require(requirement?: Requirement): Guard
}

type Answer = (request: Asked, settings: Settings) => Promise<Answered>

/** In whose name somebody goes on: a page to choose on, and the choice. */
const answerSwitches: Answer = (request, settings) =>
  request.method === 'GET' ? answerSwitchPage(request, settings) : answerSwitch(request, settings)

const ROUTES: Readonly<Record<Route, { method: 'GET' | 'POST' | 'GET, POST'; answer: Answer }>> = {
  login: { method: 'GET, POST', answer: answerLogin },
  callback: { method: 'GET, POST', answer: answerCallback },
  logout: { method: 'POST', answer: answerLogout },
  'logged-out': { method: 'GET', answer: answerLoggedOut },
  'backchannel-logout': { method: 'POST', answer: answerBackChannelLogout },
  'frontchannel-logout': { method: 'GET', answer: answerFrontChannelLogout },
  session: { method: 'GET', answer: answerSession },
  switch: { method: 'GET, POST', answer: answerSwitches },
}
const SIGN_OUT: readonly Route[] = ['logout', 'logged-out', 'backchannel-logout', 'frontchannel-logout']
const NAMES = Object.keys(ROUTES) as Route[]

/** Answers carry codes in their URLs: one that is longer than this is not looked at. */
const MAX_URL = 16_384

function pathsOf(settings: Settings): RelyingParty['paths'] {
  const routes = NAMES.map((name) => [name, settings.path(name)])
  const callbacks = settings.providers.flatMap(({ callbackName, callback }) =>
    callbackName === undefined ? [] : [[`callback/${callbackName}`, callback]],
  )
  return Object.fromEntries([...routes, ...callbacks])
}

const routeOf = (name: string) => (name.startsWith('callback/') ? 'callback' : (name as Route))

async function answerRoute(route: Route, request: Asked, settings: Settings): Promise<Answered> {
  const { method, answer } = ROUTES[route]
  try {
    if (!method.split(', ').includes(request.method))
      throw new SsoError('ERR_SSO_METHOD', { allowed: method })
    if (request.url.length > MAX_URL) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'url' })
    return await answer(request, settings)
  } catch (error) {
    settings.onError(error)
    return troublePage(refusal(error), request, settings, { signingOut: SIGN_OUT.includes(route) })
  }
}

/**
 * Joins a portal to the province's sign-on (OpenID Connect Core 1.0: authorization code, PKCE, `private_key_jwt`).
 *
 * ID tokens are verified in full, always. Registered with the provider must be `origin + /callback` as redirect URI,
 * `origin + /logged-out` as post-logout redirect URI and `origin + /backchannel-logout` as back-channel logout URI; where it has no
 * back channel, `origin + /frontchannel-logout` as front-channel logout URI.
 *
 * @example
 * ```ts
 * const sso = createRelyingParty({ issuer, clientId, signer, origin: 'https://zjj.example.gov.cn', store: memoryStore() })
 * const answer = await sso.handle(request)
 * ```
 * With several providers, each has what belongs to it:
 * ```ts
 * const sso = createRelyingParty({ origin, store, providers: [{ issuer, clientId, signer }, { issuer: directory, clientId, signer }] })
 * ```
 * @throws SsoError `ERR_SSO_CONFIGURATION`, which names everything that is wrong
 */
export function createRelyingParty(options: RelyingPartyOptions | SeveralProvidersOptions): RelyingParty {
  const settings = createSettings(options)
  const tokens = createTokens(settings)
  const paths = pathsOf(settings)
  const routes = new Map(Object.entries(paths).map(([name, path]) => [path, routeOf(name)]))
  return {
    issuers: settings.providers.map(({ issuer }) => issuer),
    origin: settings.origin,
    paths,
    handle: answerRequests(async (request) => {
      const route = routes.get(addressOf(request).pathname)
      return route && answerRoute(route, request, settings)
    }),
    async session(request) {
      const session = await continueSession(request, settings)
      return session && publicSession(session)
    },
    sessions: {
      list: (request) => listSessions(request, settings),
      end: (request, id) => endSession(request, id, settings),
    },
    accessToken: (request, use = {}) => tokens.accessToken(request, use),
    exchangeToken: (request, use) => tokens.exchangeToken(request, use),
    userInfo: (request) => tokens.userInfo(request),
    require: (requirement = {}) => createGuard(requirement, settings),
  }
}
