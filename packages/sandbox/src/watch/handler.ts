import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Language } from '@xinyin/core'
import { findHostileMode } from '../hostile/catalogue.ts'
import { type Behaviour, OUTAGES, type Outage } from '../identity-provider/behaviour.ts'
import { readForm } from '../identity-provider/interaction.ts'
import type { IdentityProvider } from '../identity-provider/provider.ts'
import type { Journal } from './journal.ts'
import { messageHtml, pageStart } from './page.ts'

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'",
}

function languageOf(request: IncomingMessage, { searchParams }: URL): Language {
  const asked = searchParams.get('lang') ?? request.headers['accept-language'] ?? 'zh'
  return /^\s*(?:zh\b|\*)/i.test(asked) ? 'zh-CN' : 'en'
}

/** Only a page of this server may change it: any page in the browser of a developer can post to loopback. */
function isOwn(request: IncomingMessage, issuer: string): boolean {
  const site = request.headers['sec-fetch-site']
  return site === undefined ? request.headers.origin === issuer : site === 'same-origin'
}

/** What a form asks for. @throws RangeError for what is none of it */
function behaviourIn(form: URLSearchParams): Partial<Behaviour> {
  const name = form.get('hostile') ?? ''
  const hostile = name === '' ? undefined : findHostileMode(name)
  const outage = form.get('outage') as Outage
  if (name !== '' && hostile === undefined) throw new RangeError('hostile: no such attack')
  if (!OUTAGES.includes(outage)) throw new RangeError('outage: no such service')
  const numberIn = (field: string) => Number(form.get(field) ?? '0')
  return {
    hostile,
    outage,
    latency: numberIn('latency'),
    skewSeconds: numberIn('skewSeconds'),
    rotateSeconds: numberIn('rotateSeconds'),
  }
}

/** Writes the page and goes on with each message, until the browser leaves: live, without a script. */
function stream(
  provider: IdentityProvider,
  journal: Journal,
  language: Language,
  response: ServerResponse,
): void {
  response.writeHead(200, HEADERS)
  response.write(pageStart(provider, language))
  for (const message of journal.messages) response.write(messageHtml(message, language))
  const end = journal.listen((message) => response.write(messageHtml(message, language)))
  response.once('close', end)
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' })
  response.end(text)
}

/** The page that shows each message as it passes, and its forms. */
export function createWatch(provider: IdentityProvider, journal: Journal) {
  const { issuer } = provider

  async function change(request: IncomingMessage, path: string): Promise<void> {
    if (path === '/dev/keys') return provider.rotateKeys()
    provider.behave(behaviourIn(await readForm(request)))
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', issuer)
    const language = languageOf(request, url)
    // By another name it may be anybody's page that asks (DNS rebinding).
    if (request.headers.host !== new URL(issuer).host) return refuse(response, 421, 'Misdirected Request')
    if (request.method === 'GET' && url.pathname === '/dev')
      return stream(provider, journal, language, response)
    if (request.method !== 'POST' || !['/dev/keys', '/dev/behaviour'].includes(url.pathname))
      return refuse(response, 404, 'Not Found')
    if (!isOwn(request, issuer)) return refuse(response, 403, 'Forbidden')
    try {
      await change(request, url.pathname)
      response.writeHead(303, { ...HEADERS, location: `/dev?lang=${language}` })
      response.end()
    } catch (error) {
      refuse(response, 400, error instanceof RangeError ? error.message : 'Bad Request')
    }
  }
}
