import { type Facts, type Language, render } from '@xinyin/core'
import { SSO_CODES, type SsoError, type SsoErrorCode } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { type Asked, requestOf } from './asked.ts'
import { escapeHtml, htmlPage, preferredLanguage, replacedPage, statusOf } from './page.ts'
import { type Trouble, troubleOf } from './trouble.ts'
import { FACT_WORDS, WAY_OUT_LABELS, WAYS_OUT, type WayOut, WORDS } from './trouble-words.ts'

/** A way out of a trouble: a link, or a form with one button, which is posted. */
export interface PageAction {
  readonly way: WayOut
  readonly label: string
  readonly method: 'get' | 'post'
  readonly href: string
}

/** What a page has to say, as text: whoever makes HTML of it escapes it. */
export interface PageContent {
  readonly language: Language
  readonly trouble: Trouble
  readonly status: number
  readonly title: string
  /** What it means to the person. */
  readonly lead: string
  /** What to do next, step by step. */
  readonly advice: readonly string[]
  /** The ways out, the best first. */
  readonly actions: readonly PageAction[]
  /** The sentence of the code, and the code: for a service desk. */
  readonly reason: string
  readonly code: SsoErrorCode
}

/**
 * Makes the HTML of a page that tells what went wrong; `undefined` leaves it to ours. Status and headers stay as they are: no
 * scripts, and styles, pictures and fonts of the site itself.
 */
export type Pages = (
  content: PageContent,
  request: Request,
) => string | undefined | Promise<string | undefined>

/** What of the settings pages hang on. */
type PageSettings = Pick<Settings, 'path' | 'pages' | 'onError'>

/** What was under way. */
export interface Undertaking {
  /** A sign-out that fails is a trouble of its own: the person may still be signed in. */
  readonly signingOut?: boolean
  /** The page that the person was on the way to, and the level that it needs. */
  readonly returnTo?: string
  readonly level?: number
}

function loginPath({ returnTo = '/', level = 0 }: Undertaking, settings: PageSettings): string {
  const query = new URLSearchParams()
  if (returnTo !== '/') query.set('returnTo', returnTo)
  if (level > 0) query.set('level', String(level))
  return query.size === 0 ? settings.path('login') : `${settings.path('login')}?${query}`
}

function actionOf(
  way: WayOut,
  language: Language,
  undertaking: Undertaking,
  settings: PageSettings,
): PageAction {
  const label = WAY_OUT_LABELS[language][way]
  if (way === 'home') return { way, label, method: 'get', href: '/' }
  return way === 'sign-in'
    ? { way, label, method: 'get', href: loginPath(undertaking, settings) }
    : { way, label, method: 'post', href: settings.path('logout') }
}

function wordsFor(facts: Facts, language: Language): Facts {
  const words = FACT_WORDS[language]
  // A provider's `error` is among the facts: what every object has is no word.
  const word = (value: string) => (Object.hasOwn(words, value) ? (words[value] ?? value) : value)
  const named = (value: Facts[string]) =>
    typeof value === 'string' ? value.split(' / ').map(word).join(' / ') : value
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, named(value)]))
}

function contentOf(
  error: SsoError,
  language: Language,
  undertaking: Undertaking,
  settings: PageSettings,
): PageContent {
  const found = troubleOf(error.code)
  const trouble = undertaking.signingOut && found !== 'other-site' ? 'sign-out' : found
  return {
    language,
    trouble,
    status: statusOf(error),
    ...WORDS[language][trouble],
    actions: WAYS_OUT[trouble].map((way) => actionOf(way, language, undertaking, settings)),
    reason: render(SSO_CODES[error.code], language, wordsFor(error.facts, language)),
    code: error.code,
  }
}

function actionHtml({ label, method, href }: PageAction): string {
  const [to, text] = [escapeHtml(href), escapeHtml(label)]
  return method === 'get'
    ? `<a href="${to}">${text}</a>`
    : `<form method="post" action="${to}"><button>${text}</button></form>`
}

function bodyOf({ lead, advice, actions, reason, code }: PageContent): string {
  return `<p>${escapeHtml(lead)}</p><ul>${advice.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ul>
<div class="ways">${actions.map(actionHtml).join('')}</div>
<footer>${escapeHtml(reason)}<br><code>${code}</code></footer>`
}

/** What the portal makes of it; a page that fails must not take the place of what it was to tell. */
async function replacement(
  content: PageContent,
  request: Asked,
  { pages, onError }: PageSettings,
): Promise<string | undefined> {
  try {
    return await pages?.(content, requestOf(request))
  } catch (error) {
    onError(error)
    return undefined
  }
}

/** A refusal as a page: what happened, what to do next, and the ways there. No detail of the fault but its facts. */
export async function troublePage(
  error: SsoError,
  request: Asked,
  settings: PageSettings,
  undertaking: Undertaking = {},
): Promise<Response> {
  const language = preferredLanguage(request.headers)
  const content = contentOf(error, language, undertaking, settings)
  const html = await replacement(content, request, settings)
  return html === undefined
    ? htmlPage(language, content.title, bodyOf(content), error)
    : replacedPage(html, error)
}
