import { isIP } from 'node:net'
import { portOf } from '../fetch/policy.ts'

/** The proxy for a URL, as a URL of `http` or `https` that may hold a user name and password; none for `undefined`. */
export type ProxyChoice = (url: URL) => string | undefined

/**
 * Takes proxies from the variables that other programs obey: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`,
 * in small letters or capitals.
 *
 * Nothing reads the environment unless this is called. In a CGI program `HTTP_PROXY` is a header field of whoever asks,
 * so in capitals it does not count there.
 *
 * `no_proxy` is a list of hosts, each with the names below it (`example.gov.cn`, `.example.gov.cn`), with a port if need
 * be, or `*`. Ranges of addresses are not understood.
 *
 * @example
 * ```ts
 * const fetch = createNodeFetch({ proxy: proxyFromEnvironment() })
 * ```
 */
export function proxyFromEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ProxyChoice {
  const isCgi = environment['REQUEST_METHOD'] !== undefined
  const read = (name: string) => {
    const capitals = isCgi && name === 'http_proxy' ? undefined : environment[name.toUpperCase()]
    return environment[name] || capitals || undefined
  }
  const except = (read('no_proxy') ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
  return (url) => {
    if (except.some((entry) => isException(entry.toLowerCase(), url))) return undefined
    const proxy = read(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? read('all_proxy')
    return proxy === undefined || proxy.includes('://') ? proxy : `http://${proxy}`
  }
}

function isException(entry: string, url: URL): boolean {
  if (entry === '*') return true
  const [, name = entry, port] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? []
  if (port !== undefined && Number(port) !== portOf(url)) return false
  const host = url.hostname.replace(/\.$/, '')
  const bare = name.replace(/^\*?\./, '')
  return host === bare || host.endsWith(`.${bare}`)
}

/** A proxy as it is connected to. */
export interface ProxyServer {
  readonly url: URL
  /** For messages: never with the password. */
  readonly name: string
  /** The value of `Proxy-Authorization`, if it asks for one. */
  readonly authorization: string | undefined
}

/** @throws TypeError for anything but an `http` or `https` URL of a host, with a user and password that can be read */
export function readProxy(text: string): ProxyServer {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('proxy: expected a URL of http or https; other kinds of proxy are not known')
  }
  const credentials = [url.username, url.password].map(decodePart).join(':')
  const authorization =
    url.username === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
  return { url, name: url.host, authorization }
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not even as a cause: the text is half of a password.
    throw new TypeError('proxy: expected %, where a user name or password has it, as %25')
  }
}
