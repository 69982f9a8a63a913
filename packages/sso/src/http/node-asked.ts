import type { Address, StandIn } from './asked.ts'
import { addressAt, methodOf, type NodeRequest, toWebRequest } from './node.ts'

/** A target that is its address already: nothing in it is read as anything else (WHATWG URL, 4.4). */
const PLAIN = /^(\/[\w/-]*)(?:\?([\w&=.~%+-]*))?$/

/** A request of Node that has no body, as it stands: its Web request is made when somebody wants it. */
export class NodeAsked implements StandIn {
  readonly body = null
  readonly headers: Pick<Headers, 'get'>
  readonly method: string
  readonly #request: NodeRequest
  readonly #origin: string
  #address: Address | undefined

  constructor(request: NodeRequest, origin: string) {
    this.#request = request
    this.#origin = origin
    this.method = methodOf(request)
    const { headers } = request
    this.headers = {
      get(name) {
        const value = headers[name]
        return value === undefined ? null : typeof value === 'string' ? value : value.join(', ')
      },
    }
  }

  get #target(): string {
    return this.#request.originalUrl ?? this.#request.url ?? '/'
  }

  get address(): Address {
    this.#address ??= this.#readAddress()
    return this.#address
  }

  /** To read a plain one as any is read takes as long as all else that is done with it. */
  #readAddress(): Address {
    const [, pathname, query] = PLAIN.exec(this.#target) ?? []
    if (pathname === undefined) return new URL(this.url)
    return { pathname, searchParams: new URLSearchParams(query) }
  }

  get url(): string {
    return addressAt(this.#origin, this.#target)
  }

  toRequest(): Request {
    return toWebRequest(this.#request, this.#origin)
  }
}
