import { SsoError } from '../errors.ts'
import { type Answered, type Asked, addressOf } from '../http/asked.ts'
import { singleParameter } from '../http/body.ts'
import { type CookieJar, readCookies } from '../http/cookies.ts'
import { seeOther } from '../http/page.ts'
import type { Provider } from '../provider.ts'
import type { Settings } from '../settings.ts'
import { MAX_PARAMETER, PARAMETERS } from './response.ts'
import { MAX_RESPONSE } from './signed-response.ts'
import type { Transaction } from './transaction.ts'

// An answer that is posted (OAuth 2.0 Form Post Response Mode) comes from a page of another site, and browsers send none of the
// portal's cookies with it but the one of the sign-in, which is made for that. Who was signed in here before is known by the
// others only. So the answer goes into a cookie, and the browser is sent to fetch what comes of it, as after an answer in the
// address. The answer itself, code and all, is in no address, history or log.

/** How a provider's answers come: in the address of the call-back, or as a form that the browser posts there. */
export type ResponseMode = 'query' | 'form_post'

/** Browsers keep 4096 octets of a cookie, its name among them (RFC 6265, 6.1). */
const PIECE_SIZE = 3_584
const PIECES = [0, 1, 2] as const
/** The browser comes back with it at once. */
const SECONDS = 60

const cookieOf = (state: string, piece: number) => `answer-${state.slice(0, 12)}-${piece}`

/** What an authorization request asks for (RFC 6749, 3.1.1; JARM, 2.3), where it is not what comes without being asked for. */
export function responseModeFor({ responseMode, signedResponses }: Provider): string | undefined {
  if (responseMode === 'form_post') return signedResponses ? 'form_post.jwt' : 'form_post'
  return signedResponses ? 'jwt' : undefined
}

/** Whether any provider's answers are posted to a path. */
export function takesPosted(path: string, { providers }: Settings): boolean {
  return providers.some(({ callback, responseMode }) => callback === path && responseMode === 'form_post')
}

function keepCookies(text: string, state: string, cookies: CookieJar): string[] {
  return PIECES.map((piece) => {
    const part = text.slice(piece * PIECE_SIZE, (piece + 1) * PIECE_SIZE)
    const name = cookieOf(state, piece)
    return part === '' ? cookies.clear(name) : cookies.set(name, part, SECONDS)
  })
}

/**
 * `POST /callback`: keeps the answer in the browser that started the sign-in, and sends that on to `GET /callback`.
 *
 * It must have come to the redirect URI of its provider: the address that it is fetched from afterwards would not tell.
 *
 * @throws SsoError `ERR_SSO_RESPONSE_MODE`, `ERR_SSO_RESPONSE_ISSUER`, `ERR_SSO_CALLBACK_PARAMETER`
 */
export function keepPostedAnswer(
  request: Asked,
  form: URLSearchParams,
  { provider, state }: Transaction,
  { cookies }: Settings,
): Answered {
  const { callback, issuer, responseMode } = provider
  if (responseMode !== 'form_post') throw new SsoError('ERR_SSO_RESPONSE_MODE', { expected: responseMode })
  if (addressOf(request).pathname !== callback)
    throw new SsoError('ERR_SSO_RESPONSE_ISSUER', { expected: issuer })
  const kept = new URLSearchParams()
  for (const name of PARAMETERS) {
    const value = singleParameter(form, name, name === 'response' ? MAX_RESPONSE : MAX_PARAMETER)
    if (value !== undefined) kept.set(name, value)
  }
  const text = kept.toString()
  if (text.length > PIECES.length * PIECE_SIZE)
    throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'body' })
  return seeOther(`${callback}?${new URLSearchParams({ state })}`, keepCookies(text, state, cookies))
}

/**
 * The answer to a sign-in, from where it must have come: `parameters` of the address, or what was posted before.
 *
 * An error alone may come in the address whatever was asked for: a provider that does not know the other way has no choice.
 *
 * @throws SsoError `ERR_SSO_RESPONSE_MODE`
 */
export function findAnswer(
  request: Asked,
  parameters: URLSearchParams,
  { provider, state }: Transaction,
  { cookies }: Settings,
): URLSearchParams {
  if (provider.responseMode === 'query') return parameters
  const isError = parameters.has('error') && !parameters.has('code') && !parameters.has('response')
  if (isError) return parameters
  const sent = readCookies(request)
  const text = PIECES.map((piece) => sent.get(cookies.name(cookieOf(state, piece))) ?? '').join('')
  const isBare = [...parameters.keys()].join() === 'state'
  if (!isBare || text === '') throw new SsoError('ERR_SSO_RESPONSE_MODE', { expected: provider.responseMode })
  return new URLSearchParams(text)
}

/** Makes the browser forget an answer, if it keeps one. */
export function forgetAnswer(request: Asked, state: string, { cookies }: Settings): string[] {
  const sent = readCookies(request)
  const names = PIECES.map((piece) => cookieOf(state, piece))
  return names.filter((name) => sent.has(cookies.name(name))).map((name) => cookies.clear(name))
}
