import type { Fetch } from '@xinyin/core'
import { isSafe } from '../http/safe-url.ts'
import type { TokenScheme } from './answer.ts'
import type { TokenClient } from './client.ts'
import type { HeldToken } from './held.ts'
import { createProof } from './proof.ts'
import type { ProofKey } from './proof-key.ts'

/** Sends a request with header fields that it is given, and perhaps a second time with others. */
export type SendWith = (fields: Readonly<Record<string, string>>) => Promise<Response>

/** An access token of whoever is signed in, and how it is used. */
export interface AccessToken {
  readonly value: string
  /** `DPoP`: it is worth something only with a proof by the session's key, which {@link AccessToken.fetch} makes. */
  readonly scheme: TokenScheme
  /** What the provider granted, where it says so. */
  readonly scope: string | undefined
  readonly expiresAt: Date
  /**
   * Calls an interface with the token, and with a proof where it is bound (RFC 6750, 2.1; RFC 9449, 7.1). Redirects are not
   * followed: the token goes where it was sent. An interface that asks for a nonce is asked once more, but not with a body
   * that is a stream: then its 401 is the answer, without its body, and the next request has the nonce.
   *
   * @throws TypeError for an address that is neither https nor on this machine, and header fields that hold a token
   */
  fetch(url: string, init?: RequestInit): Promise<Response>
  /**
   * The same where somebody else sends the request.
   *
   * @param send - called with the header fields `authorization` and `dpop`; where it is called twice, the first answer is
   * not used
   */
  use(method: string, url: string, send: SendWith): Promise<Response>
}

/** In clear, anybody on the way reads the token (RFC 6750, 5.3). */
function checkAddress(url: string): void {
  if (!isSafe(url)) throw new TypeError('url: expected https, or http on this machine')
}

/** Whether an interface wants another nonce in the proof (RFC 9449, 9). */
function wantsNonce({ status, headers }: Response): boolean {
  return status === 401 && /\bDPoP\b.*\berror="?use_dpop_nonce\b/i.test(headers.get('www-authenticate') ?? '')
}

/** Header fields of a request: the token, and what proves that it is ours. */
async function fieldsFor(
  { value, scheme }: HeldToken,
  key: ProofKey | undefined,
  method: string,
  url: string,
  nonce: string | undefined,
  { now }: TokenClient,
): Promise<Record<string, string>> {
  const authorization = `${scheme} ${value}`
  if (key === undefined || scheme !== 'DPoP') return { authorization }
  return { authorization, dpop: await createProof(key, { method, url, token: value, nonce }, now()) }
}

async function carryToken(
  held: HeldToken,
  key: ProofKey | undefined,
  method: string,
  url: string,
  send: SendWith,
  client: TokenClient,
): Promise<Response> {
  checkAddress(url)
  const nonces = client.binding.proving?.nonces
  const sent = nonces?.of(url)
  const first = await send(await fieldsFor(held, key, method, url, sent, client))
  const isNew = nonces?.hear(url, first, sent) ?? false
  if (key === undefined || !isNew || !wantsNonce(first)) return first
  await first.body?.cancel()
  const next = nonces?.of(url)
  const second = await send(await fieldsFor(held, key, method, url, next, client))
  nonces?.hear(url, second, next)
  return second
}

const OURS = ['authorization', 'dpop']

/** A stream is read once: what it held cannot be sent again. */
const isStream = (body: unknown) =>
  body instanceof ReadableStream ||
  (typeof body === 'object' && body !== null && Symbol.asyncIterator in body)

async function callWith(
  held: HeldToken,
  key: ProofKey | undefined,
  url: string,
  init: RequestInit,
  client: TokenClient,
): Promise<Response> {
  const headers = new Headers(init.headers)
  const own = OURS.find((name) => headers.has(name))
  if (own !== undefined) throw new TypeError(`init.headers: not the caller's to set: ${own}`)
  const network: Fetch = client.binding.fetch ?? ((address, options) => globalThis.fetch(address, options))
  const method = (init.method ?? 'GET').toUpperCase()
  let last: Response | undefined
  return carryToken(
    held,
    key,
    method,
    url,
    async (fields) => {
      // The body of the first answer is given up by now.
      if (last !== undefined && isStream(init.body)) return new Response(null, last)
      for (const [name, value] of Object.entries(fields)) headers.set(name, value)
      last = await network(url, { ...init, method, headers, redirect: 'manual' })
      return last
    },
    client,
  )
}

/** A held token as the application gets it. */
export function createAccessToken(
  held: HeldToken,
  key: ProofKey | undefined,
  client: TokenClient,
): AccessToken {
  return {
    value: held.value,
    scheme: held.scheme,
    scope: held.scope,
    expiresAt: new Date(held.expiresAt * 1000),
    fetch: (url, init = {}) => callWith(held, key, url, init, client),
    use: (method, url, send) => carryToken(held, key, method, url, send, client),
  }
}
