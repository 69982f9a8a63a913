import { type Check, failed, passed } from '@xinyin/core'
import type { Jws } from './jws.ts'

/** Which of the tokens is being looked at; it begins the ids of its checks. */
export type TokenKind =
  | 'id-token'
  | 'logout-token'
  | 'access-token'
  | 'introspection'
  | 'dpop'
  | 'user-info'
  | 'response'

// OpenID Connect Core does not ask for `typ`, and providers write `JWT` or nothing. Back-Channel Logout 1.0, 2.4
// recommends explicit typing, which keeps the kinds apart (RFC 8725, 3.11); what is read without is in `checkLogoutType`.
const TYPES: Readonly<Record<TokenKind, readonly (string | undefined)[]>> = {
  'id-token': [undefined, 'jwt'],
  'logout-token': ['logout+jwt'],
  // RFC 9068, 2.1; RFC 9701, 5; RFC 9449, 4.2.
  'access-token': ['at+jwt'],
  introspection: ['token-introspection+jwt'],
  dpop: ['dpop+jwt'],
  // OpenID Connect Core 1.0, 5.3.2 says nothing of it.
  'user-info': [undefined, 'jwt'],
  // JARM says nothing of it either.
  response: [undefined, 'jwt'],
}

/** A token of one kind is nothing in the place of another (RFC 8725, 3.12). */
export function checkType(kind: TokenKind, jws: Jws): Check {
  const accepted = TYPES[kind]
  return accepted.includes(jws.type)
    ? passed(`${kind}.type`)
    : failed(`${kind}.type`, 'ERR_SSO_TOKEN_TYPE', {
        found: jws.type ?? 'none',
        expected: accepted.at(-1) ?? 'none',
      })
}

/** The algorithm is ours to choose, not the token's (RFC 8725, 3.1). */
export function checkAlgorithm(kind: TokenKind, jws: Jws, allowed: readonly string[]): Check {
  return allowed.includes(jws.algorithm)
    ? passed(`${kind}.algorithm`, { algorithm: jws.algorithm })
    : failed(`${kind}.algorithm`, 'ERR_SSO_TOKEN_ALGORITHM', { found: jws.algorithm })
}
