import { lookup } from 'node:dns/promises'
import { guard, type Resolve } from '../fetch/guard.ts'
import { type FetchPolicy, readPolicy } from '../fetch/policy.ts'
import type { Fetch } from '../ports.ts'
import { type ProxyChoice, readProxy } from './proxy.ts'
import { createTransport } from './transport.ts'

export interface NodeFetchOptions extends FetchPolicy {
  /** A proxy for all requests, or a choice for each URL: `proxyFromEnvironment()`. None unless given. */
  readonly proxy?: string | ProxyChoice
  /** PEM of the authorities of TLS, where servers have certificates of a private one. Those of Node unless given. */
  readonly ca?: string
  /** Names every address of a host: the resolver of the system unless given. */
  readonly resolve?: Resolve
}

/**
 * Makes a guarded fetch that connects to the addresses it looked at: a name that changes its address between the look
 * and the connection gains nothing.
 *
 * Every address of a name has to be public or in `allow`; the name of the certificate is checked as ever. One connection
 * for each request, closed with it.
 *
 * A proxy is a matter of configuration and may stand at a private address. Hosts are looked at before it is asked, as
 * far as they resolve here; what the proxy then makes of a name is the proxy's to guard. One that does not resolve here
 * goes through, unless it is a name of the local network.
 *
 * The fetch throws what that of `createGuardedFetch` does, and `ERR_FETCH_PROXY`, `ERR_FETCH_ENCODING`.
 *
 * @throws TypeError or RangeError that names the option
 * @example
 * ```ts
 * // Inside an extranet that numbers its machines from 10.0.0.0/8.
 * const fetch = createNodeFetch({ schemes: ['https', 'http'], allow: ['10.0.0.0/8'] })
 * ```
 */
export function createNodeFetch(options: NodeFetchOptions = {}): Fetch {
  const { proxy, ca, resolve = resolveAll } = options
  const rules = readPolicy(options)
  const proxyFor = chooseProxy(proxy)
  return guard({
    rules,
    resolve,
    mayBeUnknown: (url) => proxyFor(url) !== undefined,
    transport: createTransport({ proxyFor, ca, maxHeaderBytes: rules.maxHeaderBytes }),
  })
}

function chooseProxy(proxy: string | ProxyChoice | undefined) {
  if (typeof proxy !== 'function') {
    const server = proxy === undefined ? undefined : readProxy(proxy)
    return () => server
  }
  return (url: URL) => {
    const chosen = proxy(url)
    return chosen === undefined ? undefined : readProxy(chosen)
  }
}

/** As the system resolves: hosts files and all, since that is what a connection would use. */
const resolveAll: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
