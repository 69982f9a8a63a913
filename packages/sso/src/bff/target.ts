import { SsoError } from '../errors.ts'
import type { Route } from './options.ts'
import { holdsToken } from './smuggled-token.ts'

const MAX_ADDRESS = 8192
/** Nobody encodes a path more often than twice; somebody who hides something does. */
const MAX_DECODING = 3
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
const CONTROL = /[\\\u0000-\u001f\u007f]/
const SOLIDUS = /%2f|%5c/i
const ESCAPE = /%[0-9a-f]{2}/gi

/** A segment that goes up or stays, as servers read it that cut it at `;` or trim it. */
const isDots = (segment: string) => /^\.{1,2}$/.test((segment.split(';')[0] ?? '').trim())

/** Whether a path holds what some reader takes for another path. Compatibility forms are what they look like. */
function isCrooked(path: string): boolean {
  const plain = path.normalize('NFKC')
  if (CONTROL.test(plain) || SOLIDUS.test(plain) || plain.split('/').length !== path.split('/').length)
    return true
  // A full-width percent sign makes an escape for who normalizes first and decodes then.
  if (plain.match(ESCAPE)?.length !== path.match(ESCAPE)?.length) return true
  const segments = plain.split('/').slice(1)
  return segments.some((segment, at) => isDots(segment) || (segment === '' && at < segments.length - 1))
}

/** Whether a path means one thing however often it is decoded on its way (RFC 3986, 2.4 says: once). */
function isAmbiguous(path: string): boolean {
  let text = path
  for (let depth = 0; depth < MAX_DECODING; depth += 1) {
    if (isCrooked(text)) return true
    try {
      const decoded = decodeURIComponent(text)
      if (decoded === text) return false
      text = decoded
    } catch {
      // A percent sign of a name, unless something encoded is left beside it.
      return depth === 0 || /%[0-9a-f]{2}/i.test(text)
    }
  }
  return true
}

/** Whether an address lies under an interface's own. */
export function isUnder({ origin, pathname }: URL, { to }: Route): boolean {
  const base = to.pathname.replace(/\/$/, '')
  return origin === to.origin && (pathname === base || pathname.startsWith(`${base}/`))
}

/** The upstream that an address is for; none for one that is not below any. */
export function routeOf({ pathname }: URL, routes: readonly Route[]): Route | undefined {
  return routes.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
}

/**
 * Where a request goes. Of its address the path below the upstream's and the query count, and nothing else: who it says
 * it is for (`Host`, or an address with another host) is no matter.
 *
 * @throws SsoError `ERR_SSO_BFF_PATH`, `ERR_SSO_BFF_QUERY`
 */
export function targetOf({ pathname, search }: URL, route: Route): URL {
  const rest = pathname.slice(route.path.length)
  if (pathname.length + search.length > MAX_ADDRESS || isAmbiguous(rest))
    throw new SsoError('ERR_SSO_BFF_PATH')
  // An interface that reads tokens there too would take one of the page's choice (RFC 6750, 2.3).
  if (holdsToken(search.slice(1))) throw new SsoError('ERR_SSO_BFF_QUERY')
  const target = new URL(route.to)
  target.pathname = target.pathname.replace(/\/$/, '') + rest
  target.search = search
  if (!isUnder(target, route)) throw new Error('unreachable: a plain path leads nowhere else')
  return target
}
