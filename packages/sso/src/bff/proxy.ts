import type { Fetch } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import type { AccessToken } from '../token/access-token.ts'
import { passAnswer } from './answer-body.ts'
import { answerFields, requestFields } from './fields.ts'
import type { Route } from './options.ts'
import { refuse, upstreamFault } from './refusal.ts'
import { passBody } from './request-body.ts'
import { withoutToken } from './smuggled-token.ts'
import { readStepUp } from './step-up.ts'

/** Statuses that have no body (Fetch, 2.2.3). */
const WITHOUT_BODY = [204, 205, 304]

/** Sends a request on, and gives it up when no answer begins in time or nobody waits for it any more. */
async function send(
  target: URL,
  init: RequestInit,
  request: Request,
  milliseconds: number,
  fetch: Fetch,
): Promise<Response> {
  const abort = new AbortController()
  const leave = () => abort.abort()
  request.signal.addEventListener('abort', leave)
  const timer = setTimeout(() => abort.abort(upstreamFault('too slow')), milliseconds)
  try {
    return await fetch(target.href, { ...init, redirect: 'manual', signal: abort.signal })
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', leave)
  }
}

/** An interface's answer as the browser gets it. */
function answerOf(
  answer: Response,
  target: URL,
  request: Request,
  route: Route,
  onError: (error: unknown) => void,
) {
  const { status, body } = answer
  if (status === 401) {
    body?.cancel().catch(() => {})
    const stepUp = readStepUp(answer.headers.get('www-authenticate'))
    return refuse(new SsoError(stepUp ? 'ERR_SSO_BFF_STEP_UP' : 'ERR_SSO_BFF_TOKEN'), request, stepUp)
  }
  const headers = answerFields(answer.headers, target, route)
  if (headers === undefined || status < 200 || status === 407) {
    body?.cancel().catch(() => {})
    throw upstreamFault(headers === undefined ? 'redirect' : `HTTP ${status}`)
  }
  const passed = body === null || WITHOUT_BODY.includes(status) ? null : passAnswer(body, route, onError)
  return new Response(passed, { status, headers })
}

/**
 * Passes a request on to an interface, with the token in place of the cookie, and its answer back.
 *
 * @throws SsoError `ERR_SSO_BFF_FORM`, `ERR_SSO_BFF_SIZE`, `ERR_SSO_BFF_UPSTREAM`
 */
export async function proxy(
  request: Request,
  target: URL,
  token: AccessToken,
  route: Route,
  fetch: Fetch,
  onError: (error: unknown) => void,
): Promise<Response> {
  const { method } = request
  const { maxRequestBytes } = route
  const body = passBody(await withoutToken(request, maxRequestBytes), maxRequestBytes)
  const headers = requestFields(request.headers, route)
  try {
    const answer = await token.use(method, target.href, (fields) => {
      const stream = body.open()
      if (stream === 'gone') throw upstreamFault('it asked for a nonce, try again')
      for (const [name, value] of Object.entries(fields)) headers.set(name, value)
      const carried = stream === undefined ? {} : { body: stream, duplex: 'half' }
      return send(target, { method, headers, ...carried }, request, route.milliseconds, fetch)
    })
    return answerOf(answer, target, request, route, onError)
  } catch (error) {
    if (body.isTooLong()) throw new SsoError('ERR_SSO_BFF_SIZE', { limit: route.maxRequestBytes })
    // A network's errors name hosts and addresses of an intranet: for the log, not for the browser.
    throw error instanceof SsoError ? error : upstreamFault('no connection', error)
  }
}
