import { type Language, render } from '@xinyin/core'
import { SSO_CODES, SsoError, type SsoErrorCode } from '../errors.ts'
import { preferredLanguage, refusal } from '../http/page.ts'
import type { StepUp } from './step-up.ts'

const STATUS: Partial<Record<SsoErrorCode, number>> = {
  ERR_SSO_METHOD: 405,
  ERR_SSO_BFF_UPGRADE: 400,
  ERR_SSO_CROSS_SITE: 403,
  ERR_SSO_BFF_HEADER: 403,
  ERR_SSO_BFF_PATH: 400,
  ERR_SSO_BFF_QUERY: 400,
  ERR_SSO_BFF_FORM: 400,
  ERR_SSO_BFF_SIZE: 413,
  ERR_SSO_SIGNED_OUT: 401,
  ERR_SSO_TOKENS_NONE: 401,
  ERR_SSO_TOKENS_OVER: 401,
  ERR_SSO_REFRESH_REFUSED: 401,
  ERR_SSO_BFF_TOKEN: 401,
  ERR_SSO_BFF_STEP_UP: 401,
  ERR_SSO_STORE_UNAVAILABLE: 503,
  ERR_SSO_STORE_BUSY: 503,
  ERR_SSO_FETCH_TIMEOUT: 504,
  ERR_SSO_INTERNAL: 500,
  ERR_SSO_MANDATE_EXPIRED: 403,
  ERR_SSO_MANDATE_EARLY: 403,
  ERR_SSO_MANDATE_WITHDRAWN: 403,
  ERR_SSO_MANDATE_PURPOSE: 403,
  ERR_SSO_MANDATE_UNKNOWN: 503,
}
/** What went wrong between us and the provider or the interface. */
const BAD_GATEWAY = 502

const NAMES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'login_required',
  403: 'access_denied',
  405: 'invalid_request',
  413: 'invalid_request',
}

function headersOf(error: SsoError, status: number, language: Language): Headers {
  const headers = new Headers({
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'content-language': language,
    'x-content-type-options': 'nosniff',
  })
  if (status === 405) headers.set('allow', String(error.facts['allowed']))
  if (status === 503) headers.set('retry-after', '1')
  return headers
}

/**
 * A refusal for the page's scripts: `error`, the sentence for people in their language, and the `code`. With `login_required`
 * the page sends the user to sign in; with `insufficient_user_authentication` as `acr_values` and `max_age` say.
 */
export function refuse(thrown: unknown, request: Request, stepUp?: StepUp): Response {
  const error: SsoError = refusal(thrown)
  const language = preferredLanguage(request.headers)
  const status = STATUS[error.code] ?? BAD_GATEWAY
  const name = stepUp ? 'insufficient_user_authentication' : (NAMES[status] ?? 'temporarily_unavailable')
  const body = JSON.stringify({
    error: name,
    error_description: render(SSO_CODES[error.code], language, error.facts),
    code: error.code,
    ...(stepUp?.acrValues === undefined ? {} : { acr_values: stepUp.acrValues }),
    ...(stepUp?.maxAge === undefined ? {} : { max_age: stepUp.maxAge }),
  })
  return new Response(body, { status, headers: headersOf(error, status, language) })
}

export const upstreamFault = (reason: string, cause?: unknown) =>
  new SsoError('ERR_SSO_BFF_UPSTREAM', { reason }, cause)
