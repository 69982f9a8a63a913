import type { Body } from './mode.ts'

/** Members that say nothing are left out, as JSON has it. */
function toResponse(body: Body): Response {
  return body instanceof Response ? body : Response.json(body)
}

/** What `fetch` makes of an answer before anybody sees it: it is unpacked. */
export function asFetched(body: Body): Response {
  const response = toResponse(body)
  if (response.headers.get('content-encoding') !== 'gzip' || response.body === null) return response
  const unpacking = new DecompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array>
  const { status, headers } = response
  return new Response(response.body.pipeThrough(unpacking), { status, headers })
}
