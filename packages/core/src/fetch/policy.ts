import type { Facts } from '../errors.ts'
import { type Address, parseAddress } from './address.ts'
import { fetchError } from './codes.ts'
import { contains, isPublic, type Network, parseNetwork } from './network.ts'

/** Where requests may go and what they may cost. Everything has a default; no default reaches a private network. */
export interface FetchPolicy {
  /** `['https']` unless given. Revocation lists, OCSP and time stamps are signed and mostly served over `http`. */
  readonly schemes?: readonly ('https' | 'http')[]
  /** 80 and 443 unless given. */
  readonly ports?: readonly number[]
  /**
   * Networks in CIDR form that may be reached although they are not public: `['10.0.0.0/8']` for an extranet of the
   * government. None unless given.
   */
  readonly allow?: readonly string[]
  /**
   * Origins that were configured by name and may be reached wherever they are: `['https://sso.intranet:8443']`. Neither
   * their address nor their port is looked at. None unless given; never put in what came in a message.
   */
  readonly origins?: readonly string[]
  /** `GET`, `HEAD` and `POST` unless given. */
  readonly methods?: readonly string[]
  /**
   * `none` unless given: a redirect is an error. `same-origin` follows up to `maxRedirects`, each of them checked as the
   * first address was; `manual` gives the redirect itself as the answer.
   */
  readonly redirects?: 'none' | 'same-origin' | 'manual'
  /** 3 unless given. */
  readonly maxRedirects?: number
  /** Octets of an answer once decoded; 20 MiB unless given, in which a status list of ten million places fits. */
  readonly maxBytes?: number
  /** Octets of all header fields of an answer; 16 KiB unless given. */
  readonly maxHeaderBytes?: number
  /** For everything: resolving, connecting, redirects, the last octet. 10,000 unless given. */
  readonly milliseconds?: number
}

/** A policy with nothing left open. */
export interface Rules extends Required<Omit<FetchPolicy, 'allow'>> {
  readonly allow: readonly Network[]
}

const MAX_URL = 8192

/** @throws TypeError or RangeError that names the option */
export function readPolicy(policy: FetchPolicy): Rules {
  const { schemes = ['https'], ports = [80, 443], allow = [], methods = ['GET', 'HEAD', 'POST'] } = policy
  const { redirects = 'none', origins = [] } = policy
  if (schemes.some((scheme) => scheme !== 'https' && scheme !== 'http'))
    throw new TypeError("schemes: 'https' and 'http' are known")
  if (ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65535))
    throw new RangeError('ports: whole numbers from 1 to 65535')
  if (redirects !== 'none' && redirects !== 'same-origin' && redirects !== 'manual')
    throw new TypeError("redirects: expected 'none', 'same-origin' or 'manual'")
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new TypeError(`origins: not an origin: ${origin}`)
  }
  return {
    schemes,
    ports,
    allow: allow.map((text) => {
      const network = parseNetwork(text)
      if (network === undefined) throw new TypeError(`allow: not a network in CIDR form: ${text}`)
      return network
    }),
    origins,
    methods,
    redirects,
    maxRedirects: count('maxRedirects', policy.maxRedirects, 3),
    maxBytes: count('maxBytes', policy.maxBytes, 20 * 1024 * 1024),
    maxHeaderBytes: count('maxHeaderBytes', policy.maxHeaderBytes, 16 * 1024),
    milliseconds: count('milliseconds', policy.milliseconds, 10_000, MAX_MILLISECONDS),
  }
}

/** What a timer holds: of more, it would make no time at all. */
const MAX_MILLISECONDS = 2 ** 31 - 1

function count(name: string, given: number | undefined, otherwise: number, limit = Infinity): number {
  const value = given ?? otherwise
  if (!Number.isSafeInteger(value) || value < 0 || value > limit)
    throw new RangeError(
      `${name}: expected a whole number, not negative${limit < Infinity ? `, up to ${limit}` : ''}`,
    )
  return value
}

/**
 * Reads a URL and holds it against scheme, credentials and port.
 *
 * The WHATWG parser settles how a host is written: `0x7f.1`, `2130706433` and `１２７。0.0.1` come out as `127.0.0.1`.
 *
 * @throws CoreError `ERR_FETCH_URL`, `ERR_FETCH_SCHEME`, `ERR_FETCH_CREDENTIALS`, `ERR_FETCH_PORT`
 */
export function checkUrl(text: string, rules: Rules): URL {
  if (text.length > MAX_URL || !URL.canParse(text)) throw fetchError('ERR_FETCH_URL')
  const url = new URL(text)
  const scheme = url.protocol.slice(0, -1)
  const host = url.hostname
  if (!rules.schemes.some((allowed) => allowed === scheme))
    throw fetchError('ERR_FETCH_SCHEME', { scheme, host, allowed: rules.schemes.join(', ') })
  if (url.username !== '' || url.password !== '') throw fetchError('ERR_FETCH_CREDENTIALS', { host })
  const port = portOf(url)
  if (!rules.ports.includes(port) && !isConfigured(url, rules))
    throw fetchError('ERR_FETCH_PORT', { host, port })
  url.hash = ''
  return url
}

/** Whether a URL is of an origin that may be reached wherever it is. */
export const isConfigured = ({ origin }: URL, { origins }: Rules): boolean => origins.includes(origin)

export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}

/** The host of a URL as resolvers and sockets take it: IPv6 without brackets, a name without the dot at its end. */
export function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname.replace(/\.+$/, '')
}

/**
 * Refuses an address that is neither public nor in a network that is allowed.
 *
 * @throws CoreError `ERR_FETCH_ADDRESS`
 */
export function checkAddress(host: string, text: string, rules: Rules): void {
  const address = parseAddress(text)
  const facts: Facts = { host, address: text }
  if (address === undefined || !mayReach(address, rules)) throw fetchError('ERR_FETCH_ADDRESS', facts)
}

function mayReach(address: Address, { allow }: Rules): boolean {
  return isPublic(address) || allow.some((network) => contains(network, address))
}

/** Names that are never public: RFC 6761, RFC 6762, RFC 8375, and the one reserved for private use in 2024. */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$|^[^.]*$/

/**
 * Refuses a name that stands for this machine or its neighbours, where nothing resolves it to an address to look at.
 *
 * @throws CoreError `ERR_FETCH_ADDRESS`
 */
export function checkName(host: string, rules: Rules): void {
  const name = host.toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost')) checkAddress(host, '127.0.0.1', rules)
  else if (LOCAL_NAME.test(name))
    throw fetchError('ERR_FETCH_ADDRESS', { host, address: 'the local network' })
}
