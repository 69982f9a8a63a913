import { createReport, type Report, skipped } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { singleParameter } from '../http/body.ts'
import { checkAudience, checkIssuer } from '../token/claim-checks.ts'
import type { DecryptionKey } from '../token/decryption-key.ts'
import { type Contents, isEnvelope, openEnvelope } from '../token/encrypted.ts'
import { requirePassed } from '../token/id-token.ts'
import { inspectToken, type TokenExpectations } from '../token/inspect.ts'
import type { JsonObject } from '../token/json.ts'
import { parseJws } from '../token/jws.ts'
import { checkExpiry, checkNotBefore } from '../token/time-checks.ts'

/** Who must have signed an answer, for whom, and whether it must be encrypted. */
export interface ResponseExpectations extends TokenExpectations {
  /** The portal's private key, where it was agreed that answers are encrypted for it. */
  readonly decryptionKey?: DecryptionKey | undefined
}

export const MAX_RESPONSE = 8_192
/** What an answer may say (RFC 6749, 4.1.2; RFC 9207, 2). */
const MEMBERS = ['code', 'state', 'iss', 'error']
const RESPONSE: Contents = { id: 'response.encryption', code: 'ERR_SSO_RESPONSE_ENCRYPTION' }

function responseIn(parameters: URLSearchParams): string | undefined {
  return singleParameter(parameters, 'response', MAX_RESPONSE)
}

const openResponse = (response: string, key: DecryptionKey | undefined) =>
  openEnvelope(response, isEnvelope(response), key, RESPONSE)

/** An answer without its envelope, whoever of several providers it is for. */
async function openByAny(response: string, keys: readonly DecryptionKey[]): Promise<string> {
  if (!isEnvelope(response)) return response
  for (const key of keys) {
    const { text } = await openResponse(response, key)
    if (text !== undefined) return text
  }
  const reason = keys.length > 0 ? 'it does not decrypt' : 'encrypted'
  throw new SsoError('ERR_SSO_RESPONSE_ENCRYPTION', { reason })
}

/**
 * The state that a signed answer names, which is good for finding the sign-in that it says it belongs to, and no more.
 *
 * @param keys - of those whose answers may arrive here encrypted
 */
export async function stateInResponse(
  parameters: URLSearchParams,
  keys: readonly DecryptionKey[],
): Promise<unknown> {
  const response = responseIn(parameters)
  return response === undefined ? undefined : parseJws(await openByAny(response, keys)).claims['state']
}

/**
 * Looks at a signed answer as JWT Secured Authorization Response Mode for OAuth 2.0 (JARM), 2.4 says: it was decrypted with the
 * portal's key where that was agreed on, comes from this issuer, is for this client, has not expired, and is signed by a key of
 * the issuer. An algorithm that is none, or is made with a shared secret, is not among those that are taken.
 *
 * @returns a report with the checks `response.*`; its subject holds the claims
 */
export async function inspectSignedResponse(
  response: string,
  expected: ResponseExpectations,
): Promise<Report<JsonObject>> {
  const { issuer, clientId, now, decryptionKey } = expected
  const { text, check } = await openResponse(response, decryptionKey)
  if (text === undefined)
    return createReport<JsonObject>([check, skipped('response.signature', check.id)], undefined)
  const { checks, subject } = await inspectToken('response', text, expected, ({ claims }) => [
    checkIssuer('response', claims, issuer),
    checkAudience('response', claims, clientId, []),
    checkExpiry('response', claims, now),
    checkNotBefore('response', claims, now),
  ])
  return createReport([check, ...checks], subject?.claims)
}

/**
 * The parameters of a signed answer, verified. What stands beside it in the address is not looked at.
 *
 * @throws SsoError `ERR_SSO_RESPONSE_UNSIGNED`, or the code of the check that failed
 */
export async function openSignedResponse(
  parameters: URLSearchParams,
  expected: ResponseExpectations,
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
