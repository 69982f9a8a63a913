import { type Answered, type Asked, addressOf } from '../http/asked.ts'
import { readForm } from '../http/body.ts'
import { seeOther } from '../http/page.ts'
import { providerOf, type Settings } from '../settings.ts'
import { authorizationAddress } from './address.ts'
import { answerChoice, providersFor } from './choice.ts'
import { requireTellable } from './mix-up.ts'
import { requestParameters } from './request.ts'
import { startTransaction } from './transaction.ts'
import { readWish, wishQuery } from './wish.ts'

/** Who starts a sign-in from elsewhere may send a form (OpenID Connect Core 1.0, 4). */
function parametersOf(request: Asked): URLSearchParams | Promise<URLSearchParams> {
  return request.method === 'POST' ? readForm(request) : addressOf(request).searchParams
}

/**
 * `GET /login?returnTo=/apply&level=3&issuer=…`: sends the browser to the provider (OpenID Connect Core 1.0, 3.1.2.1). Where
 * there are several and none is named, the person chooses.
 *
 * `max_age`, `prompt`, `login_hint` and `ui_locales` are as there. With `prompt=none` nobody is troubled: who is not signed in
 * at the provider comes back as they went.
 *
 * A provider or another portal may start it too (Core, 4), by GET or POST: its `iss` must be one of ours, and its
 * `target_link_uri` a page that the portal lists.
 */
export async function answerLogin(request: Asked, settings: Settings): Promise<Answered> {
  const wish = readWish(await parametersOf(request), settings)
  const { issuer, level } = wish
  const candidates = issuer === undefined ? providersFor(level, settings) : [providerOf(issuer, settings)]
  const [provider, ...others] = candidates
  if (provider === undefined || others.length > 0) {
    return answerChoice(request, candidates, wishQuery(wish), settings)
  }
  const metadata = await provider.metadata()
  requireTellable(provider, metadata)
  const { transaction, cookies } = startTransaction(request, provider, wish, settings)
  const parameters = await requestParameters(transaction, wish)
  return seeOther(await authorizationAddress(parameters, provider, metadata), cookies)
}
