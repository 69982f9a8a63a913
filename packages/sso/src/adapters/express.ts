import type { ServerResponse } from 'node:http'
import type { Answered } from '../http/asked.ts'
import { type Answering, ownPaths } from '../http/own-paths.ts'
import type { IncomingRequest } from './frameworks.ts'
import { answerNode, streamAnswer } from './node-stream.ts'

/**
 * A middleware of Express 4 and 5 that answers the requests that are for sign-on: `app.use(expressHandlers(sso))`. Guards
 * are middlewares themselves: `app.get('/apply', sso.require(), apply)`.
 */
export function expressHandlers(sso: Answering) {
  const isOwn = ownPaths(sso)
  const ask = answerNode(sso)
  return (request: IncomingRequest, response: ServerResponse, next: (error?: unknown) => void): void => {
    const send = (found: Answered | undefined) =>
      found === undefined ? next() : streamAnswer(found, response).catch(next)
    if (isOwn(request.originalUrl)) ask(request).then(send, next)
    else next()
  }
}
