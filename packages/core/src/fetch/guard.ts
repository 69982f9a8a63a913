import { encodeUtf8 } from '../bytes/utf8.ts'
import { CoreError } from '../errors.ts'
import type { Fetch } from '../ports.ts'
import { parseAddress } from './address.ts'
import { readBody } from './body.ts'
import { fetchError } from './codes.ts'
import { checkAddress, checkName, checkUrl, hostOf, isConfigured, type Rules } from './policy.ts'

/** Every address of a name, in text form. An empty list, or an error, where there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** One request that has been looked at. */
export interface GuardedRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer> | undefined
  /** What the host was resolved to and found allowed; empty where nothing resolves here. */
  readonly addresses: readonly string[]
  readonly signal: AbortSignal
}

/** Carries one request, follows no redirect, and gives the answer up when the signal says so. */
export type Transport = (request: GuardedRequest) => Promise<Response>

/** What a request goes through. */
export interface Route {
  readonly rules: Rules
  /** Without it only hosts that are addresses, and names that are known to be local, can be looked at. */
  readonly resolve: Resolve | undefined
  /** Whether somebody else resolves the name too, so that one that is unknown here may go through. */
  readonly mayBeUnknown?: (url: URL) => boolean
  readonly transport: Transport
}

/** Fields that say where a message goes or ends; the transport alone sets them (RFC 9110, 7.6.1; RFC 9112, 6). */
const RESERVED =
  /^(host|connection|keep-alive|transfer-encoding|content-length|te|trailer|upgrade|expect|proxy-.*)$/

/** Makes the guarded fetch of a route; see `createGuardedFetch`. */
export function guard(route: Route): Fetch {
  return async (address, init = {}) => {
    const { rules } = route
    const request = await readInit(init, rules)
    const url = checkUrl(address, rules)
    init.signal?.throwIfAborted()
    const abort = new AbortController()
    const { over, stop } = deadline(hostOf(url), rules.milliseconds, init.signal ?? undefined)
    try {
      return await Promise.race([exchange(route, url, request, abort.signal), over])
    } catch (cause) {
      abort.abort()
      // Why the caller gave up is the caller's, and no fault of the network.
      if (cause instanceof CoreError || init.signal?.aborted) throw cause
      throw fetchError('ERR_FETCH_NETWORK', { host: hostOf(url) }, cause)
    } finally {
      stop()
    }
  }
}

type Message = Pick<GuardedRequest, 'method' | 'headers' | 'body'>

/** @throws TypeError for a method or header field that is not the caller's to choose */
async function readInit(init: RequestInit, rules: Rules): Promise<Message> {
  const method = (init.method ?? 'GET').toUpperCase()
  if (!rules.methods.includes(method)) throw new TypeError(`init.method: not allowed: ${method}`)
  const headers = new Headers(init.headers)
  for (const name of headers.keys()) {
    if (RESERVED.test(name)) throw new TypeError(`init.headers: not the caller's to set: ${name}`)
  }
  if (init.body === undefined || init.body === null) return { method, headers, body: undefined }
  // Forms and text are the usual ones, and need no stream.
  if (init.body instanceof URLSearchParams || typeof init.body === 'string') {
    const kind = typeof init.body === 'string' ? 'text/plain' : 'application/x-www-form-urlencoded'
    if (!headers.has('content-type')) headers.set('content-type', `${kind};charset=UTF-8`)
    return { method, headers, body: encodeUtf8(init.body.toString()) as Uint8Array<ArrayBuffer> }
  }
  // Read whole, so that it can be sent again where a redirect asks for that.
  const carrier = new Response(init.body)
  const type = carrier.headers.get('content-type')
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type)
  return { method, headers, body: new Uint8Array(await carrier.arrayBuffer()) }
}

function deadline(host: string, milliseconds: number, signal: AbortSignal | undefined) {
  let stop = () => {}
  const over = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(fetchError('ERR_FETCH_TIME', { host, milliseconds })), milliseconds)
    const giveUp = () => reject(signal?.reason)
    signal?.addEventListener('abort', giveUp)
    stop = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
  })
  return { over, stop }
}

/** Request, redirects, and the whole answer. */
async function exchange(route: Route, first: URL, sent: Message, signal: AbortSignal): Promise<Response> {
  const { rules, transport } = route
  let url = first
  let message = sent
  for (let redirects = 0; ; redirects++) {
    const host = hostOf(url)
    const addresses = await checkHost(route, url)
    const answer = await transport({ ...message, url, addresses, signal })
    checkHeaders(answer, host, rules)
    const isAnswer = rules.redirects === 'manual' && !answer.redirected && answer.status !== 0
    if (isAnswer || !isRedirect(answer)) return whole(answer, host, rules, signal)
    answer.body?.cancel().catch(() => {})
    url = redirected(answer, url, redirects, rules)
    message = followUp(message, answer.status)
  }
}

/** Looks at every address that the host stands for, and returns them. */
async function checkHost(route: Route, url: URL): Promise<readonly string[]> {
  const { rules, resolve } = route
  const host = hostOf(url)
  const isFree = isConfigured(url, rules)
  if (parseAddress(host) !== undefined) {
    if (!isFree) checkAddress(host, host, rules)
    return [host]
  }
  if (resolve === undefined) {
    if (!isFree) checkName(host, rules)
    return []
  }
  const addresses = await resolve(host).catch((cause) => {
    if (route.mayBeUnknown?.(url)) return []
    throw fetchError('ERR_FETCH_RESOLVE', { host }, cause)
  })
  // One address that is refused refuses the name: which of them is taken would be for others to decide.
  if (!isFree) for (const address of addresses) checkAddress(host, address, rules)
  if (addresses.length === 0) {
    if (!route.mayBeUnknown?.(url)) throw fetchError('ERR_FETCH_RESOLVE', { host })
    if (!isFree) checkName(host, rules)
  }
  return addresses
}

function checkHeaders({ headers }: Response, host: string, { maxHeaderBytes: limit }: Rules): void {
  let size = 0
  for (const [name, value] of headers) size += name.length + value.length + 4
  if (size > limit) throw fetchError('ERR_FETCH_HEADERS', { host, limit })
}

/** Browsers hide what a redirect says, and a transport may have followed one unasked; each is one all the same. */
function isRedirect({ type, redirected, status }: Response): boolean {
  return type === 'opaqueredirect' || redirected || [301, 302, 303, 307, 308].includes(status)
}

/** @throws CoreError `ERR_FETCH_REDIRECT`, and those of `checkUrl` */
function redirected({ headers }: Response, from: URL, redirects: number, rules: Rules): URL {
  const host = hostOf(from)
  const refuse = (reason: string) => fetchError('ERR_FETCH_REDIRECT', { host, reason })
  if (rules.redirects !== 'same-origin') throw refuse('no redirects')
  if (redirects >= rules.maxRedirects) throw refuse(`at most ${rules.maxRedirects}`)
  const location = headers.get('location')
  if (location === null || !URL.canParse(location, from.href)) throw refuse('a Location that is a URL')
  const to = checkUrl(new URL(location, from).href, rules)
  if (to.origin !== from.origin) throw refuse('the same origin')
  return to
}

/** What is sent to the new place (RFC 9110, 15.4): only 307 and 308 keep a POST what it was. */
function followUp(message: Message, status: number): Message {
  if (status === 307 || status === 308 || message.method === 'GET' || message.method === 'HEAD')
    return message
  const headers = new Headers(message.headers)
  headers.delete('content-type')
  return { method: 'GET', headers, body: undefined }
}

/** The answer with its body in memory; the fields that described the body on the way are gone. */
async function whole(answer: Response, host: string, rules: Rules, signal: AbortSignal): Promise<Response> {
  const { status, headers } = answer
  if (status < 200 || status > 599) throw fetchError('ERR_FETCH_STATUS', { host, status })
  const body = await readBody(answer, host, rules, signal)
  const kept = new Headers(headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name)
  return new Response([204, 205, 304].includes(status) ? null : body, { status, headers: kept })
}
