import { type Check, failed, passed } from '@xinyin/core'
import type { TokenKind } from './header-checks.ts'
import type { JsonObject } from './json.ts'

/** How far the provider's clock may be from ours, in seconds. */
export const CLOCK_SKEW = 30
/** How long ago a token may have been issued: it comes fresh from the provider, in seconds. */
const MAX_AGE = 600
/** The last second that a `Date` can hold. */
const LAST_SECOND = 8.64e12

/** A `NumericDate` (RFC 7519, 2): seconds since 1970. */
export function isNumericDate(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LAST_SECOND
}

/** `exp` is there and lies ahead. */
export function checkExpiry(kind: TokenKind, claims: JsonObject, now: number): Check {
  const id = `${kind}.expiry`
  const expiry = claims['exp']
  if (!isNumericDate(expiry)) return failed(id, 'ERR_SSO_TOKEN_TIME', { claim: 'exp' })
  return now < expiry + CLOCK_SKEW
    ? passed(id)
    : failed(id, 'ERR_SSO_TOKEN_EXPIRED', { seconds: Math.round(now - expiry) })
}

/** `nbf`, when there, lies behind; `null` counts as absent. */
export function checkNotBefore(kind: TokenKind, claims: JsonObject, now: number): Check {
  const id = `${kind}.not-before`
  const start = claims['nbf'] ?? undefined
  if (start === undefined) return passed(id)
  if (!isNumericDate(start)) return failed(id, 'ERR_SSO_TOKEN_TIME', { claim: 'nbf' })
  return now >= start - CLOCK_SKEW
    ? passed(id)
    : failed(id, 'ERR_SSO_TOKEN_EARLY', { seconds: Math.round(start - now) })
}

/**
 * `auth_time`, where it was asked that somebody show anew who they are, is not before that (OpenID Connect Core 1.0, 3.1.3.7,
 * 13): a provider that let an old sign-in do says so, or says nothing.
 *
 * @param since - seconds since 1970, from which on it is good enough; 0 when nothing was asked
 */
export function checkAuthentication(claims: JsonObject, since: number, now: number): Check {
  const id = 'id-token.authentication'
  if (since === 0) return passed(id)
  const at = claims['auth_time']
  return isNumericDate(at) && at >= since - CLOCK_SKEW && at <= now + CLOCK_SKEW
    ? passed(id)
    : failed(id, 'ERR_SSO_AUTHENTICATION_AGE')
}

/**
 * `iat` is there, not ahead, and recent: an old token that turns up now was kept by somebody.
 *
 * @param maxAge - seconds
 */
export function checkIssuedAt(kind: TokenKind, claims: JsonObject, now: number, maxAge = MAX_AGE): Check {
  const id = `${kind}.issued-at`
  const issued = claims['iat']
  if (!isNumericDate(issued)) return failed(id, 'ERR_SSO_TOKEN_TIME', { claim: 'iat' })
  const age = now - issued
  return age >= -CLOCK_SKEW && age <= maxAge
    ? passed(id)
    : failed(id, 'ERR_SSO_TOKEN_ISSUED_AT', { seconds: Math.round(age), skew: CLOCK_SKEW, limit: maxAge })
}
