import { type Check, failed, passed, type Report } from '@xinyin/core'
import type { KeySource } from '../keys/source.ts'
import {
  checkAudience,
  checkIssuer,
  checkSession,
  checkSubject,
  isIdentifier,
  MAX_SUBJECT,
} from '../token/claim-checks.ts'
import { inspectToken } from '../token/inspect.ts'
import type { JsonObject } from '../token/json.ts'
import { checkExpiry, checkIssuedAt, checkNotBefore } from '../token/time-checks.ts'

/** Who an access token must come from and be made for, and when it is looked at. */
export interface AccessTokenExpectations {
  readonly issuer: string
  /** What the interface is called where tokens are issued (`aud`; RFC 8707). */
  readonly audience: string
  readonly algorithms: readonly string[]
  readonly keys: KeySource
  /** Seconds since 1970. */
  readonly now: number
  /** How long ago it may have been issued, in seconds: 86 400. For so long revocations have to be remembered. */
  readonly maxAge?: number
}

/** The claims of a verified access token (RFC 9068, 2.2). */
export interface AccessTokenClaims extends JsonObject {
  readonly iss: string
  readonly sub: string
  readonly client_id: string
  readonly exp: number
  readonly iat: number
  readonly jti: string
}

/** A day, in seconds. */
export const MAX_TOKEN_AGE = 86_400

/** `client_id` says which client asked for the token (RFC 9068, 2.2). */
function checkClient(claims: JsonObject): Check {
  return isIdentifier(claims['client_id'])
    ? passed('access-token.client')
    : failed('access-token.client', 'ERR_SSO_ACCESS_CLIENT', { limit: MAX_SUBJECT })
}

/** `jti`, by which one token can be revoked (RFC 9068, 2.2). */
function checkTokenIdentifier(claims: JsonObject): Check {
  return isIdentifier(claims['jti'])
    ? passed('access-token.identifier')
    : failed('access-token.identifier', 'ERR_SSO_ACCESS_IDENTIFIER', { limit: MAX_SUBJECT })
}

/**
 * Looks at an access token as RFC 9068, 4 says. How it may be used, and whether it was revoked, is for the guard to
 * say.
 *
 * @returns a report with the checks `access-token.*`; its subject holds the claims
 */
export async function inspectAccessToken(
  token: string,
  expected: AccessTokenExpectations,
): Promise<Report<AccessTokenClaims>> {
  const { issuer, audience, now, maxAge = MAX_TOKEN_AGE } = expected
  const report = await inspectToken('access-token', token, expected, ({ claims }) => [
    checkIssuer('access-token', claims, issuer),
    // It may be for several interfaces (RFC 9068, 3): each can use it at the others, unless it is bound to its client's key.
    checkAudience('access-token', claims, audience, 'any'),
    checkExpiry('access-token', claims, now),
    checkNotBefore('access-token', claims, now),
    checkIssuedAt('access-token', claims, now, maxAge),
    checkSubject('access-token', claims),
    checkClient(claims),
    checkTokenIdentifier(claims),
    checkSession('access-token', claims),
  ])
  const { verdict, checks, subject } = report
  return { verdict, checks, subject: subject?.claims as AccessTokenClaims | undefined }
}
