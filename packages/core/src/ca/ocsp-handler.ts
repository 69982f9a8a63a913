import { decodeBase64 } from '../bytes/base64.ts'
import { TrustError } from '../errors.ts'
import { readBody } from '../fetch/body.ts'
import type { Clock } from '../ports.ts'
import { createOcspRefusal, createOcspResponse, type OcspResponderOptions } from './ocsp.ts'

export interface OcspHandlerOptions extends OcspResponderOptions {
  /** Seconds for which an answer is to be relied on. Default: 3,600. */
  readonly lifetime?: number
  /** What time it is; the system's clock unless given. */
  readonly now?: Clock
  /** Hears what went wrong where the answer says no more than `internalError`. */
  onError?(error: unknown): void
}

const MAX_BYTES = 64 * 1024

/**
 * Makes an OCSP responder (RFC 6960, appendix A): it takes `POST`, and `GET` with the request in the last part of the
 * path.
 *
 * @example
 * ```ts
 * const respond = ocspHandler({ issuer: ca, responder: { certificate, key }, lookup: (serial) => records.stateOf(serial) })
 * const response = await respond(request)
 * ```
 */
export function ocspHandler(options: OcspHandlerOptions): (request: Request) => Promise<Response> {
  const { now = () => new Date(), lifetime = 3600 } = options
  if (!(lifetime > 0)) throw new RangeError('lifetime: expected seconds, more than none')
  return async (request) => {
    if (request.method !== 'POST' && request.method !== 'GET')
      return new Response(null, { status: 405, headers: { allow: 'GET, POST' } })
    try {
      const der = request.method === 'GET' ? readPath(request.url) : await readPost(request)
      if (der === undefined) return answer(createOcspRefusal('malformedRequest'))
      const at = now()
      const nextUpdate = new Date(at.getTime() + lifetime * 1000)
      return answer(await createOcspResponse({ ...options, request: der, now: at, nextUpdate }))
    } catch (error) {
      options.onError?.(error)
      return answer(createOcspRefusal('internalError'))
    }
  }
}

function answer(der: Uint8Array): Response {
  const headers = { 'content-type': 'application/ocsp-response', 'cache-control': 'no-store' }
  return new Response(new Uint8Array(der), { headers })
}

/** RFC 6960, A.1: base64, then escaped as URLs need it. */
function readPath(url: string): Uint8Array | undefined {
  if (url.length > 4096) return undefined
  const path = new URL(url).pathname
  try {
    // Base64 has slashes of its own: those that are not escaped are taken for the end of the responder's own path.
    return decodeBase64(decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)))
  } catch (error) {
    if (error instanceof TrustError || error instanceof URIError) return undefined
    throw error
  }
}

async function readPost(request: Request): Promise<Uint8Array | undefined> {
  if (request.headers.get('content-type') !== 'application/ocsp-request') return undefined
  try {
    const body = new Response(request.body, { headers: request.headers })
    return await readBody(body, '', { maxBytes: MAX_BYTES }, request.signal)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
