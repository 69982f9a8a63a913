import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '@xinyin/core'
import { sameText } from '../http/secret.ts'
import { checkAudience, checkIssuer } from './claim-checks.ts'
import type { DecryptionKey } from './decryption-key.ts'
import { type Contents, isEnvelope, openEnvelope } from './encrypted.ts'
import { requirePassed } from './id-token.ts'
import { inspectToken, type TokenExpectations } from './inspect.ts'
import { type JsonObject, parseJsonObject } from './json.ts'
import { markVerified } from './provenance.ts'
import { checkExpiry, checkIssuedAt, checkNotBefore } from './time-checks.ts'

/** How a provider tells more about users than the ID token does. */
export interface UserInfoOptions {
  /**
   * `signed` takes nothing but what the provider signed for this portal (`userinfo_signed_response_alg` at its registration).
   * `plain` takes JSON as it comes, and what is signed too: whoever ends TLS on the way can write in it what they like.
   */
  readonly answers: 'signed' | 'plain'
  /** The private key for which the provider encrypts (`userinfo_encrypted_response_alg`); what is not encrypted is then refused. */
  readonly decryptionKey?: DecryptionKey
  /** Whether it is asked at every sign-in, for what `readSubject` reads: claims of the ID token go before. */
  readonly atSignIn?: boolean
}

/** Whom user information must be about, and who must have signed it. */
export interface UserInfoExpectations
  extends TokenExpectations,
    Pick<UserInfoOptions, 'answers' | 'decryptionKey'> {
  /** `sub` of the ID token. */
  readonly sub: string
}

/** An answer of the UserInfo endpoint, of status 200. */
export interface UserInfoAnswer {
  /** The field `Content-Type`. */
  readonly contentType: string | null
  readonly body: string
}

const ANSWER = 'user-info.answer'
const USER_INFO: Contents = { id: 'user-info.encryption', code: 'ERR_SSO_USER_INFO' }
const refuse = (reason: string) => failed(ANSWER, 'ERR_SSO_USER_INFO', { reason })

/** It is about who signed in (OpenID Connect Core 1.0, 5.3.2): an access token can be swapped for somebody else's. */
function checkSubject(claims: JsonObject, sub: string): Check {
  const id = 'user-info.subject'
  return sameText(claims['sub'], sub) ? passed(id) : failed(id, 'ERR_SSO_USER_INFO_SUBJECT')
}

/** Times are checked where they are told (Core 5.3.2 asks for none). */
function checkTimes(claims: JsonObject, now: number): Check[] {
  const id = 'user-info'
  const has = (name: string) => (claims[name] ?? undefined) !== undefined
  return [
    has('exp') ? checkExpiry(id, claims, now) : skipped('user-info.expiry', 'exp'),
    checkNotBefore(id, claims, now),
    has('iat') ? checkIssuedAt(id, claims, now) : skipped('user-info.issued-at', 'iat'),
  ]
}

/** What the provider signed, for this portal. `iss` and `aud` are demanded, which Core 5.3.2 recommends only. */
async function inspectSigned(
  token: string,
  expected: UserInfoExpectations,
  before: readonly Check[],
): Promise<Report<JsonObject>> {
  const { checks, subject } = await inspectToken('user-info', token, expected, ({ claims }) => [
    checkIssuer('user-info', claims, expected.issuer),
    checkAudience('user-info', claims, expected.clientId, expected.trustedAudiences ?? []),
    ...checkTimes(claims, expected.now),
    checkSubject(claims, expected.sub),
  ])
  return createReport([...before, ...checks], subject?.claims)
}

function inspectPlain(
  body: string,
  { answers, sub }: UserInfoExpectations,
  before: readonly Check[],
): Report<JsonObject> {
  if (answers === 'signed') return createReport<JsonObject>([...before, refuse('not signed')], undefined)
  try {
    const claims = parseJsonObject(body)
    return createReport([...before, passed(ANSWER), checkSubject(claims, sub)], claims)
  } catch (error) {
    return createReport<JsonObject>([...before, failedBy(ANSWER, error)], undefined)
  }
}

/**
 * Looks at what the UserInfo endpoint answered (OpenID Connect Core 1.0, 5.3.2): plain, signed, or signed and encrypted.
 *
 * @returns a report with the checks `user-info.*`; its subject holds the claims
 */
export async function inspectUserInfo(
  { contentType, body }: UserInfoAnswer,
  expected: UserInfoExpectations,
): Promise<Report<JsonObject>> {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && type !== 'application/jwt')
    return createReport<JsonObject>(
      [refuse(`HTTP 200, content type ${/^[\w.+/-]{1,128}$/.test(type ?? '') ? type : 'none'}`)],
      undefined,
    )
  const isEncrypted = type === 'application/jwt' && isEnvelope(body)
  const { text, check } = await openEnvelope(body, isEncrypted, expected.decryptionKey, USER_INFO)
  if (text === undefined)
    return createReport<JsonObject>([check, skipped('user-info.subject', check.id)], undefined)
  // Inside an envelope there may be claims, or a signed token with claims (RFC 7519, 5.2).
  const isClaims = type === 'application/json' || (check.status === 'passed' && text.startsWith('{'))
  return isClaims ? inspectPlain(text, expected, [check]) : inspectSigned(text, expected, [check])
}

/**
 * {@link inspectUserInfo}, or the first failed check as an error.
 *
 * @throws SsoError with the code of the check
 */
export async function verifyUserInfo(
  answer: UserInfoAnswer,
  expected: UserInfoExpectations,
): Promise<JsonObject> {
  return requirePassed(await inspectUserInfo(answer, expected))
}

/** What a sign-in and its protocol are about, which nobody but the ID token says. */
const PROTOCOL = /^(?:iss|aud|exp|iat|nbf|nonce|acr|amr|azp|auth_time|at_hash|c_hash|sid|jti)$/

/**
 * What says that somebody vouches for the user, or in whose name they may act: whoever stands between provider and portal could
 * write it into a plain answer.
 */
const VOUCHED =
  /^(?:verified_claims|subject_type|legal_person|acting_as|mandates?|organisation|post|minor|guardians|network_identity)$/

/**
 * Claims of the ID token, and further ones about the user; none takes the place of what the ID token says. What somebody
 * vouches for is taken out of what was signed only.
 */
export function withUserInfo<Claims extends JsonObject>(
  claims: Claims,
  userInfo: JsonObject,
  { answers }: UserInfoOptions,
): Claims {
  const isTaken = (name: string) => !PROTOCOL.test(name) && (answers === 'signed' || !VOUCHED.test(name))
  const further = Object.entries(userInfo).filter(([name]) => isTaken(name))
  return markVerified({ ...Object.fromEntries(further), ...claims })
}
