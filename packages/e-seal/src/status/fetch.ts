import { type Fetch, TrustError } from '@xinyin/core'
import { statementError } from '../statement/codes.ts'
import { statusError } from './codes.ts'
import { completeStatusLimits, type SealStatusLimits } from './limits.ts'

/** How a status is fetched. */
export interface SealStatusFetching {
  /** A guarded fetch: `createNodeFetch` of `@xinyin/core/node`, `createGuardedFetch` of `@xinyin/core/fetch`. */
  readonly fetch: Fetch
  readonly limits?: Partial<SealStatusLimits>
}

/** Where the status of one seal is told. @param url - of the status service */
export const sealStatusUrl = (url: string, id: string): string =>
  `${url.replace(/\/+$/, '')}/seals/${encodeURIComponent(id)}`

/** Where the whole list is. @param url - of the status service */
export const sealStatusListUrl = (url: string): string => `${url.replace(/\/+$/, '')}/list`

/**
 * Fetches the signed answer about one seal; nothing is verified.
 *
 * @returns a JWS in compact form, for `inspectSealStatusAnswer`
 * @throws SealError `ERR_SEAL_STATUS_UNREACHABLE`, `ERR_SEAL_STATUS_MEDIA_TYPE`; CoreError `ERR_FETCH_*` of a guarded fetch
 */
export const fetchSealStatus = (url: string, id: string, options: SealStatusFetching): Promise<string> =>
  fetchText(sealStatusUrl(url, id), options.fetch, completeStatusLimits(options.limits).maxAnswerBytes)

/** Fetches the whole list, for `inspectSealStatusList`. @throws as {@link fetchSealStatus} */
export const fetchSealStatusList = (url: string, options: SealStatusFetching): Promise<string> =>
  fetchText(sealStatusListUrl(url), options.fetch, completeStatusLimits(options.limits).maxListBytes)

async function fetchText(url: string, fetch: Fetch, limit: number): Promise<string> {
  let response: Response
  try {
    response = await fetch(url, { headers: { accept: 'application/jose' } })
    if (response.status === 200) {
      await assertMediaType(response)
      return await readText(response, limit)
    }
  } catch (cause) {
    // A guarded fetch says best itself why it refused.
    if (cause instanceof TrustError) throw cause
    throw statusError('ERR_SEAL_STATUS_UNREACHABLE', { reason: 'network' }, cause)
  }
  throw statusError('ERR_SEAL_STATUS_UNREACHABLE', { reason: response.status })
}

/** A page that quotes an answer is none. */
async function assertMediaType({ headers, body }: Response): Promise<void> {
  const found = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (found === 'application/jose') return
  await body?.cancel()
  throw statusError('ERR_SEAL_STATUS_MEDIA_TYPE', { found: found.slice(0, 100) || '-' })
}

/** A fetch that is not guarded would read without end. A JWS is ASCII; what is not is refused when it is parsed. */
async function readText({ body }: Response, limit: number): Promise<string> {
  const reader = body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    text += decoder.decode(value, { stream: true })
    if (text.length <= limit) continue
    await reader.cancel()
    throw statementError('ERR_STATEMENT_SIZE', { limit, unit: 'bytes' })
  }
}
