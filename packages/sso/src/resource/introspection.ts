import { type Check, createReport, failed, indeterminate, passed, type Report, skipped } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { type BackChannel, describeAnswer, type WholeAnswer } from '../http/whole-answer.ts'
import type { KeySource } from '../keys/source.ts'
import { checkAudience, checkIssuer, checkSession } from '../token/claim-checks.ts'
import type { ClientAuthentication } from '../token/client-assertion.ts'
import { inspectToken } from '../token/inspect.ts'
import { isJsonObject, type JsonObject, parseJsonObject } from '../token/json.ts'
import { checkExpiry, checkIssuedAt, checkNotBefore } from '../token/time-checks.ts'

/** What is needed to ask the issuer about a token. */
export interface Introspecting {
  readonly issuer: string
  readonly audience: string
  /** The interface as a client of the issuer. */
  readonly clientId: string
  readonly endpoint: string
  readonly isSigned: boolean
  readonly authentication: ClientAuthentication
  readonly algorithms: readonly string[]
  readonly keys: KeySource
  /** How old a token may be, in seconds: for so long revocations are remembered. */
  readonly maxTokenAge: number
  readonly ask: BackChannel
  readonly onError: (error: unknown) => void
}

const SIGNED = 'application/token-introspection+jwt'
const PLAIN = 'application/json'
/** An answer is made for the question that it follows, in seconds. */
const MAX_ANSWER_AGE = 60

const out = (reason: string): Check =>
  indeterminate('introspection.answer', 'ERR_SSO_INTROSPECTION', { reason })

/** `POST token=…`, with the assertion of the interface (RFC 7662, 2.1; OpenID Connect Core, 9). */
async function ask(token: string, asking: Introspecting): Promise<WholeAnswer> {
  const { endpoint, isSigned, authentication } = asking
  const body = new URLSearchParams({ token, token_type_hint: 'access_token' })
  await authentication(body, endpoint)
  return asking.ask(endpoint, { method: 'POST', headers: { accept: isSigned ? SIGNED : PLAIN }, body })
}

/** The answer as text, of the type that was asked for: none is taken for the other (RFC 9701, 5). */
async function readAnswer(token: string, asking: Introspecting): Promise<string | Check> {
  try {
    const response = await ask(token, asking)
    if (response.status !== 200) return out(describeAnswer(response))
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
    return type === (asking.isSigned ? SIGNED : PLAIN) ? response.text : out(describeAnswer(response))
  } catch (error) {
    if (error instanceof SsoError) return out(error.code)
    // The key of the interface lies in a device, or with a service, and is out: that is no word on the token.
    asking.onError(error)
    return out('client key')
  }
}

interface Answer {
  readonly checks: readonly Check[]
  readonly claims?: JsonObject | undefined
}

function readPlain(text: string): Answer {
  try {
    return { checks: [passed('introspection.answer')], claims: parseJsonObject(text) }
  } catch (error) {
    if (error instanceof SsoError)
      return { checks: [out(text === '' ? 'HTTP 200 without a body' : `HTTP 200, ${error.code}`)] }
    throw error
  }
}

/** An answer that the issuer signed for this interface (RFC 9701, 5). */
async function readSigned(text: string, asking: Introspecting, now: number): Promise<Answer> {
  const report = await inspectToken('introspection', text, asking, ({ claims }) => [
    checkIssuer('introspection', claims, asking.issuer),
    checkAudience('introspection', claims, asking.clientId, []),
    checkIssuedAt('introspection', claims, now, MAX_ANSWER_AGE),
  ])
  const claims = report.subject?.claims['token_introspection']
  const isGood = report.verdict === 'passed' && isJsonObject(claims)
  const form =
    report.verdict !== 'passed' || isGood ? passed('introspection.answer') : out('no token_introspection')
  return { checks: [form, ...report.checks], claims: isGood ? claims : undefined }
}

/** `active` is true, and not just something (RFC 7662, 2.2). */
function checkActive(claims: JsonObject): Check {
  return claims['active'] === true
    ? passed('access-token.active')
    : failed('access-token.active', 'ERR_SSO_ACCESS_INACTIVE')
}

/** What the issuer says about the token, by the rules for tokens that say it themselves; it may leave some of it out. */
function checkClaims(
  claims: JsonObject,
  { issuer, audience, maxTokenAge }: Introspecting,
  now: number,
): Check[] {
  const has = (name: string) => claims[name] !== undefined
  return [
    has('iss') ? checkIssuer('access-token', claims, issuer) : passed('access-token.issuer', { issuer }),
    checkAudience('access-token', claims, audience, 'any'),
    has('exp') ? checkExpiry('access-token', claims, now) : skipped('access-token.expiry', 'exp'),
    checkNotBefore('access-token', claims, now),
    // One that is older than what is remembered of logouts would come back after its own.
    has('iat')
      ? checkIssuedAt('access-token', claims, now, maxTokenAge)
      : skipped('access-token.issued-at', 'iat'),
    checkSession('access-token', claims),
  ]
}

/**
 * Asks the issuer about a token (RFC 7662), and takes its answer signed (RFC 9701) or plain as configured.
 *
 * @returns a report with the checks `introspection.*` and `access-token.*`
 */
export async function introspectToken(
  token: string,
  asking: Introspecting,
  now: number,
): Promise<Report<JsonObject>> {
  const text = await readAnswer(token, asking)
  if (typeof text !== 'string')
    return createReport<JsonObject>([text, skipped('access-token.active', text.id)], undefined)
  const { checks, claims } = asking.isSigned ? await readSigned(text, asking, now) : readPlain(text)
  if (claims === undefined) {
    const because = checks.find(({ status }) => status !== 'passed')?.id ?? 'introspection.answer'
    return createReport<JsonObject>([...checks, skipped('access-token.active', because)], undefined)
  }
  const active = checkActive(claims)
  if (active.status === 'failed') return createReport<JsonObject>([...checks, active], undefined)
  return createReport([...checks, active, ...checkClaims(claims, asking, now)], claims)
}
