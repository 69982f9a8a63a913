import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { passOn, toWebRequest } from '../http/node.ts'
import { unreadBody } from '../http/parsed-body.ts'
import type { RelyingParty } from '../relying-party.ts'

/** A request of Express 4 or 5; `body` is there when a body parser ran before. */
type ExpressRequest = IncomingMessage & { originalUrl: string; body?: unknown }

/** A middleware that answers the requests that are for sign-on: `app.use(expressHandlers(sso))`. */
export function expressHandlers(sso: RelyingParty) {
  const paths = Object.values(sso.paths)
  const answer = async (request: ExpressRequest) => {
    const body = unreadBody(request, () => Readable.toWeb(request) as ReadableStream)
    return sso.handle(toWebRequest(request, sso.origin, body))
  }
  return (request: ExpressRequest, response: ServerResponse, next: (error?: unknown) => void): void => {
    if (paths.includes(request.originalUrl.split('?', 1)[0] ?? '/')) {
      answer(request).then((found) => passOn(found, response, next), next)
    } else next()
  }
}
