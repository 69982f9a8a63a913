import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { sendWebResponse, toWebRequest } from '../http/node.ts'
import type { RelyingParty } from '../relying-party.ts'

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
  sso: RelyingParty,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const paths = Object.values(sso.paths)
  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (!paths.includes(path)) return false
    const body = request.method === 'POST' ? (Readable.toWeb(request) as ReadableStream) : undefined
    const answer = await sso.handle(toWebRequest(request, sso.origin, body))
    if (answer !== undefined) await sendWebResponse(answer, response)
    return answer !== undefined
  }
}
