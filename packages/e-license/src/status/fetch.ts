import { type Fetch, TrustError } from '@xinyin/core'
import { LARGE_BYTES, nextTurn } from '@xinyin/core/turns'
import { statusListError } from './codes.ts'
import { completeStatusListLimits, type StatusListLimits } from './limits.ts'
import { STATUS_LIST_TYPES } from './token.ts'

/** How a status list is fetched. */
export interface StatusListFetching {
  /** A guarded fetch: `createNodeFetch` of `@xinyin/core/node`, `createGuardedFetch` of `@xinyin/core/fetch`. */
  readonly fetch: Fetch
  readonly limits?: Partial<StatusListLimits>
}

/** Either form will do; the JWT is what most publish. */
const ACCEPT = `${STATUS_LIST_TYPES.jwt}, ${STATUS_LIST_TYPES.cwt};q=0.9`

/**
 * Fetches a signed status list (draft-ietf-oauth-status-list, 8.1); nothing is verified.
 *
 * What a server calls by another name than a status list's is none (8.2): a page that quotes one, or a file that somebody
 * could put there, would be the word of whoever wrote it.
 *
 * @returns a JWT or CWT as it came, for `inspectStatusList`
 * @throws LicenceError `ERR_STATUS_LIST_UNREACHABLE`, `ERR_STATUS_LIST_MEDIA_TYPE`, `ERR_STATUS_LIST_SIZE`; CoreError `ERR_FETCH_*` of a guarded fetch
 */
export async function fetchStatusList(uri: string, options: StatusListFetching): Promise<Uint8Array> {
  const { maxTokenBytes } = completeStatusListLimits(options.limits)
  let response: Response
  try {
    response = await options.fetch(uri, { headers: { accept: ACCEPT } })
    if (response.status === 200) {
      await assertMediaType(response)
      return await readBody(response, maxTokenBytes)
    }
  } catch (cause) {
    // A guarded fetch says best itself why it refused.
    if (cause instanceof TrustError) throw cause
    throw statusListError('ERR_STATUS_LIST_UNREACHABLE', { reason: 'network' }, cause)
  }
  throw statusListError('ERR_STATUS_LIST_UNREACHABLE', { reason: `HTTP ${response.status}` })
}

async function assertMediaType({ headers, body }: Response): Promise<void> {
  const found = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (Object.values(STATUS_LIST_TYPES).includes(found)) return
  await body?.cancel()
  throw statusListError('ERR_STATUS_LIST_MEDIA_TYPE', { found: found.slice(0, 100) || '-' })
}

/** A fetch that is not guarded would read without end. */
async function readBody({ body }: Response, limit: number): Promise<Uint8Array> {
  const reader = body?.getReader()
  if (reader === undefined) return new Uint8Array()
  let kept = new Uint8Array(65_536)
  let size = 0
  let since = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return kept.subarray(0, size)
    if (size + value.length > limit) {
      await reader.cancel()
      throw statusListError('ERR_STATUS_LIST_SIZE', { limit, unit: 'octets' })
    }
    // One buffer that doubles: a body of single octets must not become a list of a million parts.
    if (size + value.length > kept.length) kept = grown(kept.subarray(0, size), size + value.length, limit)
    kept.set(value, size)
    size += value.length
    // What has come already is read without waiting: megabytes of it in one go.
    if (size - since < LARGE_BYTES) continue
    since = size
    await nextTurn()
  }
}

function grown(kept: Uint8Array, needed: number, limit: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(limit, Math.max(kept.length * 2, needed)))
  larger.set(kept)
  return larger
}
