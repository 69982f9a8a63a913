import { type Check, createReport, failed, passed, type Report } from '@xinyin/core'
import { checkAccessToken } from './binding-checks.ts'
import {
  checkAudience,
  checkAuthorizedParty,
  checkIssuer,
  checkSession,
  checkSubject,
} from './claim-checks.ts'
import { type IdTokenClaims, requirePassed } from './id-token.ts'
import { inspectToken, type TokenExpectations } from './inspect.ts'
import type { JsonObject } from './json.ts'
import { parseJws } from './jws.ts'
import { checkExpiry, checkIssuedAt, checkNotBefore } from './time-checks.ts'

/** What an ID token that comes with a refreshed access token must fit. */
export interface RefreshExpectations extends TokenExpectations {
  /** The ID token of the sign-in, which was verified then. */
  readonly first: string
  readonly accessToken: string
}

/** What says whose sign-in it is, and which. */
const LASTING = ['sub', 'sid', 'auth_time', 'nonce', 'azp']

/**
 * The token is of the sign-in that the first one was of (OpenID Connect Core 1.0, 12.2): the same subject, time of
 * authentication, party and, where it has one, nonce. Another session at the provider (`sid`) is another sign-in too: a
 * logout by its name would not find this one.
 */
function checkContinuity(claims: JsonObject, first: JsonObject): Check {
  const isSaid = (name: string) => name === 'sub' || (claims[name] ?? undefined) !== undefined
  const wrong = LASTING.find((name) => isSaid(name) && claims[name] !== first[name])
  return wrong === undefined
    ? passed('id-token.continuity')
    : failed('id-token.continuity', 'ERR_SSO_TOKEN_CONTINUITY', { claim: wrong })
}

/**
 * Looks at an ID token that came with a refreshed access token (OpenID Connect Core 1.0, 12.2).
 *
 * @returns a report with the checks `id-token.*`; its subject holds the claims
 */
export async function inspectRefreshedIdToken(
  token: string,
  expected: RefreshExpectations,
): Promise<Report<IdTokenClaims>> {
  const first = parseJws(expected.first).claims
  const report = await inspectToken('id-token', token, expected, (jws) => [
    checkIssuer('id-token', jws.claims, expected.issuer),
    checkSubject('id-token', jws.claims),
    checkSession('id-token', jws.claims),
    checkAudience('id-token', jws.claims, expected.clientId, expected.trustedAudiences ?? []),
    checkAuthorizedParty(jws.claims, expected.clientId),
    checkContinuity(jws.claims, first),
    checkExpiry('id-token', jws.claims, expected.now),
    checkNotBefore('id-token', jws.claims, expected.now),
    checkIssuedAt('id-token', jws.claims, expected.now),
    checkAccessToken(jws, expected.accessToken, expected.keys.sm2),
  ])
  return createReport(report.checks, report.subject?.claims as IdTokenClaims | undefined)
}

/**
 * {@link inspectRefreshedIdToken}, or the first failed check as an error.
 *
 * @throws SsoError with the code of the check
 */
export async function verifyRefreshedIdToken(
  token: string,
  expected: RefreshExpectations,
): Promise<IdTokenClaims> {
  return requirePassed(await inspectRefreshedIdToken(token, expected))
}
