import { type Check, failed, passed } from '@xinyin/core'
import type { TokenKind } from './header-checks.ts'
import type { JsonObject } from './json.ts'

/** OpenID Connect Core 1.0, 2: `sub` has at most 255 ASCII characters. */
export const MAX_SUBJECT = 255

/** Whether a value can stand as `sub`, `sid` or `jti`: bounded text, so that it can be a key in a store. */
export function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_SUBJECT
}

/**
 * `iss` is the issuer to the letter: no case folding, no added slash (Core 3.1.3.7, 2). An issuer that is not known is nobody's:
 * nothing is not the same as nothing, here as in the other claims.
 */
export function checkIssuer(kind: TokenKind, claims: JsonObject, issuer: string): Check {
  return issuer !== '' && claims['iss'] === issuer
    ? passed(`${kind}.issuer`, { issuer })
    : failed(`${kind}.issuer`, 'ERR_SSO_TOKEN_ISSUER', { expected: issuer })
}

/** What an audience is called in a fact; a longer or stranger name is the token's to make up, and is not repeated. */
const AUDIENCE = /^[\x21-\x7e]{1,256}$/

const audiencesOf = ({ aud }: JsonObject): unknown[] => [
  ...new Set<unknown>(Array.isArray(aud) ? aud : [aud]),
]

/**
 * `aud` has us in it, and nobody besides who is not trusted (Core 3.1.3.7, 3): whoever else a token was made for can have it too,
 * and could bring it here.
 *
 * @param others - who may stand beside us: `any` for tokens that are made to go round
 */
export function checkAudience(
  kind: TokenKind,
  claims: JsonObject,
  own: string,
  others: 'any' | readonly string[],
): Check {
  const id = `${kind}.audience`
  const audiences = audiencesOf(claims)
  const isText = audiences.every((audience) => typeof audience === 'string')
  if (own === '' || !isText || !audiences.includes(own))
    return failed(id, 'ERR_SSO_TOKEN_AUDIENCE', { expected: own })
  const stranger =
    others === 'any' ? undefined : audiences.find((one) => one !== own && !others.includes(String(one)))
  if (stranger === undefined) return passed(id)
  const found = AUDIENCE.test(String(stranger)) ? String(stranger) : 'unknown'
  return failed(id, 'ERR_SSO_TOKEN_AUDIENCE_OTHERS', { expected: own, found })
}

/** `azp`, needed with several audiences, is our client whenever it is there (Core 3.1.3.7, 4 and 5). */
export function checkAuthorizedParty(claims: JsonObject, clientId: string): Check {
  const party = claims['azp']
  const isOurs = party === undefined ? audiencesOf(claims).length <= 1 : party === clientId && clientId !== ''
  return isOurs
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
