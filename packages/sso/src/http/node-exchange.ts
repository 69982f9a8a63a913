import { SsoError } from '../errors.ts'
import type { Carrier } from './kept-connections.ts'
import { type Bounds, readWhole } from './node-answer.ts'
import type { NodeOutgoing } from './node-modules.ts'
import type { Question, WholeAnswer } from './whole-answer.ts'

/** Octets of all header fields of an answer, as with `createGuardedFetch`. */
const MAX_HEADERS = 16_384

const portOf = ({ port, protocol }: URL) => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))
const hostOf = ({ hostname }: URL) => (hostname.startsWith('[') ? hostname.slice(1, -1) : hostname)

/** The fields of a request as `node:http` writes them: name, value, name, value. */
function fieldsOf(url: URL, { headers = {} }: Question, body: string | undefined): string[] {
  const fields = ['host', url.host, 'accept-encoding', 'identity', 'user-agent', 'node']
  for (const name of Object.keys(headers)) fields.push(name, headers[name] ?? '')
  if (body !== undefined) {
    fields.push('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
    // A form is ASCII.
    fields.push('content-length', String(body.length))
  }
  return fields
}

/** One request on one connection. */
interface Attempt {
  readonly url: URL
  readonly question: Question
  readonly bounds: Bounds
  /** As `performance.now()` tells the time. */
  readonly deadline: number
  readonly carrier: Carrier
  /** Whether it goes over a connection of its own. */
  readonly alone: boolean
}

/** Nothing of an answer came, over a connection that the server may have closed just then. */
class ConnectionLost extends Error {
  /** @param isUnsent - whether not an octet was sent on it either */
  constructor(
    readonly isUnsent: boolean,
    cause?: Error,
  ) {
    super('the connection was closed', { cause })
  }
}

function open({ url, question, carrier, alone }: Attempt, body: string | undefined): NodeOutgoing {
  const outgoing = carrier.http.request({
    method: question.method ?? 'GET',
    protocol: url.protocol,
    host: hostOf(url),
    port: portOf(url),
    path: url.pathname + url.search,
    headers: fieldsOf(url, question, body),
    agent: alone ? false : carrier.agent,
    maxHeaderSize: MAX_HEADERS,
    joinDuplicateHeaders: true,
    // Whatever the process was started with: where an answer ends must not be a matter of opinion.
    insecureHTTPParser: false,
  })
  // Otherwise fields beyond a number are left out without a word; their size is what is bounded.
  outgoing.maxHeadersCount = 0
  return outgoing
}

function send(attempt: Attempt): Promise<WholeAnswer> {
  const { url, question, bounds, deadline, carrier } = attempt
  const body = question.body?.toString()
  const outgoing = open(attempt, body)
  return new Promise((resolve, reject) => {
    const { host } = url
    const { milliseconds } = bounds
    let hasBegun = false
    const timer = setTimeout(
      () => giveUp(new SsoError('ERR_SSO_FETCH_TIMEOUT', { host, milliseconds })),
      Math.max(0, deadline - performance.now()),
    )
    const done = (answer: WholeAnswer) => {
      clearTimeout(timer)
      resolve(answer)
    }
    function giveUp(error: Error): void {
      clearTimeout(timer)
      reject(error)
      outgoing.destroy()
    }
    // A kept one may be known to be closed, and not yet be out of the agent's list.
    outgoing.on('socket', ({ writable, readableEnded }) => {
      if (outgoing.reusedSocket && (!writable || readableEnded)) giveUp(new ConnectionLost(true))
    })
    outgoing.on('response', (answer) => {
      hasBegun = true
      carrier.note(answer)
      readWhole(answer, host, bounds, done, giveUp)
    })
    outgoing.on('upgrade', (_, socket) => {
      socket.destroy()
      giveUp(new Error('the server changed the protocol'))
    })
    outgoing.on('error', (error) => {
      const isLost = !hasBegun && outgoing.reusedSocket && /^(?:ECONNRESET|EPIPE)$/.test(error.code ?? '')
      giveUp(isLost ? new ConnectionLost(false, error) : error)
    })
    outgoing.end(body)
  })
}

/**
 * Asks over `node:http` and `node:https`, on connections that are kept from one question to the next. No redirect is
 * followed; an answer is read whole, within its bounds.
 *
 * A server may close a connection that lies idle just as a question is sent on it. A `GET` is then sent again, once; a
 * `POST` only if nothing of it had been sent, since otherwise nobody knows whether it arrived, and a code or an assertion counts
 * once (RFC 9110, 9.2.2).
 *
 * @throws SsoError `ERR_SSO_FETCH_TIMEOUT`, `ERR_SSO_FETCH_SIZE`; whatever else was wrong
 */
export async function exchangeOverNode(
  url: URL,
  question: Question,
  bounds: Bounds,
  carrier: Carrier,
): Promise<WholeAnswer> {
  if (url.username !== '' || url.password !== '') throw new Error('an address with a user')
  const deadline = performance.now() + bounds.milliseconds
  try {
    return await send({ url, question, bounds, deadline, carrier, alone: false })
  } catch (error) {
    if (!(error instanceof ConnectionLost) || (question.method === 'POST' && !error.isUnsent)) throw error
    return send({ url, question, bounds, deadline, carrier, alone: true })
  }
}
