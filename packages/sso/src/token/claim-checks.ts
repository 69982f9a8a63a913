import { type Check, failed, passed } from '@xinyin/core'
import type { TokenKind } from './header-checks.ts'
import type { JsonObject } from './json.ts'

/** OpenID Connect Core 1.0, 2: `sub` has at most 255 ASCII characters. */
export const MAX_SUBJECT = 255

/** Whether a value can stand as `sub`, `sid` or `jti`: bounded text, so that it can be a key in a store. */
export function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_SUBJECT
}

/** `iss` is the issuer to the letter: no case folding, no added slash (Core 3.1.3.7, 2). */
export function checkIssuer(kind: TokenKind, claims: JsonObject, issuer: string): Check {
  return claims['iss'] === issuer
    ? passed(`${kind}.issuer`, { issuer })
    : failed(`${kind}.issuer`, 'ERR_SSO_TOKEN_ISSUER', { expected: issuer })
}

/** `aud` is our client, alone or among others, and nothing but text (Core 3.1.3.7, 3). */
export function checkAudience(kind: TokenKind, claims: JsonObject, clientId: string): Check {
  const audiences = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']]
  return audiences.every((audience) => typeof audience === 'string') && audiences.includes(clientId)
    ? passed(`${kind}.audience`)
    : failed(`${kind}.audience`, 'ERR_SSO_TOKEN_AUDIENCE', { expected: clientId })
}

/** `azp`, needed with several audiences, is our client whenever it is there (Core 3.1.3.7, 4 and 5). */
export function checkAuthorizedParty(claims: JsonObject, clientId: string): Check {
  const several = Array.isArray(claims['aud']) && claims['aud'].length > 1
  const party = claims['azp']
  return party === clientId || (party === undefined && !several)
    ? passed('id-token.authorized-party')
    : failed('id-token.authorized-party', 'ERR_SSO_TOKEN_PARTY', { expected: clientId })
}

/** `sub` says who it is (Core, 2). */
export function checkSubject(kind: TokenKind, claims: JsonObject): Check {
  return isIdentifier(claims['sub'])
    ? passed(`${kind}.subject`)
    : failed(`${kind}.subject`, 'ERR_SSO_TOKEN_SUBJECT', { limit: MAX_SUBJECT })
}

/**
 * `sid`, when there, is usable: a session under another name than the provider's would outlive a logout by that name
 * (Back-Channel Logout 1.0, 2.1). `null` counts as absent.
 */
export function checkSession(kind: TokenKind, claims: JsonObject): Check {
  const sid = claims['sid'] ?? undefined
  return sid === undefined || isIdentifier(sid)
    ? passed(`${kind}.session`)
    : failed(`${kind}.session`, 'ERR_SSO_TOKEN_SESSION', { limit: MAX_SUBJECT })
}
