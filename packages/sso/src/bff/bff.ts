import type { Fetch } from '@xinyin/core'
import type { Answering } from '../http/own-paths.ts'
import type { RelyingParty } from '../relying-party.ts'
import type { AccessToken } from '../token/access-token.ts'
import { type BffOptions, type Route, readUpstreams } from './options.ts'
import { proxy } from './proxy.ts'
import { refuse } from './refusal.ts'
import { checkKind, checkSameSite } from './same-site.ts'
import { routeOf, targetOf } from './target.ts'

/** The back end of a single-page portal: what answers its scripts, in the place of the interfaces themselves. */
export interface Bff extends Answering {
  /** Answers requests below the paths of upstreams; `undefined` for all others. Never throws for what a request says. */
  handle(request: Request): Promise<Response | undefined>
}

type TokenSource = Pick<RelyingParty, 'accessToken' | 'exchangeToken'>

function tokenFor(request: Request, { token, exchange }: Route, sso: TokenSource): Promise<AccessToken> {
  return exchange === undefined ? sso.accessToken(request, token) : sso.exchangeToken(request, exchange)
}

/**
 * Calls interfaces in the name of whoever is signed in, for a single-page portal whose scripts never see a token (OAuth 2.0
 * for Browser-Based Applications, 6.1). They ask at the portal's own paths, with its cookie and the header
 * `x-xinyin-csrf: 1`; the request goes on with the access token, and a proof where that is bound.
 *
 * It goes to the upstreams that are listed and nowhere else. Cookies, hop-by-hop fields and whatever else is on no list
 * stay here, on the way there and back; bodies are passed on as they come, up to a limit.
 *
 * @param sso - a relying party that keeps `tokens`
 * @throws SsoError `ERR_SSO_CONFIGURATION`, which names everything that is wrong
 * @example
 * ```ts
 * const bff = createBff(sso, { upstreams: [{ path: '/api/permits', to: 'https://permits.intranet.gov.cn/v1' }] })
 * const answer = (await sso.handle(request)) ?? (await bff.handle(request))
 * ```
 */
export function createBff(
  sso: Pick<RelyingParty, 'origin' | 'accessToken' | 'exchangeToken'>,
  options: BffOptions,
): Bff {
  const routes = readUpstreams(options)
  const { onError = () => {} } = options
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  return {
    origin: sso.origin,
    paths: Object.fromEntries(routes.map(({ path }) => [path, `${path}/*`])),
    async handle(request) {
      const url = new URL(request.url)
      const route = routeOf(url, routes)
      if (route === undefined) return undefined
      try {
        checkKind(request, route)
        checkSameSite(request, sso.origin)
        const target = targetOf(url, route)
        return await proxy(request, target, await tokenFor(request, route, sso), route, fetch, onError)
      } catch (error) {
        onError(error)
        return refuse(error, request)
      }
    },
  }
}
