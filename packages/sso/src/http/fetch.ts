import { CoreError, decodeUtf8, type Fetch } from '@xinyin/core'
import { createGuardedFetch } from '@xinyin/core/fetch'
import { SsoError } from '../errors.ts'
import { carrierFor } from './kept-connections.ts'
import { exchangeOverNode } from './node-exchange.ts'
import { isPlainFetch } from './plain-fetch.ts'
import type { BackChannel, Question, WholeAnswer } from './whole-answer.ts'

/** No answer of an identity provider is larger; metadata and key sets have some kilobytes. */
const MAX_BYTES = 262_144
const MAX_MILLISECONDS = 10_000

type Exchange = (url: URL, question: Question) => Promise<WholeAnswer>

/** By a fetch that somebody brings, or the platform's. */
function exchangeByFetch(fetch: Fetch, milliseconds: number): Exchange {
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
  return async ({ href, origin }, { method = 'GET', headers = {}, body }) => {
    const guarded = guards.get(origin) ?? guard(origin)
    guards.set(origin, guarded)
    const answer = await guarded(href, { method, headers, ...(body && { body }) })
    const text = answer.body === null ? '' : decodeUtf8(new Uint8Array(await answer.arrayBuffer()))
    return { status: answer.status, headers: answer.headers, text }
  }
}

/** What went wrong, in the words of this package. */
function failure(cause: unknown, { host }: URL, milliseconds: number): SsoError {
  if (cause instanceof SsoError) return cause
  const code = cause instanceof CoreError ? cause.code : undefined
  if (code === 'ERR_FETCH_TIME') return new SsoError('ERR_SSO_FETCH_TIMEOUT', { host, milliseconds }, cause)
  if (code === 'ERR_FETCH_SIZE') return new SsoError('ERR_SSO_FETCH_SIZE', { host, limit: MAX_BYTES }, cause)
  return new SsoError('ERR_SSO_FETCH_FAILED', { host }, cause)
}

/**
 * The back channel to a provider: it follows no redirect, reads the whole answer, and bounds its size and time.
 *
 * Where it may go is decided before: to the configured issuer, and to endpoints on origins that are allowed. So it goes
 * there wherever that is, into an intranet too.
 *
 * @param fetch - what the portal brings; without it, Node's own connections are used, which are kept from one question to the
 * next, and elsewhere the platform's `fetch`
 * @throws SsoError `ERR_SSO_FETCH_FAILED`, `ERR_SSO_FETCH_TIMEOUT`, `ERR_SSO_FETCH_SIZE`
 */
export function createBackChannel(
  fetch: Fetch | undefined,
  milliseconds: number = MAX_MILLISECONDS,
): BackChannel {
  const bounds = { maxBytes: MAX_BYTES, milliseconds }
  const byFetch = exchangeByFetch(fetch ?? ((url, init) => globalThis.fetch(url, init)), milliseconds)

  const exchange: Exchange = (url, question) => {
    const carrier = fetch === undefined && isPlainFetch() ? carrierFor(url.protocol) : undefined
    return carrier === undefined ? byFetch(url, question) : exchangeOverNode(url, question, bounds, carrier)
  }

  return async (address, question = {}) => {
    const url = new URL(address)
    try {
      return await exchange(url, question)
    } catch (cause) {
      throw failure(cause, url, milliseconds)
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
