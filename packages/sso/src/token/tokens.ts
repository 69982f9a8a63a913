import { SsoError } from '../errors.ts'
import type { CookieCarrier } from '../http/cookies.ts'
import type { Provider } from '../provider.ts'
import { continueFound } from '../session/find.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { FoundSession } from '../stores/store.ts'
import { type AccessToken, createAccessToken } from './access-token.ts'
import type { ExchangeUse, HeldToken, TokenUse } from './held.ts'
import type { JsonObject } from './json.ts'
import { byRefresh, keyOf } from './refresh.ts'
import { freshToken, type TokenDesk } from './renew.ts'
import { exchangeHeld } from './token-exchange.ts'
import { requestUserInfo } from './user-info-request.ts'

/** What a portal does in the name of whoever is signed in. */
export interface Tokens {
  accessToken(request: CookieCarrier, use: TokenUse): Promise<AccessToken>
  exchangeToken(request: CookieCarrier, use: ExchangeUse): Promise<AccessToken>
  userInfo(request: CookieCarrier): Promise<JsonObject>
}

function createDesk(provider: Provider, settings: Settings): TokenDesk {
  const { store, now, idleSeconds, onError } = settings
  const state = { flights: new Map(), unsaved: new Map(), rest: { until: 0 } }
  return { client: provider, store, now, idleSeconds, onError, ...state }
}

/** The tokens of a portal's sessions, each with the provider that it is of. */
export function createTokens(settings: Settings): Tokens {
  const desks = new Map(settings.providers.map((provider) => [provider, createDesk(provider, settings)]))

  async function find(request: CookieCarrier) {
    const found = await continueFound(request, settings)
    if (found === undefined) throw new SsoError('ERR_SSO_SIGNED_OUT')
    // What was asked for in the name of a company is not done in the name of its former agent.
    if (found.lapse !== undefined) throw found.lapse
    const provider = providerOf(found.session.user.issuer, settings)
    const desk = desks.get(provider) as TokenDesk
    return { found, provider, desk }
  }

  const asAccessToken = ({ session: { tokens } }: FoundSession, held: HeldToken, { client }: TokenDesk) =>
    createAccessToken(held, tokens && keyOf(tokens, client), client)

  async function accessToken(request: CookieCarrier, use: TokenUse): Promise<AccessToken> {
    const { found, desk } = await find(request)
    return asAccessToken(found, await freshToken(found, byRefresh(use, desk.client), desk), desk)
  }

  return {
    accessToken,
    async exchangeToken(request, use) {
      const { found, desk } = await find(request)
      return asAccessToken(found, await exchangeHeld(found, use, desk), desk)
    },
    async userInfo(request) {
      const { found, provider, desk } = await find(request)
      const held = await freshToken(found, byRefresh({}, desk.client), desk)
      const { sub } = found.session.user
      return requestUserInfo(asAccessToken(found, held, desk), sub, provider.userInfo, provider)
    },
  }
}
