/** An answer of `node:http`. */
export interface NodeAnswer {
  readonly statusCode?: number
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly socket: IdleSocket
  on(event: 'data', hear: (chunk: Uint8Array) => void): unknown
  on(event: 'end', hear: () => void): unknown
  on(event: 'error', hear: (error: Error) => void): unknown
}

/** A request of `node:http` on its way. */
export interface NodeOutgoing {
  /** Whether it went over a connection that another had been on before. */
  readonly reusedSocket: boolean
  maxHeadersCount: number
  on(event: 'socket', hear: (socket: IdleSocket) => void): unknown
  on(event: 'response', hear: (answer: NodeAnswer) => void): unknown
  on(event: 'upgrade', hear: (answer: NodeAnswer, socket: { destroy(): unknown }) => void): unknown
  on(event: 'error', hear: (error: Error & { readonly code?: string }) => void): unknown
  end(body?: string): unknown
  destroy(): unknown
}

/** A connection that nobody is on. */
export interface IdleSocket {
  readonly writable: boolean
  /** Whether the server has said that it closes it. */
  readonly readableEnded: boolean
  setTimeout(milliseconds: number): unknown
  unref(): unknown
  on(event: 'data', hear: () => void): unknown
  off(event: 'data', hear: () => void): unknown
  destroy(): unknown
}

export interface NodeAgent {
  getName: (options: { readonly host: string; readonly port: number }) => string
  keepSocketAlive: (socket: IdleSocket) => boolean
  reuseSocket: (socket: IdleSocket, outgoing: NodeOutgoing) => void
}

/** The part of `node:http` and `node:https` that is used, named here because portable code has no Node types. */
export interface NodeHttp {
  readonly Agent: new (options: object) => NodeAgent
  request(options: object): NodeOutgoing
}

interface NodeZlib {
  gunzipSync(data: Uint8Array, options: { maxOutputLength: number }): Uint8Array
}

interface NodeHmac {
  update(text: string): NodeHmac
  digest(encoding: 'base64url'): string
}

interface NodeCrypto {
  /** One-shot, since Node 20.12. */
  hash?(name: 'sha256', text: string, encoding: 'base64url'): string
  createHmac(name: 'sha512', key: string): NodeHmac
}

interface NodeTimers {
  setImmediate(run: () => void): unknown
}

interface Modules {
  'node:crypto': NodeCrypto
  'node:http': NodeHttp
  'node:https': NodeHttp
  'node:timers': NodeTimers
  'node:zlib': NodeZlib
}

interface Platform {
  readonly process?: {
    readonly release?: { readonly name?: string }
    readonly env: { readonly [name: string]: string | undefined }
    readonly execArgv?: readonly string[]
    getBuiltinModule?(id: string): unknown
  }
  readonly navigator?: { readonly userAgent?: string }
  readonly Deno?: unknown
  readonly Bun?: unknown
}

export const platform = globalThis as Platform

/** Whether this is Node, and not one that stands in for it: their `node:http` is made of other things. */
function isNode(): boolean {
  const { process, navigator, Deno, Bun } = platform
  const standsIn = Deno !== undefined || Bun !== undefined || /^Cloudflare/.test(navigator?.userAgent ?? '')
  return process?.release?.name === 'node' && process.getBuiltinModule !== undefined && !standsIn
}

/** A module of Node; asked for at run time and not imported, so that bundlers and browsers see nothing of it. */
export function nodeModule<Name extends keyof Modules>(name: Name): Modules[Name] | undefined {
  return isNode() ? (platform.process?.getBuiltinModule?.(name) as Modules[Name] | undefined) : undefined
}
