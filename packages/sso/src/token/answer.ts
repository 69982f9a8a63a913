import { errorName } from '../authorize/response.ts'
import { SsoError } from '../errors.ts'
import { describeAnswer, type WholeAnswer } from '../http/whole-answer.ts'
import { type JsonObject, parseJsonObject } from './json.ts'

/** How an access token is sent: as anybody could who has it, or with a proof of the session's key. */
export type TokenScheme = 'Bearer' | 'DPoP'

/** What a token endpoint issued (RFC 6749, 5.1). Nothing that is in a token has been looked at. */
export interface TokenAnswer {
  readonly accessToken: string
  readonly scheme: TokenScheme
  /** Seconds since 1970, by our clock. */
  readonly expiresAt: number
  readonly scope: string | undefined
  readonly refreshToken: string | undefined
  readonly idToken: string | undefined
  /** What a token was exchanged for (RFC 8693, 2.2.1). */
  readonly issuedType: string | undefined
}

const MAX_TOKEN = 16_384
/** Characters that stand in a header field as they are (`b64token`; RFC 6750, 2.1). */
const ACCESS_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/
/** Visible ASCII (RFC 6749, A.17). */
const REFRESH_TOKEN = /^[\x20-\x7e]+$/
/** RFC 6749, 3.3; and nothing at all, which providers write where they granted none. */
const SCOPE = /^(?:[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*)?$/
/** What is assumed of a token whose end is not told, in seconds (RFC 6749, 5.1 leaves it open). */
const UNTOLD = 300
/** A year: what is told to last longer is asked for anew by then. */
const LONGEST = 31_536_000

const malformed = (reason: string) => new SsoError('ERR_SSO_TOKEN_RESPONSE', { reason })

/** A member that is text of a form, if it is there; `null` counts as absent, which is how some write that. */
function text(answer: JsonObject, name: string, form: RegExp, limit = MAX_TOKEN): string | undefined {
  const value = answer[name] ?? undefined
  if (value === undefined) return undefined
  if (typeof value === 'string' && value.length <= limit && form.test(value)) return value
  throw malformed(name)
}

/** `expires_in`: a number, or one that is written as text, as some do. */
function lifetime(answer: JsonObject): number {
  const value = answer['expires_in'] ?? UNTOLD
  const seconds = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
  if (typeof seconds !== 'number' || !(seconds >= 0)) throw malformed('expires_in')
  return Math.min(seconds, LONGEST)
}

/** `token_type` in whatever case (RFC 6749, 5.1), and no other than what was asked for (RFC 9449, 5). */
function readScheme(answer: JsonObject, expected: TokenScheme): TokenScheme {
  const found = text(answer, 'token_type', /^[\w.:/-]+$/, 64)
  if (found?.toLowerCase() === expected.toLowerCase()) return expected
  throw new SsoError('ERR_SSO_TOKEN_UNBOUND', { found: found ?? 'none', expected })
}

function parse(answer: WholeAnswer): JsonObject {
  try {
    return parseJsonObject(answer.text)
  } catch {
    // Without the cause: what the answer held belongs in no log.
    throw malformed(describeAnswer(answer))
  }
}

/** Why an endpoint did not do what it was asked for: what it refuses with (RFC 6749, 5.2), or that it gave no such answer. */
export function refusalOf(answer: WholeAnswer): SsoError {
  const { status, text } = answer
  if (status >= 400 && status < 500) {
    try {
      const { error } = parseJsonObject(text)
      if (typeof error === 'string')
        return new SsoError('ERR_SSO_TOKEN_REFUSED', { error: errorName(error), status })
    } catch {
      // No OAuth error, then.
    }
  }
  return malformed(describeAnswer(answer))
}

/**
 * Reads what a token endpoint answers, by OAuth's rules for it (RFC 6749, 5).
 *
 * @param askedAt - seconds since 1970, before the request was sent: from then on, at the latest, the token's time runs
 * @param expected - how the token must be bound
 * @throws SsoError `ERR_SSO_TOKEN_REFUSED`, `ERR_SSO_TOKEN_RESPONSE`, `ERR_SSO_TOKEN_UNBOUND`
 */
export function readTokenAnswer(response: WholeAnswer, askedAt: number, expected: TokenScheme): TokenAnswer {
  if (response.status !== 200) throw refusalOf(response)
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw malformed(describeAnswer(response))
  const answer = parse(response)
  const accessToken = text(answer, 'access_token', ACCESS_TOKEN)
  if (accessToken === undefined) throw malformed('no access token')
  return {
    accessToken,
    scheme: readScheme(answer, expected),
    expiresAt: askedAt + lifetime(answer),
    scope: text(answer, 'scope', SCOPE),
    refreshToken: text(answer, 'refresh_token', REFRESH_TOKEN),
    idToken: text(answer, 'id_token', /^/, Number.POSITIVE_INFINITY),
    issuedType: text(answer, 'issued_token_type', /^[\w.:/-]+$/, 256),
  }
}
