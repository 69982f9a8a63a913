import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBackChannel } from '../../src/http/fetch.ts'
import { isPlainFetch } from '../../src/http/plain-fetch.ts'
import { serve } from './provider-server.ts'

const ask = createBackChannel(undefined, 500)

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('who has another way for requests', () => {
  const DISPATCHER = Symbol.for('undici.globalDispatcher.1')

  test('by a fetch in place of the platform’s has them go that way', async () => {
    const { url, seen } = await serve()
    vi.stubGlobal('fetch', async () => new Response('another way'))
    expect((await ask(url)).text).toBe('another way')
    expect(seen).toEqual([])
  })

  test('by a dispatcher has them go that way', async () => {
    const { url } = await serve()
    const before: unknown = Reflect.get(globalThis, DISPATCHER)
    class ProxyAgent {
      dispatch() {
        throw new Error('by the proxy')
      }
    }
    Reflect.set(globalThis, DISPATCHER, new ProxyAgent())
    try {
      await expect(ask(url)).rejects.toMatchObject({ code: 'ERR_SSO_FETCH_FAILED' })
    } finally {
      Reflect.set(globalThis, DISPATCHER, before)
    }
    expect((await ask(url)).text).toBe('good')
  })

  const refuse = () => {
    throw new Error('the other way')
  }
  /** Another like it, but for a property. */
  function copy(agent: object, name = '', value?: unknown): object {
    const own = Object.getOwnPropertyDescriptors(agent)
    const mine = Object.create(Object.getPrototypeOf(agent) as object, own) as object
    const key = Object.getOwnPropertySymbols(agent).find(({ description }) => description === name)
    return name === '' ? mine : Object.defineProperty(mine, key ?? name, { value })
  }
  const agents: [name: string, isPlain: boolean, change: (agent: object) => object][] = [
    ['as Node makes it', true, (agent) => copy(agent)],
    [
      // As undici’s `compose` makes one: an agent in all, but that it sends otherwise.
      'that is composed',
      false,
      (agent) =>
        new Proxy(agent, {
          get: (target, name) => (name === 'dispatch' ? refuse : Reflect.get(target, name)),
        }),
    ],
    ['from another address', false, (agent) => copy(agent, 'options', { localAddress: '127.0.0.2' })],
    ['with certificates', false, (agent) => copy(agent, 'options', { connect: { ca: '' } })],
    ['that makes connections its own way', false, (agent) => copy(agent, 'factory', refuse)],
    ['whose method somebody replaced', false, (agent) => copy(agent, 'dispatch', refuse)],
    [
      'of a class of somebody’s own that is called the same',
      false,
      (agent) => {
        class Agent extends (agent.constructor as new () => object) {}
        return Object.setPrototypeOf(copy(agent), Agent.prototype) as object
      },
    ],
  ]
  test.each(agents)('by an agent %s: plain is %s', async (_, isPlain, change) => {
    const { url } = await serve()
    await fetch(url)
    const before = Reflect.get(globalThis, DISPATCHER) as object
    Reflect.set(globalThis, DISPATCHER, change(before))
    try {
      expect(isPlainFetch()).toBe(isPlain)
    } finally {
      Reflect.set(globalThis, DISPATCHER, before)
    }
  })

  test('by a fetch that was in place before has them go that way', async () => {
    const fetchImpl = globalThis.fetch
    vi.stubGlobal('fetch', (...given: Parameters<typeof fetch>) => fetchImpl(...given))
    vi.resetModules()
    const fresh = await import('../../src/http/plain-fetch.ts')
    expect(fresh.isPlainFetch()).toBe(false)
    vi.unstubAllGlobals()
    vi.resetModules()
    expect((await import('../../src/http/plain-fetch.ts')).isPlainFetch()).toBe(true)
  })

  test('by the environment has them go that way', async () => {
    const { url, seen } = await serve()
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    try {
      await ask(url)
    } finally {
      vi.unstubAllEnvs()
    }
    expect(seen).toMatchObject([{ headers: { 'accept-language': '*' } }])
  })
})
