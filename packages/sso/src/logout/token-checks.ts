import { type Check, failed, passed } from '@xinyin/core'
import { isIdentifier } from '../token/claim-checks.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'

export const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** `events` has the logout event, whose value is an object (Back-Channel Logout 1.0, 2.4). */
export function checkEvent(claims: JsonObject): Check {
  const events = claims['events']
  return isJsonObject(events) && Object.hasOwn(events, LOGOUT_EVENT) && isJsonObject(events[LOGOUT_EVENT])
    ? passed('logout-token.event')
    : failed('logout-token.event', 'ERR_SSO_LOGOUT_EVENT')
}

/** No `nonce`: that is what an ID token has (2.4). */
export function checkNoNonce(claims: JsonObject): Check {
  return Object.hasOwn(claims, 'nonce')
    ? failed('logout-token.nonce', 'ERR_SSO_LOGOUT_NONCE')
    : passed('logout-token.nonce')
}

/** `sid` or `sub` or both, each usable (2.4). `null` counts as absent, as in ID tokens. */
export function checkTarget(claims: JsonObject): Check {
  const named = [claims['sid'], claims['sub']].filter((value) => value !== undefined && value !== null)
  return named.length > 0 && named.every(isIdentifier)
    ? passed('logout-token.target')
    : failed('logout-token.target', 'ERR_SSO_LOGOUT_TARGET')
}

/** `jti`, by which a token that comes again is known (2.4). */
export function checkIdentifier(claims: JsonObject): Check {
  return isIdentifier(claims['jti'])
    ? passed('logout-token.identifier')
    : failed('logout-token.identifier', 'ERR_SSO_LOGOUT_IDENTIFIER')
}
