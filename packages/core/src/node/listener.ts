import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'

/** What answers requests: `ocspHandler`, `timeStampHandler` and `authorityHandler` of `@xinyin/core/ca` make such. */
export type RequestHandler = (request: Request) => Promise<Response>

export interface ListenerOptions {
  /** Hears what went wrong where the answer is no more than a 500. */
  onError?(error: unknown): void
}

/**
 * Makes a handler of `Request` and `Response` a listener of Node's `http` server. Bodies come in pieces; how large they
 * may be is for the handler to say.
 *
 * @example
 * ```ts
 * createServer(createListener(ocspHandler({ issuer, responder, lookup }))).listen(8866, '127.0.0.1')
 * ```
 */
export function createListener(
  handler: RequestHandler,
  { onError }: ListenerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch((error: unknown) => {
      onError?.(error)
      if (!outgoing.headersSent) outgoing.writeHead(500, { connection: 'close' })
      outgoing.end()
    })
  }
}

async function answer(handler: RequestHandler, incoming: IncomingMessage, outgoing: ServerResponse) {
  const request = toRequest(incoming)
  if (request === undefined) {
    outgoing.writeHead(400, { connection: 'close' }).end()
    return
  }
  const response = await handler(request)
  // Of a body that nobody read to its end, the rest is not waited for.
  if (!incoming.complete && request.body !== null) outgoing.setHeader('connection', 'close')
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (incoming.method === 'HEAD' || response.body === null) {
    await response.body?.cancel()
    outgoing.end()
    return
  }
  try {
    await pipeline(Readable.fromWeb(response.body as NodeStream), outgoing)
  } catch (error) {
    // Who asked went away.
    if (!isGone(error)) throw error
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

/** @returns nothing for what is no request to a path of this server */
function toRequest(incoming: IncomingMessage): Request | undefined {
  const { method = 'GET', url = '', headersDistinct } = incoming
  // The host is what the other side says that it is, and means nothing here.
  const target = `http://localhost${url}`
  if (!url.startsWith('/') || !URL.canParse(target)) return undefined
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value)
  }
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' } : {}
  try {
    return new Request(target, { method, headers, ...body } as RequestInit)
  } catch (error) {
    // A method that is none for `Request`, as `TRACE`.
    if (error instanceof TypeError) return undefined
    throw error
  }
}
