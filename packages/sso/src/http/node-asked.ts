import type { StandIn } from './asked.ts'
import { addressAt, methodOf, type NodeRequest, toWebRequest } from './node.ts'

/** A request of Node that has no body, as it stands: its Web request is made when somebody wants it. */
export class NodeAsked implements StandIn {
  readonly body = null
  readonly headers: Pick<Headers, 'get'>
  readonly method: string
  readonly #request: NodeRequest
  readonly #origin: string
  #address: URL | undefined

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

  get address(): URL {
    this.#address ??= new URL(addressAt(this.#origin, this.#request.originalUrl ?? this.#request.url ?? '/'))
    return this.#address
  }

  get url(): string {
    return this.address.href
  }

  toRequest(): Request {
    return toWebRequest(this.#request, this.#origin)
  }
}
