import { SsoError } from '../errors.ts'
import type { FoundSession } from '../stores/store.ts'
import { type ExchangeUse, findHeld, type HeldToken, nameOf, parametersOf } from './held.ts'
import { byRefresh, keyOf } from './refresh.ts'
import { freshToken, isGood, mayWait, type TokenDesk, type Wanted } from './renew.ts'
import { requestTokens } from './request.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'

/** A token that another is exchanged for (RFC 8693, 2.1). */
function byExchange(subject: HeldToken, parameters: URLSearchParams, { client }: TokenDesk): Wanted {
  return {
    name: nameOf('exchange', parameters),
    async ask(_, tokens) {
      const form = new URLSearchParams(parameters)
      form.set('subject_token', subject.value)
      form.set('subject_token_type', ACCESS_TOKEN)
      form.set('requested_token_type', ACCESS_TOKEN)
      const answer = await requestTokens(GRANT, form, keyOf(tokens, client), client)
      if (answer.issuedType !== ACCESS_TOKEN) throw new SsoError('ERR_SSO_TOKEN_ISSUED_TYPE')
      // A refresh token that comes along is not kept: this session's own is the one that renews.
      return { answer, refresh: undefined, idToken: undefined }
    },
    isEnd: () => false,
  }
}

/**
 * A token for another interface, for which the one of the sign-in is exchanged (RFC 8693): the interface sees who it is
 * for, and gets nothing that another would take.
 *
 * It is held in the session under all that it was asked for, so that it is asked for once, by one of all processes, and
 * ends with the session.
 *
 * @throws TypeError for a use that names no interface and no scope
 */
export async function exchangeHeld(
  found: FoundSession,
  use: ExchangeUse,
  desk: TokenDesk,
): Promise<HeldToken> {
  const parameters = parametersOf(use)
  if (parameters.size === 0) throw new TypeError('use: expected audience, resource or scope')
  const held = findHeld(found.session.tokens, nameOf('exchange', parameters))
  if (held !== undefined && held.renewAt > desk.now()) return held
  try {
    const subject = await freshToken(found, byRefresh({}, desk.client), desk)
    return await freshToken(found, byExchange(subject, parameters, desk), desk)
  } catch (error) {
    // The token of the sign-in may be over where the one that was got for it is not.
    if (isGood(held, desk.now()) && mayWait(error, desk)) return held
    throw error
  }
}
