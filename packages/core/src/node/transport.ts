import {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { connect } from 'node:tls'
import { createGunzip } from 'node:zlib'
import { fetchError } from '../fetch/codes.ts'
import type { GuardedRequest, Transport } from '../fetch/guard.ts'
import { hostOf, portOf } from '../fetch/policy.ts'
import type { ProxyServer } from './proxy.ts'

/** How connections are made. */
export interface Connections {
  readonly proxyFor: (url: URL) => ProxyServer | undefined
  /** PEM of the authorities that servers are checked against, in place of those that Node brings. */
  readonly ca: string | undefined
  readonly maxHeaderBytes: number
}

/**
 * Carries requests over `node:http` and `node:https`, one connection for each.
 *
 * A connection goes to an address that was looked at, never to one that a second look-up gives. The name still is what
 * the server's certificate has to hold, whatever the environment says of checking it.
 */
export function createTransport(connections: Connections): Transport {
  return async (request) => {
    const { proxyFor, maxHeaderBytes } = connections
    const proxy = proxyFor(request.url)
    const outgoing =
      proxy === undefined
        ? direct(request, connections)
        : request.url.protocol === 'https:'
          ? await tunnelled(request, proxy, connections)
          : forwarded(request, proxy, connections)
    const answer = await answerTo(outgoing, request, maxHeaderBytes)
    if (proxy !== undefined && answer.statusCode === 407) throw refusedBy(proxy, request, 407)
    return toResponse(answer, request, maxHeaderBytes)
  }
}

const tlsOf = ({ ca }: Connections) => ({ rejectUnauthorized: true, ...(ca !== undefined && { ca }) })

/** What every request is made with. No agent: nothing stays open that a later request might meet. */
function basics({ method, headers, body, signal }: GuardedRequest, { maxHeaderBytes }: Connections) {
  const length =
    body !== undefined || method === 'POST' ? { 'content-length': String(body?.length ?? 0) } : {}
  return {
    method,
    headers: { 'accept-encoding': 'identity', ...Object.fromEntries(headers), ...length } as Record<
      string,
      string
    >,
    signal,
    maxHeaderSize: maxHeaderBytes,
    agent: false as const,
  }
}

function direct(request: GuardedRequest, connections: Connections): ClientRequest {
  const { url, addresses } = request
  const options: RequestOptions = {
    ...basics(request, connections),
    host: hostOf(url),
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    lookup: lookupAmong(addresses),
  }
  return url.protocol === 'https:'
    ? requestHttps({ ...options, ...tlsOf(connections) })
    : requestHttp(options)
}

/** Answers with what was looked at, so that nothing asks a name server again. */
function lookupAmong(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, callback) => {
    const [first] = found
    if (first === undefined) callback(new Error('no address was looked at'), '')
    else if (options.all) callback(null, found)
    else callback(null, first.address, first.family)
  }
}

const proxyOptions = ({ url, authorization }: ProxyServer, connections: Connections) => ({
  host: hostOf(url),
  port: portOf(url),
  ...(url.protocol === 'https:' && tlsOf(connections)),
  authorization: authorization === undefined ? {} : { 'proxy-authorization': authorization },
})

const requestOf = ({ url }: ProxyServer) => (url.protocol === 'https:' ? requestHttps : requestHttp)

/** The absolute form, which a proxy takes for plain HTTP (RFC 9112, 3.2.2). */
function forwarded(request: GuardedRequest, proxy: ProxyServer, connections: Connections): ClientRequest {
  const { authorization, ...options } = proxyOptions(proxy, connections)
  const { headers, ...rest } = basics(request, connections)
  return requestOf(proxy)({
    ...rest,
    ...options,
    path: request.url.href,
    headers: { ...headers, ...authorization, host: request.url.host },
  })
}

/** A tunnel (RFC 9110, 9.3.6), inside of which the server's own certificate is checked. */
async function tunnelled(
  request: GuardedRequest,
  proxy: ProxyServer,
  connections: Connections,
): Promise<ClientRequest> {
  const { url, signal } = request
  const host = hostOf(url)
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${portOf(url)}`
  const { authorization, ...options } = proxyOptions(proxy, connections)
  const tunnel = requestOf(proxy)({
    ...options,
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...authorization },
    maxHeaderSize: connections.maxHeaderBytes,
    agent: false,
    signal,
  })
  const { socket, status } = await new Promise<{ socket: IncomingMessage['socket']; status: number }>(
    (resolve, reject) => {
      tunnel.on('connect', ({ statusCode = 0 }, opened, head) =>
        // A server of TLS waits for its client: what the proxy says before is not from there.
        resolve({ socket: opened as IncomingMessage['socket'], status: head.length > 0 ? 0 : statusCode }),
      )
      tunnel.on('response', ({ statusCode = 0 }) => reject(refusedBy(proxy, request, statusCode)))
      tunnel.on('error', reject)
      tunnel.end()
    },
  )
  if (status < 200 || status > 299) {
    socket.destroy()
    throw refusedBy(proxy, request, status)
  }
  signal.addEventListener('abort', () => socket.destroy(), { once: true })
  const { agent: _, ...rest } = basics(request, connections)
  return requestHttps({
    ...rest,
    host,
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    createConnection: () =>
      connect({ ...tlsOf(connections), socket, host, servername: isIP(host) === 0 ? host : '' }),
  })
}

function refusedBy({ name: proxy }: ProxyServer, { url }: GuardedRequest, status: number) {
  return fetchError('ERR_FETCH_PROXY', { proxy, host: hostOf(url), status })
}

function answerTo(
  outgoing: ClientRequest,
  { url, body }: GuardedRequest,
  limit: number,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Otherwise fields beyond a number are left out without a word; their size is what is bounded.
    outgoing.maxHeadersCount = 0
    outgoing.on('response', resolve)
    outgoing.on('upgrade', (_, socket) => {
      socket.destroy()
      reject(new Error('the server changed the protocol'))
    })
    outgoing.on('error', (cause: NodeJS.ErrnoException) => {
      const isHeader = cause.code?.startsWith('HPE_') === true
      reject(isHeader ? fetchError('ERR_FETCH_HEADERS', { host: hostOf(url), limit }, cause) : cause)
    })
    outgoing.end(body)
  })
}

function toResponse(answer: IncomingMessage, { url, method }: GuardedRequest, limit: number): Response {
  const host = hostOf(url)
  const { statusCode: status = 0, rawHeaders } = answer
  const headers = new Headers()
  const size = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0)
  if (size > limit) throw fetchError('ERR_FETCH_HEADERS', { host, limit })
  for (let at = 0; at < rawHeaders.length; at += 2)
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  if (status < 200 || status > 599) throw fetchError('ERR_FETCH_STATUS', { host, status })
  if (method === 'HEAD' || [204, 205, 304].includes(status)) {
    answer.resume()
    return new Response(null, { status, headers })
  }
  return new Response(Readable.toWeb(decoded(answer, host)) as ReadableStream<Uint8Array>, {
    status,
    headers,
  })
}

/** Some servers compress although `identity` was asked for; gzip is undone as it comes, so that its bounds are those of the body. */
function decoded(answer: IncomingMessage, host: string): Readable {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity') return answer
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw fetchError('ERR_FETCH_ENCODING', { host })
  const gunzip = createGunzip()
  answer.on('error', (cause) => gunzip.destroy(cause))
  // Of no octets at all it makes an empty answer; gzip has 18 of them around the shortest.
  let isEmpty = true
  answer.once('data', () => {
    isEmpty = false
  })
  answer.once('end', () => {
    if (isEmpty) gunzip.destroy(new Error('the answer is cut off before its first octet'))
  })
  return answer.pipe(gunzip)
}
