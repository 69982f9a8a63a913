import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { acrValues } from '../assurance/level.ts'
import { SsoError } from '../errors.ts'
import { singleParameter } from '../http/body.ts'
import { seeOther } from '../http/page.ts'
import type { Settings } from '../settings.ts'
import { parseReturnTo } from './return-to.ts'
import { startTransaction, type Transaction } from './transaction.ts'

const MAX_PARAMETER = 2_048

async function authorizationUrl(transaction: Transaction, settings: Settings): Promise<string> {
  const { authorization_endpoint: endpoint } = await settings.metadata()
  const url = new URL(endpoint)
  const parameters = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: settings.url('callback'),
    scope: settings.scope,
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await calculatePKCECodeChallenge(transaction.verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  const wanted = transaction.level > 0 ? acrValues(transaction.level, settings.levels) : []
  if (wanted.length > 0) url.searchParams.set('acr_values', wanted.join(' '))
  return url.href
}

/**
 * `GET /login?returnTo=/apply&level=3`: sends the browser to the provider (OpenID Connect Core 1.0, 3.1.2.1).
 *
 * A provider or portal may start it too (Core, 4); its `iss` must then be ours, and its `target_link_uri` is not used.
 */
export async function answerLogin(request: Request, settings: Settings): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const read = (name: string) => singleParameter(searchParams, name, MAX_PARAMETER)
  if ((read('iss') ?? settings.issuer) !== settings.issuer) {
    throw new SsoError('ERR_SSO_RESPONSE_ISSUER', { expected: settings.issuer })
  }
  const level = read('level') ?? '0'
  if (!/^\d{1,2}$/.test(level)) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'level' })
  const returnTo = parseReturnTo(read('returnTo') ?? '/', settings.origin)
  const { transaction, cookies } = await startTransaction(request, returnTo, Number(level), settings)
  return seeOther(await authorizationUrl(transaction, settings), cookies)
}
