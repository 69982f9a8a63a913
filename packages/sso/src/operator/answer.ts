import { CoreError, type Facts } from '@xinyin/core'
import { SsoError, type SsoErrorCode } from '../errors.ts'
import { parseJsonObject } from '../token/json.ts'

/** What came of one try. */
export type Attempt =
  | { readonly status: 'confirmed' }
  | { readonly status: 'refused' | 'unconfirmed'; readonly error: SsoError; readonly retryAfter?: number }

/** What an answer may have, in bytes: nothing is asked of it but its status. */
export const MAX_BODY = 65_536
/** Nothing that a portal says goes into a log but a word. */
const WORD = /^\w{1,64}$/
const NO_REASON = 'no reason given'

/** Statuses of what passes, besides 5xx (RFC 9110, 15.5.9; RFC 8470; RFC 6585). */
const PASSING: readonly number[] = [408, 425, 429]
/** The portal does not know how: it will not know in a minute. */
const NOT_IMPLEMENTED = 501

const isPassing = (status: number) =>
  PASSING.includes(status) || (status >= 500 && status !== NOT_IMPLEMENTED)

/** Why it was refused (2.8), in the portal's word for it: `error_description` of our own portals names the check. */
async function reasonOf(answer: Response): Promise<string> {
  try {
    const { error, error_description: description } = parseJsonObject(await answer.text())
    const isWord = (text: unknown) => typeof text === 'string' && WORD.test(text)
    return String([description, error].find(isWord) ?? NO_REASON)
  } catch {
    return NO_REASON
  }
}

/** `Retry-After` in seconds, of either form (RFC 9110, 10.2.3). */
function readRetryAfter({ headers }: Response, now: number): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const seconds = /^\d{1,6}$/.test(value) ? Number(value) : Date.parse(value) / 1000 - now
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}

/**
 * What an answer says (OpenID Connect Back-Channel Logout 1.0, 2.8): 200 is done, and 204, which some frameworks make of it;
 * 400 is refused. A web page is what a gateway sends for a portal that is not there, or a sign-in page that took the
 * request for a visit: it confirms nothing.
 */
export async function readAnswer(answer: Response, client: string, now: number): Promise<Attempt> {
  const { status } = answer
  const isPage = /^(text\/html|application\/xhtml)/i.test(answer.headers.get('content-type') ?? '')
  if (status === 204 || (status === 200 && !isPage)) return { status: 'confirmed' }
  if (status === 200)
    return { status: 'unconfirmed', error: new SsoError('ERR_SSO_DELIVERY_PAGE', { client }) }
  const reason = await reasonOf(answer)
  const error = new SsoError('ERR_SSO_DELIVERY_STATUS', { client, status, reason })
  if (!isPassing(status)) return { status: 'refused', error }
  const retryAfter = readRetryAfter(answer, now)
  return { status: 'unconfirmed', error, ...(retryAfter === undefined ? {} : { retryAfter }) }
}

/** What the guarded fetch refuses to ask, for good. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  ERR_FETCH_URL: 'URL',
  ERR_FETCH_SCHEME: 'scheme',
  ERR_FETCH_CREDENTIALS: 'credentials',
  ERR_FETCH_PORT: 'port',
  ERR_FETCH_ADDRESS: 'private address',
}

/** What an attempt without an answer comes to. */
export function readFault(cause: unknown, client: string, milliseconds: number): Attempt {
  const code = cause instanceof CoreError ? cause.code : ''
  const make = (name: SsoErrorCode, facts: Facts) => new SsoError(name, facts, cause)
  const reason = FORBIDDEN[code]
  if (reason !== undefined)
    return { status: 'refused', error: make('ERR_SSO_DELIVERY_ADDRESS', { client, reason }) }
  if (code === 'ERR_FETCH_REDIRECT')
    return { status: 'refused', error: make('ERR_SSO_DELIVERY_REDIRECT', { client }) }
  if (code === 'ERR_FETCH_TIME')
    return { status: 'unconfirmed', error: make('ERR_SSO_FETCH_TIMEOUT', { host: client, milliseconds }) }
  if (code === 'ERR_FETCH_SIZE')
    return { status: 'unconfirmed', error: make('ERR_SSO_FETCH_SIZE', { host: client, limit: MAX_BODY }) }
  return { status: 'unconfirmed', error: make('ERR_SSO_FETCH_FAILED', { host: client }) }
}
