import { CoreError, decodeUtf8, type Fetch } from '@xinyin/core'
import { createGuardedFetch } from '@xinyin/core/fetch'
import { SsoError } from '../errors.ts'

/** No answer of an identity provider is larger; metadata and key sets have some kilobytes. */
const MAX_BYTES = 262_144
const MAX_MILLISECONDS = 10_000

/** The same as the OAuth library calls it. */
export function forOAuth(fetch: Fetch) {
  return (
    url: string,
    {
      method,
      headers,
      body,
    }: { method: string; headers: Record<string, string>; body?: BodyInit | undefined },
  ): Promise<Response> => fetch(url, { method, headers, body: body ?? null })
}

/**
 * A fetch for the back channel: it follows no redirect, reads the whole answer, and bounds its size and time.
 *
 * Where it may go is decided before: to the configured issuer, and to endpoints on origins that are allowed. So it goes
 * there wherever that is, into an intranet too.
 *
 * @throws SsoError `ERR_SSO_FETCH_FAILED`, `ERR_SSO_FETCH_TIMEOUT`, `ERR_SSO_FETCH_SIZE`
 */
export function createBackChannel(fetch: Fetch, milliseconds: number = MAX_MILLISECONDS): Fetch {
  const guard = (origin: string) =>
    createGuardedFetch({
      fetch: withText(fetch),
      schemes: ['https', 'http'],
      origins: [origin],
      redirects: 'manual',
      maxBytes: MAX_BYTES,
      milliseconds,
    })
  /** For the origins of a provider's endpoints, which are few. */
  const guards = new Map<string, Fetch>()
  return async (url, init) => {
    const { host, origin } = new URL(url)
    const guarded = guards.get(origin) ?? guard(origin)
    guards.set(origin, guarded)
    try {
      const answer = await guarded(url, init)
      const { status, headers, body } = answer
      if (body === null) return answer
      return new Response(decodeUtf8(new Uint8Array(await answer.arrayBuffer())), { status, headers })
    } catch (cause) {
      const code = cause instanceof CoreError ? cause.code : undefined
      if (code === 'ERR_FETCH_TIME')
        throw new SsoError('ERR_SSO_FETCH_TIMEOUT', { host, milliseconds }, cause)
      if (code === 'ERR_FETCH_SIZE')
        throw new SsoError('ERR_SSO_FETCH_SIZE', { host, limit: MAX_BYTES }, cause)
      throw new SsoError('ERR_SSO_FETCH_FAILED', { host }, cause)
    }
  }
}

/** What is sent is a form: whoever brings a fetch is given its text, not its bytes. */
const withText =
  (fetch: Fetch): Fetch =>
  (url, init = {}) =>
    fetch(url, {
      ...init,
      body: init.body instanceof Uint8Array ? decodeUtf8(init.body) : (init.body ?? null),
    })
