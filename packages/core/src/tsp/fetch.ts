import { createCollector } from '../bytes/collector.ts'
import type { Fetch } from '../ports.ts'
import { tspError } from './codes.ts'
import type { TimeStampRequest } from './request.ts'
import { processTimeStamp } from './response.ts'

const MAX_BYTES = 1024 * 1024

/**
 * Gets a time stamp over HTTP (RFC 3161, 3.4).
 *
 * @param fetch - the guarded fetch of `@xinyin/core/fetch`, which limits where requests go and how long they take
 * @returns the time stamp token, held against the request by `processTimeStamp`; who signed it is not looked at
 * @throws CoreError `ERR_TSP_HTTP`, `ERR_TSP_SIZE`, those of `processTimeStamp`, and what `fetch` throws
 * @example
 * ```ts
 * const token = await fetchTimeStamp(url, await requestTimeStamp({ content: signature }), fetch)
 * ```
 */
export async function fetchTimeStamp(
  url: string,
  request: TimeStampRequest,
  fetch: Fetch,
): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: Uint8Array.from(request.der),
  })
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!response.ok || type !== 'application/timestamp-reply') {
    await response.body?.cancel()
    throw tspError('ERR_TSP_HTTP', { status: response.status, type: type.slice(0, 100) || '-' })
  }
  return processTimeStamp(await readBody(response), request)
}

async function readBody({ body }: Response): Promise<Uint8Array> {
  const kept = createCollector()
  const reader = body?.getReader()
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    if (kept.size() + value.length > MAX_BYTES) {
      await reader.cancel()
      throw tspError('ERR_TSP_SIZE', { limit: MAX_BYTES })
    }
    kept.add(value)
  }
  return kept.bytes()
}
