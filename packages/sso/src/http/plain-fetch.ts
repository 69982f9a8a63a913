import { platform } from './node-modules.ts'

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
