import { type Answered, SeeOther } from './asked.ts'
import type { CookieCarrier } from './cookies.ts'

/** A request of `node:http`, Express and the like, as far as it is looked at. */
export interface NodeRequest extends CookieCarrier {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Express: the URL before routers cut it. */
  readonly originalUrl?: string | undefined
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
}

/** Their answer, as far as it is used. */
export interface NodeResponse {
  statusCode: number
  setHeader(name: string, value: string | readonly string[]): unknown
  /** What was set before: cookies of the application stay beside ours. */
  getHeader?(name: string): number | string | readonly string[] | undefined
  end(body?: string): unknown
}

/** A Web request cannot hold these methods and throws; as another that nobody takes they are answered with 405. */
export function methodOf({ method = 'GET' }: NodeRequest): string {
  return /^(?:connect|trace|track)$/i.test(method) ? 'OPTIONS' : method
}

/** The address at this site, which some say whole (RFC 9112, 3.2.2); what says none, as `*` does, is for the site itself. */
export function addressAt(origin: string, target: string): string {
  if (target.startsWith('/')) return origin + target
  if (!/^https?:/i.test(target) || !URL.canParse(target)) return origin
  const { pathname, search } = new URL(target)
  return origin + pathname + search
}

/**
 * The Web request that a Node request stands for.
 *
 * @param origin - the site's own, from its configuration: `Host` and `X-Forwarded-*` are whatever a client sends
 */
export function toWebRequest(request: NodeRequest, origin: string, body?: BodyInit): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (!name.startsWith(':') && value !== undefined) {
      for (const item of typeof value === 'string' ? [value] : value) headers.append(name, item)
    }
  }
  const url = addressAt(origin, request.originalUrl ?? request.url ?? '/')
  const init = body === undefined ? {} : { body, duplex: 'half' }
  return new Request(url, { method: methodOf(request), headers, ...init })
}

/** Status and header fields of an answer. */
export function setHead(answer: Answered, target: NodeResponse): void {
  target.statusCode = answer.status
  const isOurs = answer instanceof SeeOther
  const cookies = isOurs ? answer.cookies : answer.headers.getSetCookie()
  for (const [name, value] of isOurs ? Object.entries(answer.fields) : answer.headers)
    if (name !== 'set-cookie') target.setHeader(name, value)
  if (isOurs) target.setHeader('location', answer.location)
  const others = target.getHeader?.('set-cookie') ?? []
  if (cookies.length > 0) target.setHeader('set-cookie', [...[others].flat().map(String), ...cookies])
}

/** Sends a Web response, which is short, as the answer to a Node request. */
async function sendWebResponse(response: Response, target: NodeResponse): Promise<void> {
  setHead(response, target)
  target.end(await response.text())
}

/** Hands a fault on. A page that takes no error would go on as if there were none: then the request ends here. */
export function passFault(error: unknown, target: NodeResponse, next: (error?: unknown) => void): void {
  if (next.length > 0) next(error)
  else {
    target.statusCode = 500
    target.end()
  }
}

/**
 * Sends an answer, or calls `next` when there is none. `next` is called once: what the page behind it throws is the
 * page's own.
 */
export function passOn(
  answer: Response | undefined,
  target: NodeResponse,
  next: (error?: unknown) => void,
): void {
  if (answer === undefined) next()
  else sendWebResponse(answer, target).catch((error: unknown) => passFault(error, target, next))
}
