import { decidingCheck, type Report } from '@xinyin/core'
import { SsoError, type SsoErrorCode } from '../errors.ts'
import { checkAccessToken, checkNonce } from './binding-checks.ts'
import {
  checkAudience,
  checkAuthorizedParty,
  checkIssuer,
  checkSession,
  checkSubject,
} from './claim-checks.ts'
import { inspectToken, type TokenExpectations } from './inspect.ts'
import type { JsonObject } from './json.ts'
import { markVerified } from './provenance.ts'
import { checkAuthentication, checkExpiry, checkIssuedAt, checkNotBefore } from './time-checks.ts'

/** What an ID token must fit besides its issuer and client. */
export interface IdTokenExpectations extends TokenExpectations {
  /** The nonce that was sent with the request. */
  readonly nonce: string
  /** From when on the user must have shown who they are, in seconds since 1970; absent when any time does. */
  readonly authenticatedSince?: number
  /** The access token that came along, if any: `at_hash` is checked against it. */
  readonly accessToken: string | undefined
}

/** The claims of a verified ID token that every one has. */
export interface IdTokenClaims extends JsonObject {
  readonly iss: string
  readonly sub: string
  readonly exp: number
  readonly iat: number
}

/**
 * Looks at an ID token as OpenID Connect Core 1.0, 3.1.3.7 says, and further where a rule there is optional:
 * signature, type, age, authorized party and access token are checked always.
 *
 * @returns a report with the checks `id-token.*`; its subject holds the claims
 */
export async function inspectIdToken(
  token: string,
  expected: IdTokenExpectations,
): Promise<Report<IdTokenClaims>> {
  const report = await inspectToken('id-token', token, expected, (jws) => [
    checkIssuer('id-token', jws.claims, expected.issuer),
    checkSubject('id-token', jws.claims),
    checkSession('id-token', jws.claims),
    checkAudience('id-token', jws.claims, expected.clientId, expected.trustedAudiences ?? []),
    checkAuthorizedParty(jws.claims, expected.clientId),
    checkExpiry('id-token', jws.claims, expected.now),
    checkNotBefore('id-token', jws.claims, expected.now),
    checkIssuedAt('id-token', jws.claims, expected.now),
    checkAuthentication(jws.claims, expected.authenticatedSince ?? 0, expected.now),
    checkNonce(jws.claims, expected.nonce),
    checkAccessToken(jws, expected.accessToken, expected.keys.sm2),
  ])
  const { verdict, checks, subject } = report
  return { verdict, checks, subject: subject?.claims as IdTokenClaims | undefined }
}

/** The subject of a report that passed; else the check that decides, thrown as its error. */
export function requirePassed<Subject>(report: Report<Subject>): Subject {
  const deciding = decidingCheck(report)
  if (deciding === undefined && report.subject !== undefined) return report.subject
  const code = deciding?.code === 'ERR_TOLERANCE_REFUSED' ? 'ERR_SSO_TOLERANCE' : deciding?.code
  throw new SsoError((code ?? 'ERR_SSO_INTERNAL') as SsoErrorCode, {
    ...deciding?.facts,
    check: deciding?.id ?? 'none',
  })
}

/**
 * {@link inspectIdToken}, or the first failed check as an error.
 *
 * @throws SsoError with the code of the check
 */
export async function verifyIdToken(token: string, expected: IdTokenExpectations): Promise<IdTokenClaims> {
  return markVerified(requirePassed(await inspectIdToken(token, expected)))
}
