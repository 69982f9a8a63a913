import type { Route } from './options.ts'
import { isUnder } from './target.ts'

/** What an interface gets of a browser's request: by a list, so that what nobody thought of stays here. */
const REQUEST = [
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'prefer',
  'range',
  'traceparent',
  'tracestate',
  'x-request-id',
]
/** What the browser gets of an answer. No cookies, no challenges, nothing that speaks for the whole site. */
const ANSWER = [
  'accept-ranges',
  'content-disposition',
  'content-language',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'preference-applied',
  'retry-after',
  'x-request-id',
]
/** Every answer: kept by nobody, framed by nobody, and no page of this site even where an interface says HTML. */
const OWN: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

function copy(from: Headers, names: readonly string[], to: Headers): Headers {
  // What belongs to this connection alone ends here (RFC 9110, 7.6.1).
  const hops = (from.get('connection') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  for (const name of names) {
    const value = from.get(name)
    if (value !== null && !hops.includes(name)) to.set(name, value)
  }
  return to
}

export function requestFields(from: Headers, route: Route): Headers {
  return copy(from, [...REQUEST, ...route.requestHeaders], new Headers())
}

/** Where an answer points, if that is within the interface: as the portal's own address. */
function ownLocation(location: string, target: URL, route: Route): string | undefined {
  const to = URL.canParse(location, target) ? new URL(location, target) : undefined
  if (to === undefined || !isUnder(to, route)) return undefined
  const base = route.to.pathname.replace(/\/$/, '')
  return route.path + to.pathname.slice(base.length) + to.search
}

/** @returns nothing for an answer that points elsewhere: the browser would follow it */
export function answerFields(from: Headers, target: URL, route: Route): Headers | undefined {
  const headers = copy(from, [...ANSWER, ...route.answerHeaders], new Headers())
  for (const [name, value] of Object.entries(OWN)) headers.set(name, value)
  const location = from.get('location')
  if (location === null) return headers
  const own = ownLocation(location, target, route)
  if (own !== undefined) headers.set('location', own)
  return own === undefined ? undefined : headers
}
