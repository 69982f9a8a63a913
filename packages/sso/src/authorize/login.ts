import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { acrValues } from '../assurance/level.ts'
import { SsoError } from '../errors.ts'
import { singleParameter } from '../http/body.ts'
import { seeOther } from '../http/page.ts'
import type { Provider } from '../provider.ts'
import { providerOf, type Settings } from '../settings.ts'
import { answerChoice, providersFor } from './choice.ts'
import { requireTellable } from './mix-up.ts'
import { parseReturnTo } from './return-to.ts'
import { startTransaction, type Transaction } from './transaction.ts'

const MAX_PARAMETER = 2_048

/** What a sign-in is asked for with. */
interface Wish {
  /** The one at which to sign in, when that is said. */
  readonly issuer: string | undefined
  readonly returnTo: string
  /** The assurance level that is needed, 0 for none. */
  readonly level: number
}

async function authorizationUrl(transaction: Transaction, provider: Provider): Promise<string> {
  const metadata = await provider.metadata()
  requireTellable(provider, metadata)
  const url = new URL(metadata.authorization_endpoint)
  const parameters = {
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: provider.redirectUri,
    scope: provider.scope,
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await calculatePKCECodeChallenge(transaction.verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  for (const resource of provider.tokens?.resources ?? []) url.searchParams.append('resource', resource)
  const wanted = transaction.level > 0 ? acrValues(transaction.level, provider.levels) : []
  if (wanted.length > 0) url.searchParams.set('acr_values', wanted.join(' '))
  return url.href
}

function readWish(parameters: URLSearchParams, { origin }: Settings): Wish {
  const read = (name: string) => singleParameter(parameters, name, MAX_PARAMETER)
  const level = read('level') ?? '0'
  if (!/^\d{1,2}$/.test(level)) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'level' })
  const returnTo = parseReturnTo(read('returnTo') ?? '/', origin)
  return { issuer: read('iss') ?? read('issuer'), returnTo, level: Number(level) }
}

/**
 * `GET /login?returnTo=/apply&level=3&issuer=…`: sends the browser to the provider (OpenID Connect Core 1.0, 3.1.2.1). Where
 * there are several and none is named, the person chooses.
 *
 * A provider or portal may start it too (Core, 4); its `iss` must then be one of ours, and its `target_link_uri` is not
 * used.
 */
export async function answerLogin(request: Request, settings: Settings): Promise<Response> {
  const { issuer, returnTo, level } = readWish(new URL(request.url).searchParams, settings)
  const candidates = issuer === undefined ? providersFor(level, settings) : [providerOf(issuer, settings)]
  const [provider, ...others] = candidates
  if (provider === undefined || others.length > 0) {
    const query = new URLSearchParams({ returnTo, level: String(level) })
    return answerChoice(request, candidates, query, settings)
  }
  const { transaction, cookies } = await startTransaction(request, provider, returnTo, level, settings)
  return seeOther(await authorizationUrl(transaction, provider), cookies)
}
