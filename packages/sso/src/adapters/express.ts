import type { ServerResponse } from 'node:http'
import { type Answering, ownPaths } from '../http/own-paths.ts'
import type { IncomingRequest } from './frameworks.ts'
import { readWebRequest, streamWebResponse } from './node-stream.ts'

/**
 * A middleware of Express 4 and 5 that answers the requests that are for sign-on: `app.use(expressHandlers(sso))`. Guards
 * are middlewares themselves: `app.get('/apply', sso.require(), apply)`.
 */
export function expressHandlers(sso: Answering) {
  const isOwn = ownPaths(sso)
  return (request: IncomingRequest, response: ServerResponse, next: (error?: unknown) => void): void => {
    const answer = async () => sso.handle(readWebRequest(request, sso.origin))
    const send = (found: Response | undefined) =>
      found === undefined ? next() : streamWebResponse(found, response).catch(next)
    if (isOwn(request.originalUrl)) answer().then(send, next)
    else next()
  }
}
