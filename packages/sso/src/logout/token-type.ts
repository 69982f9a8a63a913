import { type Check, passed, type Strict } from '@xinyin/core'
import { checkType } from '../token/header-checks.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'
import type { Jws } from '../token/jws.ts'
import { type SsoTolerance, tolerated } from '../token/tolerance.ts'
import { LOGOUT_EVENT } from './token-checks.ts'

/** What providers write that do not type their tokens: `JWT`, or nothing. */
const UNTYPED: readonly (string | undefined)[] = [undefined, 'jwt']

/**
 * Claims of what the same keys sign besides: ID tokens (Core 1.0, 2), access tokens and what is told of them (RFC 9068; RFC 9701),
 * answers (JARM), proofs and key bindings. A logout token has use for none of them.
 */
const FOREIGN: readonly string[] = [
  ...['nonce', 'at_hash', 'c_hash', 's_hash', 'auth_time', 'acr', 'amr', 'azp'],
  ...['client_id', 'scope', 'cnf', 'authorization_details', 'token_introspection'],
  ...['code', 'state', 'response', 'htm', 'htu', 'ath', 'sd_hash', '_sd_alg', 'vct'],
]

/** Whether claims are those of a logout token and of nothing else: the event and no content in it, and nothing of other kinds. */
function isLogoutOnly(claims: JsonObject): boolean {
  const { events } = claims
  const event = isJsonObject(events) && Object.hasOwn(events, LOGOUT_EVENT) && events[LOGOUT_EVENT]
  return (
    isJsonObject(event) &&
    Object.keys(event).length === 0 &&
    !FOREIGN.some((name) => Object.hasOwn(claims, name))
  )
}

/**
 * `typ` is `logout+jwt` (Back-Channel Logout 1.0, 2.4). The standard recommends this and demands it of nobody: providers in use write
 * `JWT` or nothing. That is read, and told, where the claims can be those of no other token (RFC 8725, 3.12).
 */
export function checkLogoutType(jws: Jws, strict: Strict<SsoTolerance> | undefined): Check[] {
  if (!UNTYPED.includes(jws.type) || !isLogoutOnly(jws.claims)) return [checkType('logout-token', jws)]
  return [passed('logout-token.type'), tolerated('logout-token-type', `typ: ${jws.type ?? 'none'}`, strict)]
}
