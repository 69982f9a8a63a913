import type { IncomingMessage, ServerResponse } from 'node:http'

// What is used of each framework: whoever uses one needs the types of no other. All members are methods, which
// TypeScript compares with a framework's own more leniently.

/** A request of Node, with what Express and parsers put on it. */
export type IncomingRequest = IncomingMessage & { readonly originalUrl?: string; readonly body?: unknown }

export interface FastifyRequest {
  readonly raw: IncomingRequest
}

export interface FastifyReply {
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(body: unknown): unknown
}

export interface FastifyApp {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    type: string,
    options: object,
    leave: (request: never, body: never, done: (error: null) => void) => void,
  ): unknown
  all(path: string, answer: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>): unknown
}

export interface KoaContext {
  readonly req: IncomingRequest
  readonly res: ServerResponse
  /** With a `body`, where a parser ran before. */
  readonly request: object
  /** The address before routers cut it. */
  readonly originalUrl: string
}

export interface HonoContext {
  readonly req: { readonly raw: Request; formData(): Promise<FormData> }
  newResponse(body: ReadableStream | null, init: Response): Response
}
