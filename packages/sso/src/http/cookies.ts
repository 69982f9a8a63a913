/** A request as far as cookies need it: a Web `Request`, or one of Node, Express and the like. */
export interface CookieCarrier {
  readonly headers: Pick<Headers, 'get'> | { readonly [name: string]: string | readonly string[] | undefined }
}

const MAX_HEADER = 32_768

/** The name and attributes that the cookies of one site share. */
export interface CookieJar {
  /** The full name of one of our cookies. */
  name(cookie: string): string
  /** A `Set-Cookie` value; without `seconds` it lasts until the browser closes. */
  set(cookie: string, value: string, seconds?: number): string
  clear(cookie: string): string
  /** The same for a cookie that is sent in frames of other sites too, by browsers that still do. It must let nobody in. */
  setAcrossSites(cookie: string, value: string, seconds?: number): string
}

/**
 * Cookies that only this site can set.
 *
 * On https: `__Host-`, so that no sibling domain can plant one. On http, which is for developing on loopback, browsers
 * refuse that prefix; there the port goes into the name, since cookies of all ports of a host are in one pot. The base
 * path goes in too, since relying parties side by side on one origin would overwrite each other's.
 */
export function createCookieJar(origin: string, basePath = ''): CookieJar {
  const { protocol, port } = new URL(origin)
  const secure = protocol === 'https:'
  const site = secure ? '__Host-xinyin' : `xinyin-dev-${port || '80'}`
  // No base path has a dot or a tilde in it, so that no two make the same name.
  const prefix = basePath === '' ? `${site}-` : `${site}${basePath.replaceAll('/', '.')}~`
  const setter = (sameSite: string) => (cookie: string, value: string, seconds?: number) =>
    `${prefix}${cookie}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}` +
    (seconds === undefined ? '' : `; Max-Age=${seconds}`)
  const set = setter('Lax')
  return {
    name: (cookie) => prefix + cookie,
    set,
    clear: (cookie) => set(cookie, '', 0),
    // Without `Secure`, which http has not, browsers take no such cookie.
    setAcrossSites: secure ? setter('None') : set,
  }
}

/** Not one of Node in which somebody sent a field of that name. */
const isFields = (headers: CookieCarrier['headers']): headers is Pick<Headers, 'get'> =>
  typeof headers['get' as never] === 'function'

function cookieHeader({ headers }: CookieCarrier): string {
  const value = isFields(headers) ? headers.get('cookie') : headers['cookie']
  return typeof value === 'string' ? value : (value?.join('; ') ?? '')
}

/**
 * A text without the blanks around it: space and tab only (RFC 6265, 5.2).
 *
 * `trim` takes away what browsers keep, such as U+00A0. A sibling domain could then plant a cookie whose name begins
 * with one, which escapes the rules of `__Host-`, and have it read as ours.
 */
function trimBlanks(text: string): string {
  const isBlank = (at: number) => text[at] === ' ' || text[at] === '\t'
  let start = 0
  let end = text.length
  while (start < end && isBlank(start)) start += 1
  while (end > start && isBlank(end - 1)) end -= 1
  return text.slice(start, end)
}

/** The cookies of a request. A name that is there twice is ambiguous and counts as absent. */
export function readCookies(request: CookieCarrier): ReadonlyMap<string, string> {
  const header = cookieHeader(request)
  const cookies = new Map<string, string>()
  if (header.length > MAX_HEADER) return cookies
  const twice = new Set<string>()
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=')
    if (at < 0) continue
    const name = trimBlanks(pair.slice(0, at))
    if (cookies.has(name)) twice.add(name)
    cookies.set(name, trimBlanks(pair.slice(at + 1)))
  }
  for (const name of twice) cookies.delete(name)
  return cookies
}
