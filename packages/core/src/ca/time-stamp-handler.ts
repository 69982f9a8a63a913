import { createTimeStampResponse, type TimeStampAuthority } from './time-stamp.ts'

/** How a server makes time stamps. */
export interface TimeStampHandlerOptions extends TimeStampAuthority {
  /** Tells the time of each stamp. */
  readonly clock: () => Date
  /** Gives each stamp a number that was never used before, also not before the last restart. */
  readonly nextSerialNumber: () => bigint | Promise<bigint>
}

const MAX_REQUEST = 64 * 1024

/**
 * Serves time stamps over HTTP (RFC 3161, 3.4): takes a `Request`, gives a `Response`.
 *
 * @returns answers with 405 to other methods, 415 to other types, 413 to requests of more than 64 KiB
 */
export function timeStampHandler(options: TimeStampHandlerOptions): (request: Request) => Promise<Response> {
  const { clock, nextSerialNumber, ...authority } = options
  return async (request) => {
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } })
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/timestamp-query') return new Response(null, { status: 415 })
    const query = await readQuery(request)
    if (query === undefined) return new Response(null, { status: 413 })
    const serialNumber = await nextSerialNumber()
    const answer = await createTimeStampResponse({ ...authority, request: query, serialNumber, now: clock() })
    return new Response(Uint8Array.from(answer), {
      headers: { 'content-type': 'application/timestamp-reply', 'cache-control': 'no-store' },
    })
  }
}

/** The body, unless it is too large, of which nobody waits for the end. */
async function readQuery({ body }: Request): Promise<Uint8Array | undefined> {
  const query = new Uint8Array(MAX_REQUEST)
  let size = 0
  const reader = body?.getReader()
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    if (size + value.length > MAX_REQUEST) {
      await reader.cancel()
      return undefined
    }
    query.set(value, size)
    size += value.length
  }
  return query.subarray(0, size)
}
