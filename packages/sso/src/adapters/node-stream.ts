import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Answered, directAnswer, SeeOther } from '../http/asked.ts'
import { setHead, toWebRequest } from '../http/node.ts'
import { NodeAsked } from '../http/node-asked.ts'
import type { Answering } from '../http/own-paths.ts'
import { unreadBody } from '../http/parsed-body.ts'
import type { IncomingRequest } from './frameworks.ts'

/**
 * The Web request that a request of Node stands for, with its body, which is read as it comes.
 *
 * @param parsed - what a body parser made of it, where it is not kept on the request itself
 */
export function readWebRequest(
  request: IncomingRequest,
  origin: string,
  parsed: unknown = request.body,
): Request {
  const { method, headers, readableEnded } = request
  const stream = () => Readable.toWeb(request) as ReadableStream
  return toWebRequest(request, origin, unreadBody({ method, headers, body: parsed, readableEnded }, stream))
}

/** Answers a request of Node. With GET no body comes (`unreadBody`), and no Web request is needed by what can do without. */
export function answerNode(sso: Answering): (request: IncomingRequest) => Promise<Answered | undefined> {
  return async (request) => {
    // Looked up each time: somebody may put a function of their own in its place after this was made.
    const direct = request.method === 'GET' ? directAnswer(sso.handle) : undefined
    return direct === undefined
      ? sso.handle(readWebRequest(request, sso.origin))
      : direct(new NodeAsked(request, sso.origin))
  }
}

/** The body of a Web response as a stream of Node. */
export function readableBody(response: Response): Readable | undefined {
  const { body } = response
  return body === null ? undefined : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
}

/**
 * Has the connection closed after an answer that comes before the request is at its end (RFC 9112, 9.3). Nobody reads what is
 * left of its body, and the next request on the connection, which behind a gateway is somebody else's, would wait behind it. In
 * HTTP/2 each has a stream of its own.
 */
export function closeUnread(
  { complete, httpVersionMajor }: IncomingMessage,
  set: (name: string, value: string) => void,
): void {
  if (!complete && httpVersionMajor < 2) set('connection', 'close')
}

/** Sends an answer to a request of Node, as fast as it is taken. */
export async function streamAnswer(answer: Answered, target: ServerResponse): Promise<void> {
  setHead(answer, target)
  closeUnread(target.req, (name, value) => target.setHeader(name, value))
  const body = answer instanceof SeeOther ? undefined : readableBody(answer)
  if (body === undefined) target.end()
  // Whatever breaks off now, the head is out: the connection is closed, and the client sees that there is no end.
  else await pipeline(body, target).catch(() => {})
}
