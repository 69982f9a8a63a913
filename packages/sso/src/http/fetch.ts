import type { Fetch } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { readText } from './body.ts'

/** No answer of an identity provider is larger; metadata and key sets have some kilobytes. */
const MAX_BYTES = 262_144
const MAX_MILLISECONDS = 10_000

function rejectAfter(milliseconds: number, host: string): { late: Promise<never>; stop: () => void } {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new SsoError('ERR_SSO_FETCH_TIMEOUT', { host, milliseconds })),
      milliseconds,
    )
  })
  return { late, stop: () => clearTimeout(timer) }
}

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
 * Where it may go is decided before: to the configured issuer, and to endpoints on origins that are allowed.
 *
 * @throws SsoError `ERR_SSO_FETCH_FAILED`, `ERR_SSO_FETCH_TIMEOUT`, `ERR_SSO_FETCH_SIZE`
 */
export function createBackChannel(fetch: Fetch, milliseconds: number = MAX_MILLISECONDS): Fetch {
  return async (url, init) => {
    const { host } = new URL(url)
    const { late, stop } = rejectAfter(milliseconds, host)
    const abort = new AbortController()
    const exchange = async () => {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: abort.signal })
      const text = await readText(response.body, MAX_BYTES)
      if (text === undefined) throw new SsoError('ERR_SSO_FETCH_SIZE', { host, limit: MAX_BYTES })
      const { status, headers } = response
      return new Response(status === 204 || status === 304 ? null : text, { status, headers })
    }
    try {
      return await Promise.race([exchange(), late])
    } catch (cause) {
      if (cause instanceof SsoError) throw cause
      throw new SsoError('ERR_SSO_FETCH_FAILED', { host }, cause)
    } finally {
      stop()
      abort.abort()
    }
  }
}
