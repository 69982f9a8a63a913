import type { Fetch } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { isSafe } from '../http/safe-url.ts'
import type { ExchangeUse, TokenUse } from '../token/held.ts'

/** An interface that a single-page portal calls, and the only place where requests at its path go. */
export interface Upstream {
  /** At the portal: `/api/permits`. All that is below it goes to the interface. */
  readonly path: string
  /** Where the interface is: `https://permits.intranet.gov.cn/v1`. https, or http on this machine. */
  readonly to: string
  /** Which token goes along: by default that of the sign-in. */
  readonly token?: TokenUse
  /** The same for a token that the one of the sign-in is exchanged for. This or `token`. */
  readonly exchange?: ExchangeUse
  /** Methods that are passed on: GET, HEAD, POST, PUT, PATCH and DELETE. */
  readonly methods?: readonly string[]
  /** Header fields of requests that are passed on besides the usual ones. */
  readonly requestHeaders?: readonly string[]
  /** Header fields of answers that are passed on besides the usual ones. */
  readonly answerHeaders?: readonly string[]
  /** Octets of a request's body: 10 MiB. */
  readonly maxRequestBytes?: number
  /** Octets of an answer's body, unpacked: 100 MiB. */
  readonly maxAnswerBytes?: number
  /** How long an answer may take to begin, and then between any two parts of it: 30,000 ms. */
  readonly milliseconds?: number
}

export interface BffOptions {
  readonly upstreams: readonly [Upstream, ...Upstream[]]
  /** What carries requests to the interfaces: the platform's `fetch`. With tokens bound to a certificate, one that shows it. */
  readonly fetch?: Fetch
  /** Hears of every refusal and fault, for the log. What it gets holds no token. */
  readonly onError?: (error: unknown) => void
}

/** An upstream with nothing left open. */
export interface Route extends Required<Omit<Upstream, 'token' | 'exchange' | 'to'>> {
  readonly to: URL
  readonly token: TokenUse
  readonly exchange: ExchangeUse | undefined
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const NAME = /^[a-z0-9-]+$/
/** Fields that say who somebody is or where a message goes, or what a browser does with all of this site. */
const NEVER =
  /^(?:authorization|dpop|cookie2?|set-cookie2?|host|origin|referer|connection|keep-alive|te|trailer|transfer-encoding|content-length|content-encoding|upgrade|expect|forwarded|via|date|server|alt-svc|clear-site-data|refresh|location|content-security-policy.*|strict-transport-security|service-worker-allowed|www-authenticate|proxy-.*|sec-.*|access-control-.*|x-forwarded-.*|x-real-ip|x-http-method.*|x-method-override|x-accel-.*|x-sendfile|x-lighttpd-.*)$/

function problemsOf(upstream: Upstream, at: number, all: readonly Upstream[]): string[] {
  const { path, to, methods = [], requestHeaders = [], answerHeaders = [] } = upstream
  const name = `upstreams.${at}`
  const limits = ['maxRequestBytes', 'maxAnswerBytes', 'milliseconds'] as const
  const headers = [...requestHeaders, ...answerHeaders]
  const found: (string | false)[] = [
    !/^(?:\/[\w-]+)+$/.test(path) && 'path: must be like /api/permits',
    all.findIndex((other) => other.path === path) < at && 'path: is there twice',
    !(isSafe(to) && !/[?#@]/.test(to)) &&
      'to: must be https, or http on loopback, without query, fragment and user',
    ...methods.map((method) => !METHODS.includes(method) && `methods: ${method} is never passed on`),
    ...headers.map(
      (header) =>
        !(NAME.test(header) && !NEVER.test(header)) && `${header}: a header field that is never passed on`,
    ),
    upstream.token !== undefined && upstream.exchange !== undefined && 'token, exchange: at most one of them',
    ...limits.map((limit) => {
      const value = upstream[limit] ?? 1
      return !(Number.isSafeInteger(value) && value > 0) && `${limit}: must be a whole number above 0`
    }),
  ]
  return found.flatMap((problem) => (problem === false ? [] : [`${name}.${problem}`]))
}

function routeOf(upstream: Upstream): Route {
  const { path, to, token = {}, exchange, methods = METHODS } = upstream
  return {
    path,
    to: new URL(to),
    token,
    exchange,
    methods,
    requestHeaders: upstream.requestHeaders ?? [],
    answerHeaders: upstream.answerHeaders ?? [],
    maxRequestBytes: upstream.maxRequestBytes ?? 10_485_760,
    maxAnswerBytes: upstream.maxAnswerBytes ?? 104_857_600,
    milliseconds: upstream.milliseconds ?? 30_000,
  }
}

/**
 * The upstreams, the longest path first.
 *
 * @throws SsoError `ERR_SSO_CONFIGURATION`, whose `problems` name everything that is wrong
 */
export function readUpstreams({ upstreams }: BffOptions): Route[] {
  const problems = upstreams.flatMap(problemsOf)
  if (upstreams.length === 0) problems.push('upstreams: at least one is needed')
  if (problems.length > 0) throw new SsoError('ERR_SSO_CONFIGURATION', { problems: problems.join('; ') })
  return upstreams.map(routeOf).sort((a, b) => b.path.length - a.path.length)
}
