import type { Language } from '@xinyin/core'
import { SsoError, type SsoErrorCode } from '../errors.ts'
import { SeeOther } from './asked.ts'
import { STYLE, STYLE_HASH } from './page-style.ts'

/** Statuses other than 400. */
const STATUS: Partial<Record<SsoErrorCode, number>> = {
  ERR_SSO_METHOD: 405,
  ERR_SSO_BODY_TIME: 408,
  ERR_SSO_CROSS_SITE: 403,
  ERR_SSO_SUBJECT_KIND: 403,
  ERR_SSO_LEVEL: 403,
  ERR_SSO_ISSUER: 403,
  ERR_SSO_MIX_UP: 500,
  ERR_SSO_AUTHENTICATION_AGE: 403,
  ERR_SSO_PROFILE: 502,
  ERR_SSO_REQUEST_REFUSED: 502,
  ERR_SSO_REQUEST_RESPONSE: 502,
  ERR_SSO_SUBJECT_FOREIGN: 403,
  ERR_SSO_MINOR: 403,
  ERR_SSO_REPRESENTATIVE: 403,
  ERR_SSO_MANDATE_ABSENT: 403,
  ERR_SSO_MANDATE_EXPIRED: 403,
  ERR_SSO_MANDATE_EARLY: 403,
  ERR_SSO_MANDATE_WITHDRAWN: 403,
  ERR_SSO_MANDATE_PURPOSE: 403,
  ERR_SSO_MANDATE_UNKNOWN: 503,
  ERR_SSO_SIGN_IN_AGE: 403,
  ERR_SSO_AUDIT_UNAVAILABLE: 503,
  ERR_SSO_SIGNED_OUT: 401,
  ERR_SSO_DISCOVERY: 502,
  ERR_SSO_DISCOVERY_ISSUER: 502,
  ERR_SSO_DISCOVERY_ENDPOINT: 502,
  ERR_SSO_TOKEN_REFUSED: 502,
  ERR_SSO_TOKEN_RESPONSE: 502,
  ERR_SSO_TOKEN_UNBOUND: 502,
  ERR_SSO_USER_INFO: 502,
  ERR_SSO_USER_INFO_SUBJECT: 502,
  ERR_SSO_KEYS_UNAVAILABLE: 503,
  ERR_SSO_FETCH_FAILED: 502,
  ERR_SSO_FETCH_TIMEOUT: 504,
  ERR_SSO_FETCH_SIZE: 502,
  ERR_SSO_STORE_FULL: 503,
  ERR_SSO_STORE_UNAVAILABLE: 503,
  ERR_SSO_STORE_BUSY: 503,
  ERR_SSO_STORE_RECORD: 500,
  ERR_SSO_CLIENT_KEY: 500,
  ERR_SSO_INTERNAL: 500,
}

/** After how many seconds it is worth to ask again when something was out. */
const RETRY_AFTER = '5'

/** Headers of every answer of ours: kept nowhere, framed nowhere, and silent about where the browser came from. */
export const PRIVATE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Where nothing is loaded from anywhere, and nobody frames. */
const OWN_POLICY = `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`
/** The same for pages that a portal makes: with the styles, pictures and fonts of its own site. */
const SITE_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'"

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The language that a browser asks for first. */
export function preferredLanguage(headers: Pick<Headers, 'get'>): Language {
  return /^\s*zh\b/i.test(headers.get('accept-language') ?? 'zh') ? 'zh-CN' : 'en'
}

/** A refusal as everybody may see it; a fault of ours tells nothing about itself. */
export function refusal(error: unknown): SsoError {
  return error instanceof SsoError ? error : new SsoError('ERR_SSO_INTERNAL', {}, error)
}

export function statusOf(error: SsoError): number {
  return STATUS[error.code] ?? 400
}

function headersOf(type: string, error?: SsoError): Headers {
  const headers = new Headers({ ...PRIVATE_HEADERS, 'content-type': type })
  if (error?.code === 'ERR_SSO_METHOD') headers.set('allow', String(error.facts['allowed']))
  if (error !== undefined && statusOf(error) === 503) headers.set('retry-after', RETRY_AFTER)
  return headers
}

function pageOf(html: string, policy: string, error?: SsoError): Response {
  const headers = headersOf('text/html; charset=utf-8', error)
  headers.set('content-security-policy', policy)
  return new Response(html, { status: error === undefined ? 200 : statusOf(error), headers })
}

/**
 * A page of ours.
 *
 * @param body - HTML in which all text is escaped
 * @param error - what it tells of, if it is something that went wrong
 */
export function htmlPage(language: Language, title: string, body: string, error?: SsoError): Response {
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
  return pageOf(html, OWN_POLICY, error)
}

/** A page that a portal made in place of ours. */
export const replacedPage = (html: string, error: SsoError): Response => pageOf(html, SITE_POLICY, error)

/** A refusal for programs: `{ "error", "error_description" }`, as OAuth has it. */
export function refusalJson(error: SsoError, name: string): Response {
  const body = JSON.stringify({ error: name, error_description: error.code })
  return new Response(body, { status: statusOf(error), headers: headersOf('application/json', error) })
}

/** A redirect after which the browser asks with GET and keeps no trace of where it was (RFC 9700, 4.12). */
export function seeOther(location: string, cookies: readonly string[] = []): SeeOther {
  return new SeeOther(location, PRIVATE_HEADERS, cookies)
}
