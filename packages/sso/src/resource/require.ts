import type { Guard } from '../assurance/guard.ts'
import { type NodeRequest, type NodeResponse, passFault, passOn, toWebRequest } from '../http/node.ts'
import type { Access } from './access.ts'
import type { ApiGuard, Connection, Outcome } from './guard.ts'
import type { Needs } from './needs.ts'

type CheckRequest = (request: Request, needs: Needs, connection: Connection) => Promise<Outcome>

/** A request of Node, with what only some have. */
interface IncomingRequest extends NodeRequest {
  /** Every value of a header; `headers` has the first of two `Authorization` only. */
  readonly headersDistinct?: { readonly [name: string]: readonly string[] | undefined }
  readonly socket?: { getPeerCertificate?(): { readonly raw?: Uint8Array } | null }
}

/** The certificate of the connection, when this process ends its TLS: no header says it, which any client can send. */
function certificateOf({ socket }: IncomingRequest): Uint8Array | undefined {
  return socket?.getPeerCertificate?.()?.raw
}

function webRequest(request: IncomingRequest, origin: string): Request {
  const { method, url, originalUrl, headers, headersDistinct = headers } = request
  return toWebRequest({ method, url, originalUrl, headers: headersDistinct }, origin)
}

/** The guard as it stands before routes, and what the requests may do that it let through. */
export function createRequire(check: CheckRequest, origin: string): Pick<ApiGuard, 'require' | 'access'> {
  const through = new WeakMap<object, Access>()

  async function decide(request: object, web: Request, needs: Needs, connection: Connection) {
    const outcome = await check(web, needs, connection)
    if (outcome.verdict !== 'passed') return outcome.response
    through.set(request, outcome.access)
    return undefined
  }

  function require(needs: Needs = {}): Guard {
    function route(request: Request): Promise<Response | undefined>
    function route(request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void): void
    function route(
      request: Request | NodeRequest,
      response?: NodeResponse,
      next?: (error?: unknown) => void,
    ): Promise<Response | undefined> | undefined {
      if (request instanceof Request) return decide(request, request, needs, {})
      if (response === undefined || next === undefined) throw new TypeError('response and next are needed')
      const decided = Promise.resolve().then(() =>
        decide(request, webRequest(request, origin), needs, { certificate: certificateOf(request) }),
      )
      decided.then(
        (answer) => passOn(answer, response, next),
        (error: unknown) => passFault(error, response, next),
      )
      return undefined
    }
    return route
  }

  return { require, access: (request) => through.get(request) }
}
