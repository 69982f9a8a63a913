/** A request as sign-on looks at it: a Web `Request` is one. */
export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Pick<Headers, 'get'>
  readonly body: ReadableStream<Uint8Array> | null
}

/** Where a request goes, as far as it is looked at. */
export type Address = Pick<URL, 'pathname' | 'searchParams'>

/** A request that stands for another kind, as one of Node, without a Web `Request` being made. */
export interface StandIn extends Asked {
  readonly address: Address
  /** The Web request, for whoever needs one. */
  toRequest(): Request
}

const isStandIn = (asked: Asked): asked is StandIn => 'toRequest' in asked

/** The address of a request, taken apart. */
export function addressOf(asked: Asked): Address {
  return isStandIn(asked) ? asked.address : new URL(asked.url)
}

/** The Web request that somebody of the portal's is given. */
export function requestOf(asked: Asked): Request {
  return isStandIn(asked) ? asked.toRequest() : (asked as Request)
}

/** A redirect after which the browser asks with GET; a Web `Response` where one is needed. */
export class SeeOther {
  readonly status = 303

  constructor(
    readonly location: string,
    /** Besides. */
    readonly fields: Readonly<Record<string, string>>,
    readonly cookies: readonly string[],
  ) {}

  toResponse(): Response {
    const headers = new Headers(this.fields)
    headers.set('location', this.location)
    for (const cookie of this.cookies) headers.append('set-cookie', cookie)
    return new Response(null, { status: this.status, headers })
  }
}

export type Answered = Response | SeeOther

export const responseOf = (answered: Answered): Response =>
  answered instanceof SeeOther ? answered.toResponse() : answered

type Direct = (asked: Asked) => Promise<Answered | undefined>

/** By what answers Web requests: what answers the same as it comes. Who puts a function of their own in its place is heard. */
const direct = new WeakMap<object, Direct>()

/** Makes what answers Web requests, and remembers by what they are answered. */
export function answerRequests(answer: Direct): (request: Request) => Promise<Response | undefined> {
  const handle = async (request: Request) => {
    const answered = await answer(request)
    return answered && responseOf(answered)
  }
  direct.set(handle, answer)
  return handle
}

/** What answers as something does, without a Web request or response, if it can. */
export const directAnswer = (handle: object): Direct | undefined => direct.get(handle)
