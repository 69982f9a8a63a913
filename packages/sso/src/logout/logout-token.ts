import { type Check, createReport, type Report, type Strict } from '@xinyin/core'
import { checkAudience, checkIssuer } from '../token/claim-checks.ts'
import { requirePassed } from '../token/id-token.ts'
import { inspectToken, type TokenExpectations } from '../token/inspect.ts'
import type { JsonObject } from '../token/json.ts'
import type { Jws } from '../token/jws.ts'
import { checkExpiry, checkIssuedAt, checkNotBefore } from '../token/time-checks.ts'
import type { SsoTolerance } from '../token/tolerance.ts'
import { checkEvent, checkIdentifier, checkNoNonce, checkTarget } from './token-checks.ts'
import { checkLogoutType } from './token-type.ts'

/** The claims of a verified logout token. */
export interface LogoutTokenClaims extends JsonObject {
  readonly iss: string
  readonly iat: number
  readonly exp: number
  readonly jti: string
  readonly sid?: string
  readonly sub?: string
}

/** What a logout token must fit, and which deviations do not do. */
export interface LogoutTokenExpectations extends TokenExpectations {
  /** By default a token without a type of its own is taken where it can be nothing else. */
  readonly strict?: Strict<SsoTolerance> | undefined
}

/** The claims without a `sid` or `sub` of `null`: a session that has no name is not one of the name `null`. */
function readClaims(claims: JsonObject): LogoutTokenClaims {
  const isNone = ([name, value]: [string, unknown]) => value === null && (name === 'sid' || name === 'sub')
  return Object.fromEntries(Object.entries(claims).filter((one) => !isNone(one))) as LogoutTokenClaims
}

/**
 * Looks at a logout token as OpenID Connect Back-Channel Logout 1.0, 2.6 says. That it comes once only is for the
 * store to know.
 *
 * @returns a report with the checks `logout-token.*`; its subject holds the claims
 */
export async function inspectLogoutToken(
  token: string,
  expected: LogoutTokenExpectations,
): Promise<Report<LogoutTokenClaims>> {
  const checksOf = ({ claims }: Jws): Check[] => [
    checkIssuer('logout-token', claims, expected.issuer),
    checkAudience('logout-token', claims, expected.clientId, expected.trustedAudiences ?? []),
    checkExpiry('logout-token', claims, expected.now),
    checkNotBefore('logout-token', claims, expected.now),
    checkIssuedAt('logout-token', claims, expected.now),
    checkEvent(claims),
    checkNoNonce(claims),
    checkTarget(claims),
    checkIdentifier(claims),
  ]
  const typesOf = (jws: Jws) => checkLogoutType(jws, expected.strict)
  const report = await inspectToken('logout-token', token, expected, checksOf, typesOf)
  return createReport(report.checks, report.subject && readClaims(report.subject.claims))
}

/**
 * {@link inspectLogoutToken}, or the first failed check as an error.
 *
 * @throws SsoError with the code of the check
 */
export async function verifyLogoutToken(
  token: string,
  expected: LogoutTokenExpectations,
): Promise<LogoutTokenClaims> {
  return requirePassed(await inspectLogoutToken(token, expected))
}
