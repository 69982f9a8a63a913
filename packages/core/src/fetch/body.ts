import { fetchError } from './codes.ts'
import type { Rules } from './policy.ts'

/**
 * Reads a body to its end, and no further than the limit: what counts is what comes out of decompression.
 *
 * @throws CoreError `ERR_FETCH_SIZE`
 */
export async function readBody(
  { body, headers }: Response,
  host: string,
  { maxBytes: limit }: Pick<Rules, 'maxBytes'>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array(0)
  const reader = body.getReader()
  const stop = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', stop)
  try {
    // A length that is announced need not be waited for.
    if (Number(headers.get('content-length')) > limit) throw fetchError('ERR_FETCH_SIZE', { host, limit })
    let kept = new Uint8Array(Math.min(limit, 8192))
    let size = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return kept.subarray(0, size)
      if (size + value.length > limit) throw fetchError('ERR_FETCH_SIZE', { host, limit })
      // One buffer that doubles: a body of single octets must not become a list of a million parts.
      if (size + value.length > kept.length) kept = grown(kept, size + value.length, limit)
      kept.set(value, size)
      size += value.length
    }
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}

function grown(kept: Uint8Array, needed: number, limit: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(limit, Math.max(needed, kept.length * 2)))
  larger.set(kept)
  return larger
}
