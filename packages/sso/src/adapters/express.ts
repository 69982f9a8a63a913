import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { sendWebResponse, toWebRequest } from '../http/node.ts'
import type { RelyingParty } from '../relying-party.ts'

/** A request of Express 4 or 5; `body` is there when a body parser ran before. */
type ExpressRequest = IncomingMessage & { originalUrl: string; body?: unknown }

function bodyOf(request: ExpressRequest): BodyInit | undefined {
  if (request.method !== 'POST') return undefined
  const { body } = request
  if (typeof body !== 'object' || body === null) return Readable.toWeb(request) as ReadableStream
  return new URLSearchParams(body as Record<string, string>)
}

/** A middleware that answers the requests that are for sign-on: `app.use(expressHandlers(sso))`. */
export function expressHandlers(sso: RelyingParty) {
  const paths = Object.values(sso.paths)
  return (request: ExpressRequest, response: ServerResponse, next: (error?: unknown) => void): void => {
    if (paths.includes(request.originalUrl.split('?', 1)[0] ?? '/')) {
      sso
        .handle(toWebRequest(request, sso.origin, bodyOf(request)))
        .then((answer) => (answer === undefined ? next() : sendWebResponse(answer, response)))
        .catch(next)
    } else next()
  }
}
