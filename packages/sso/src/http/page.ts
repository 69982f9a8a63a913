import { type Facts, type Language, render } from '@xinyin/core'
import { SSO_CODES, SsoError, type SsoErrorCode } from '../errors.ts'

/** Statuses other than 400. */
const STATUS: Partial<Record<SsoErrorCode, number>> = {
  ERR_SSO_METHOD: 405,
  ERR_SSO_CROSS_SITE: 403,
  ERR_SSO_SUBJECT_KIND: 403,
  ERR_SSO_LEVEL: 403,
  ERR_SSO_ISSUER: 403,
  ERR_SSO_MIX_UP: 500,
  ERR_SSO_SIGNED_OUT: 401,
  ERR_SSO_DISCOVERY: 502,
  ERR_SSO_DISCOVERY_ISSUER: 502,
  ERR_SSO_DISCOVERY_ENDPOINT: 502,
  ERR_SSO_TOKEN_REFUSED: 502,
  ERR_SSO_TOKEN_RESPONSE: 502,
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

/** Headers of every answer of ours: kept nowhere, framed nowhere, and silent about where the browser came from. */
export const PRIVATE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** What was not completed: a sign-in, which can be tried again by a link, or a sign-out, which takes a form. */
export type Undertaking = 'sign-in' | 'sign-out'

const TITLES: Readonly<Record<Language, Readonly<Record<Undertaking, string>>>> = {
  'zh-CN': { 'sign-in': '登录未完成', 'sign-out': '退出未完成' },
  en: { 'sign-in': 'Sign-in not completed', 'sign-out': 'Sign-out not completed' },
}
const WORDS: Readonly<Record<Language, { again: string; home: string }>> = {
  'zh-CN': { again: '重新登录', home: '返回首页' },
  en: { again: 'Sign in again', home: 'Home page' },
}

const HTML = 'text/html; charset=utf-8'
const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;color:#1f2933;background:#f5f6f8;margin:0}' +
  'main{max-width:34rem;margin:12vh auto;padding:2rem 2.5rem;background:#fff;border-top:4px solid #a61b29}' +
  'h1{font-size:1.4rem;margin:0 0 1rem}a{color:#174ea6}code{color:#5f6b7a;font-size:.85rem}a+a{margin-left:1.5rem}'

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** The language that a browser asks for first. */
export function preferredLanguage(headers: Headers): Language {
  return /^\s*zh\b/i.test(headers.get('accept-language') ?? 'zh') ? 'zh-CN' : 'en'
}

/** A refusal as everybody may see it; a fault of ours tells nothing about itself. */
export function refusal(error: unknown): SsoError {
  return error instanceof SsoError ? error : new SsoError('ERR_SSO_INTERNAL', {}, error)
}

function statusOf(error: SsoError): number {
  return STATUS[error.code] ?? 400
}

function headersOf(error: SsoError, type: string): Headers {
  const headers = new Headers({ ...PRIVATE_HEADERS, 'content-type': type })
  if (error.code === 'ERR_SSO_METHOD') headers.set('allow', String(error.facts['allowed']))
  return headers
}

/**
 * A page of ours.
 *
 * @param body - HTML in which all text is escaped
 */
export function htmlPage(
  language: Language,
  title: string,
  body: string,
  headers = new Headers({ ...PRIVATE_HEADERS, 'content-type': HTML }),
  status = 200,
): Response {
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style>
<main><h1>${title}</h1>${body}</main></html>`
  headers.set(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  )
  return new Response(html, { status, headers })
}

/** A refusal as a small page: what happened, its code, and the way back. No detail of the fault but the facts. */
export function refusalPage(
  error: SsoError,
  language: Language,
  loginPath: string,
  undertaking: Undertaking = 'sign-in',
): Response {
  const words = WORDS[language]
  const title = TITLES[language][undertaking]
  const facts: Facts = error.facts
  const sentence = escapeHtml(render(SSO_CODES[error.code], language, facts))
  const again = undertaking === 'sign-in' ? `<a href="${escapeHtml(loginPath)}">${words.again}</a>` : ''
  const body = `<p>${sentence}</p><p>${again}<a href="/">${words.home}</a></p>
<code>${error.code}</code>`
  return htmlPage(language, title, body, headersOf(error, HTML), statusOf(error))
}

/** A refusal for programs: `{ "error", "error_description" }`, as OAuth has it. */
export function refusalJson(error: SsoError, name: string): Response {
  const body = JSON.stringify({ error: name, error_description: error.code })
  return new Response(body, { status: statusOf(error), headers: headersOf(error, 'application/json') })
}

/** A redirect after which the browser asks with GET and keeps no trace of where it was (RFC 9700, 4.12). */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ ...PRIVATE_HEADERS, location })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
