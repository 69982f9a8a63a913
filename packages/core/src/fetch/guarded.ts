import type { Fetch } from '../ports.ts'
import { type GuardedRequest, guard, type Resolve } from './guard.ts'
import { type FetchPolicy, readPolicy } from './policy.ts'

export interface GuardedFetchOptions extends FetchPolicy {
  /** What carries the requests: the platform's `fetch` unless given. */
  readonly fetch?: Fetch
  /** Names every address of a host, all of which are looked at before the request. */
  readonly resolve?: Resolve
}

/**
 * Makes the one function by which requests leave: to public addresses, without redirects to elsewhere, in bounded time,
 * for answers of bounded size. A refusal is an error with a code; an answer of any status is an answer.
 *
 * The answer is read whole before it is returned, so that the bounds hold for all of it.
 *
 * The platform's `fetch` resolves names by itself and tells nobody. Without `resolve`, a public name that resolves to a
 * private address is not noticed; with it, a name that changes its address between the two look-ups is not. On servers
 * that run Node take `createNodeFetch` of `@xinyin/core/node`, which connects to the very address that it looked at.
 *
 * The fetch that is returned throws `CoreError`: `ERR_FETCH_URL`, `ERR_FETCH_SCHEME`, `ERR_FETCH_CREDENTIALS`,
 * `ERR_FETCH_PORT`, `ERR_FETCH_ADDRESS`, `ERR_FETCH_RESOLVE`, `ERR_FETCH_REDIRECT`, `ERR_FETCH_SIZE`, `ERR_FETCH_TIME`,
 * `ERR_FETCH_HEADERS`, `ERR_FETCH_STATUS`, `ERR_FETCH_NETWORK`; a `TypeError` for a method or header field that is not
 * the caller's to choose; and the reason of `init.signal` when that is aborted.
 *
 * @throws TypeError or RangeError that names the option
 * @example
 * ```ts
 * const fetch = createGuardedFetch({ schemes: ['https', 'http'], milliseconds: 5000 })
 * const answer = await fetch('http://ocsp.example/', { method: 'POST', body: request })
 * ```
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): Fetch {
  const { fetch = platformFetch, resolve } = options
  return guard({ rules: readPolicy(options), resolve, transport: (request) => send(fetch, request) })
}

function send(fetch: Fetch, { url, method, headers, body, signal }: GuardedRequest): Promise<Response> {
  return fetch(url.href, { method, headers, body: body ?? null, redirect: 'manual', signal })
}

/** Looked up at each call, since tests and instruments replace it. */
const platformFetch: Fetch = (url, init) => globalThis.fetch(url, { ...init, ...privacy() })

/** In browsers a request would carry cookies and the page's address along. workerd knows no such options and throws. */
function privacy(): RequestInit {
  return 'credentials' in Request.prototype
    ? { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' }
    : {}
}
