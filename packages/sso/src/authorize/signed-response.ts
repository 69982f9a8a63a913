import { createReport, type Report } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { singleParameter } from '../http/body.ts'
import { checkAudience, checkIssuer } from '../token/claim-checks.ts'
import { requirePassed } from '../token/id-token.ts'
import { inspectToken, type TokenExpectations } from '../token/inspect.ts'
import type { JsonObject } from '../token/json.ts'
import { parseJws } from '../token/jws.ts'
import { checkExpiry, checkNotBefore } from '../token/time-checks.ts'

const MAX_RESPONSE = 8_192
/** What an answer may say (RFC 6749, 4.1.2; RFC 9207, 2). */
const MEMBERS = ['code', 'state', 'iss', 'error']

function responseIn(parameters: URLSearchParams): string | undefined {
  return singleParameter(parameters, 'response', MAX_RESPONSE)
}

/** The state that a signed answer names, which is good for finding the sign-in that it says it belongs to, and no more. */
export function stateInResponse(parameters: URLSearchParams): unknown {
  const response = responseIn(parameters)
  return response === undefined ? undefined : parseJws(response).claims['state']
}

/**
 * Looks at a signed answer as JWT Secured Authorization Response Mode for OAuth 2.0 (JARM), 2.4 says: it comes from this
 * issuer, is for this client, has not expired, and is signed by a key of the issuer. An algorithm that is none, or is made with
 * a shared secret, is not among those that are taken.
 *
 * @returns a report with the checks `response.*`; its subject holds the claims
 */
export async function inspectSignedResponse(
  response: string,
  expected: TokenExpectations,
): Promise<Report<JsonObject>> {
  const { issuer, clientId, now } = expected
  const report = await inspectToken('response', response, expected, ({ claims }) => [
    checkIssuer('response', claims, issuer),
    checkAudience('response', claims, clientId),
    checkExpiry('response', claims, now),
    checkNotBefore('response', claims, now),
  ])
  return createReport(report.checks, report.subject?.claims)
}

/**
 * The parameters of a signed answer, verified. What stands beside it in the address is not looked at.
 *
 * @throws SsoError `ERR_SSO_RESPONSE_UNSIGNED`, or the code of the check that failed
 */
export async function openSignedResponse(
  parameters: URLSearchParams,
  expected: TokenExpectations,
): Promise<URLSearchParams> {
  const response = responseIn(parameters)
  if (response === undefined) throw new SsoError('ERR_SSO_RESPONSE_UNSIGNED')
  const claims = requirePassed(await inspectSignedResponse(response, expected))
  const opened = new URLSearchParams()
  for (const name of MEMBERS) {
    const value = claims[name]
    if (typeof value === 'string') opened.set(name, value)
    else if (value !== undefined && value !== null) {
      throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name })
    }
  }
  return opened
}
