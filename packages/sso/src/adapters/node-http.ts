import type { ServerResponse } from 'node:http'
import { type Answering, ownPaths } from '../http/own-paths.ts'
import type { IncomingRequest } from './frameworks.ts'
import { answerNode, streamAnswer } from './node-stream.ts'

/**
 * Answers the requests that are for sign-on.
 *
 * @returns whether it answered; if not, the request is the application's
 * @example
 * ```ts
 * const handle = nodeHandler(sso)
 * createServer(async (request, response) => (await handle(request, response)) || page(request, response))
 * ```
 */
export function nodeHandler(
  sso: Answering,
): (request: IncomingRequest, response: ServerResponse) => Promise<boolean> {
  const isOwn = ownPaths(sso)
  const ask = answerNode(sso)
  return async (request, response) => {
    const answer = isOwn(request.url) ? await ask(request) : undefined
    if (answer !== undefined) await streamAnswer(answer, response)
    return answer !== undefined
  }
}
