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

interface NodeHash {
  /** One-shot, since Node 20.12. */
  hash?(name: 'sha256', text: string, encoding: 'latin1' | 'base64url'): string
}

interface Modules {
  'node:crypto': NodeHash
  'node:http': NodeHttp
  'node:https': NodeHttp
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

const platform = globalThis as Platform

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

const DISPATCHER = Symbol.for('undici.globalDispatcher.1')

/** Node's own loads undici, under a name that nobody else can load. */
const isBuiltIn = (fetch: unknown) =>
  typeof fetch === 'function' && Function.prototype.toString.call(fetch).includes('internal/deps/undici')

/** That of the platform, unless somebody had replaced it before this was loaded. */
const builtIn = isBuiltIn(globalThis.fetch) ? globalThis.fetch : undefined

/** What an agent of undici keeps under symbols of its own. */
function keptBy(agent: object, name: string): unknown {
  const symbol = Object.getOwnPropertySymbols(agent).find(({ description }) => description === name)
  return symbol && Reflect.get(agent, symbol)
}

/**
 * Whether requests have been sent another way: by a proxy, with certificates of one's own, from a certain address. The agent
 * that undici makes unasked is one of its class itself, has no option set, and sends as its class does; one that `compose` made
 * differs in that alone.
 */
function isRouted(dispatcher: object | undefined): boolean {
  if (dispatcher === undefined) return false
  const { constructor: made } = dispatcher
  const isAgent = made?.name === 'Agent' && Object.getPrototypeOf(made).name === 'DispatcherBase'
  const { name: factory } = (keptBy(dispatcher, 'factory') ?? {}) as { name?: string }
  const options = Object.values(keptBy(dispatcher, 'options') ?? { is: 'unknown' })
  const isUnset = options.every((value) => value === undefined || value === Number.POSITIVE_INFINITY)
  const isOwnWay = Reflect.get(dispatcher, 'dispatch') === Reflect.get(made.prototype as object, 'dispatch')
  return !(isAgent && isUnset && isOwnWay && factory === 'defaultFactory')
}

let lastSeen: { readonly dispatcher: object | undefined; readonly isRouted: boolean } | undefined

/**
 * Whether the platform's `fetch` is as it came. Who replaced it, set a dispatcher for it or told Node of a proxy has reasons,
 * and requests go that way.
 */
export function isPlainFetch(): boolean {
  if (builtIn === undefined || globalThis.fetch !== builtIn) return false
  const dispatcher: object | undefined = Reflect.get(globalThis, DISPATCHER)
  if (lastSeen === undefined || lastSeen.dispatcher !== dispatcher)
    lastSeen = { dispatcher, isRouted: isRouted(dispatcher) }
  const { env, execArgv = [] } = platform.process ?? { env: {} }
  const hasProxy = env['NODE_USE_ENV_PROXY'] !== undefined || execArgv.includes('--use-env-proxy')
  return !lastSeen.isRouted && !hasProxy
}
