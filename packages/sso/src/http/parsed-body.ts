/** A request of Node, with what a body parser that ran before made of its body. */
export interface ParsedRequest {
  readonly method?: string | undefined
  readonly headers: { readonly 'content-type'?: string | undefined }
  readonly body: unknown
  /** Whether the stream has been read to its end. */
  readonly readableEnded: boolean
}

/** A parsed form as a form again; what it cannot have held is left out. */
export function encodeForm(fields: Iterable<readonly [string, unknown]>): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of fields) {
    // A parameter that was there twice is a list, and must not become one that was there once.
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'string') form.append(name, item)
    }
  }
  return form
}

/** By these no body comes. */
const WITHOUT_BODY = /^(?:get|head|trace|track|connect)$/i
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i

/**
 * The body of a request that a parser may have read already. A stream that is at its end is never waited for.
 *
 * @param stream - the request's own stream, as long as nobody has read it
 */
export function unreadBody(request: ParsedRequest, stream: () => ReadableStream): BodyInit | undefined {
  const { method = 'GET', headers, body, readableEnded } = request
  if (WITHOUT_BODY.test(method)) return undefined
  // Parsers leave `{}` behind, too, when they looked at a body and passed it by.
  if (!readableEnded) return stream()
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return body as Uint8Array<ArrayBuffer>
  if (JSON_TYPE.test(headers['content-type'] ?? '')) return JSON.stringify(body) ?? ''
  return typeof body === 'object' && body !== null ? encodeForm(Object.entries(body)) : ''
}
