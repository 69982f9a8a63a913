import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore, SsoError, type Store, type StoredSession } from '../../src/index.ts'
import type { TokenAnswer } from '../../src/token/answer.ts'
import { heldToken, type SessionTokens } from '../../src/token/held.ts'
import { freshToken, type TokenDesk, type Wanted } from '../../src/token/renew.ts'
import { ISSUER, session } from '../stores/contract.ts'

const START = 1000
const LIFETIME = 100
const KEY = 'a'

/** A provider that takes every refresh token once, and ends everything when one comes twice. */
function createProvider(now: () => number, scheduler: fc.Scheduler) {
  const used = new Set<string>()
  const state = { serial: 0, reused: 0, isRevoked: false }
  const ask = scheduler.scheduleFunction(async (refresh: string): Promise<TokenAnswer> => {
    if (used.has(refresh)) {
      state.reused += 1
      state.isRevoked = true
    }
    if (state.isRevoked) throw new SsoError('ERR_SSO_TOKEN_REFUSED', { error: 'invalid_grant' })
    used.add(refresh)
    state.serial += 1
    return {
      accessToken: `access-${state.serial}`,
      scheme: 'Bearer',
      expiresAt: now() + LIFETIME,
      scope: undefined,
      refreshToken: `refresh-${state.serial}`,
      idToken: undefined,
      issuedType: undefined,
    }
  })
  return { state, ask }
}

type Provider = ReturnType<typeof createProvider>

const wanted = (name: string, { ask }: Provider): Wanted => ({
  name,
  async ask(_, tokens) {
    const answer = await ask(tokens.refresh ?? '')
    return { answer, refresh: answer.refreshToken, idToken: undefined }
  },
  isEnd: (error) => error instanceof SsoError && error.code === 'ERR_SSO_TOKEN_REFUSED',
})

/** A process of a portal: all of them share the store, and its steps take effect in whatever order the scheduler says. */
function createProcess(store: Store, now: () => number): TokenDesk {
  const state = { flights: new Map(), unsaved: new Map(), rest: { until: 0 } }
  const metadata = async () => ({}) as never
  return { client: { metadata } as never, store, now, idleSeconds: 600, onError: () => {}, ...state }
}

function scheduled(store: Store, scheduler: fc.Scheduler): Store {
  const entries = Object.entries(store) as [keyof Store, (...args: never[]) => Promise<unknown>][]
  return Object.fromEntries(
    entries.map(([name, method]) => [name, scheduler.scheduleFunction(method)]),
  ) as unknown as Store
}

function signedIn(): StoredSession {
  const answer = {
    accessToken: 'access-0',
    scheme: 'Bearer',
    expiresAt: START + LIFETIME,
    scope: undefined,
  } as const
  const tokens: SessionTokens = {
    refresh: 'refresh-0',
    held: [heldToken('', answer as unknown as TokenAnswer, START)],
  }
  return { ...session({ expiresAt: 9000, idleUntil: 9000 }), tokens }
}

interface Scene {
  readonly provider: Provider
  readonly inner: Store
  readonly processes: readonly [TokenDesk, TokenDesk, TokenDesk]
  readonly clock: { now: number }
  readonly scheduler: fc.Scheduler
  /** What a request that comes to a process now gets. */
  call(process: TokenDesk, name?: string): Promise<string>
}

async function inAnyOrder(run: (scene: Scene) => Promise<void>, numRuns = 300): Promise<void> {
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const clock = { now: START + LIFETIME + 1 }
    const now = () => clock.now
    const inner = memoryStore({ clock: () => new Date(now() * 1000) })
    const store = scheduled(inner, scheduler)
    const provider = createProvider(now, scheduler)
    const found = signedIn()
    await inner.put(KEY, found)
    const create = () => createProcess(store, now)
    const call = async (process: TokenDesk, name = '') =>
      (await freshToken({ key: KEY, session: found }, wanted(name, provider), process)).value
    await run({ provider, inner, processes: [create(), create(), create()], clock, scheduler, call })
  })
  await fc.assert(property, { numRuns, seed: 1 })
}

/** Lets everything go on in the scheduler's order, waiting for locks included, which are taken again after a while. */
async function settle<T>(scheduler: fc.Scheduler, work: Promise<T>): Promise<T> {
  const state = { isOver: false }
  const over = () => {
    state.isOver = true
  }
  work.then(over, over)
  while (!state.isOver) {
    if (scheduler.count() > 0) await scheduler.waitOne()
    else await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return work
}

describe('in whatever order steps take effect', () => {
  test('every refresh token is used once, and all get the token that it brought', async () => {
    await inAnyOrder(async ({ provider, inner, processes, scheduler, call }) => {
      const calls = [...processes, ...processes].map((process) => call(process))
      const told = await settle(scheduler, Promise.all(calls))
      expect(new Set(told)).toEqual(new Set(['access-1']))
      expect(provider.state).toEqual({ serial: 1, reused: 0, isRevoked: false })
      expect((await inner.get(KEY))?.tokens?.refresh).toBe('refresh-1')
    }, 60)
  }, 60_000)

  test('tokens for several interfaces are got one after the other, and all are held', async () => {
    await inAnyOrder(async ({ provider, inner, processes, scheduler, call }) => {
      const names = ['x', 'y', '', 'x', 'y', '']
      const calls = names.map((name, n) => call(processes[n % 3] ?? processes[0], name))
      const told = await settle(scheduler, Promise.all(calls))
      expect(told.slice(0, 3)).toEqual(told.slice(3))
      expect(provider.state).toEqual({ serial: 3, reused: 0, isRevoked: false })
      const tokens = (await inner.get(KEY))?.tokens
      expect(tokens?.held.map(({ value }) => value).sort()).toEqual(['access-1', 'access-2', 'access-3'])
      expect(tokens?.refresh).toBe('refresh-3')
    }, 40)
  }, 60_000)

  test('after a logout there is no session and no token, whoever was at it', async () => {
    await inAnyOrder(async ({ provider, inner, processes, scheduler, call }) => {
      const logout = scheduler
        .schedule(Promise.resolve('logout'))
        .then(() => inner.destroyBySub(ISSUER, 'someone', 1000, 9000))
      const calls = processes.map((process) => call(process).catch((error) => error as SsoError))
      const told = await settle(scheduler, Promise.all([logout, ...calls]))
      for (const one of told.slice(1)) {
        if (typeof one !== 'string') expect(one).toMatchObject({ code: 'ERR_SSO_SIGNED_OUT' })
      }
      expect(await inner.get(KEY)).toBeUndefined()
      expect(provider.state.reused).toBe(0)
      // Who comes now gets nothing, though they still know the session as it was.
      await expect(settle(scheduler, call(processes[0]))).rejects.toMatchObject({
        code: 'ERR_SSO_SIGNED_OUT',
      })
    }, 150)
  }, 60_000)

  const issue = (n: string, expiresAt: number): TokenAnswer => ({
    accessToken: `access-${n}`,
    scheme: 'Bearer',
    expiresAt,
    scope: undefined,
    refreshToken: `refresh-${n}`,
    idToken: undefined,
    issuedType: undefined,
  })
  const by = (ask: () => Promise<TokenAnswer>): Wanted => ({
    name: '',
    async ask() {
      const answer = await ask()
      return { answer, refresh: answer.refreshToken, idToken: undefined }
    },
    isEnd: (error) => error instanceof SsoError && error.code === 'ERR_SSO_TOKEN_REFUSED',
  })

  /** A session that is changed while its token is asked for. */
  async function changing(change: (store: Store, clock: { now: number }) => Promise<unknown>) {
    const clock = { now: START + LIFETIME + 1 }
    const now = () => clock.now
    const store = memoryStore({ clock: () => new Date(now() * 1000) })
    const found = { key: KEY, session: signedIn() }
    await store.put(KEY, found.session)
    const asking = by(async () => {
      await change(store, clock)
      return issue('new', clock.now + LIFETIME)
    })
    return { found, asking, store, desk: createProcess(store, now) }
  }

  test('where another has gone on, with a token that is over by now, it is to be tried again', async () => {
    const { found, asking, desk } = await changing((store, clock) => {
      clock.now += 1
      return store.replace(KEY, KEY, { ...found.session, fence: 9 })
    })
    await expect(freshToken(found, asking, desk)).rejects.toMatchObject({ code: 'ERR_SSO_STORE_BUSY' })
  })

  test('where the session holds no tokens any more, there is none', async () => {
    const { found, asking, store, desk } = await changing(async () => {})
    const { tokens: _, ...without } = found.session
    await store.put(KEY, without)
    await expect(freshToken(found, asking, desk)).rejects.toMatchObject({ code: 'ERR_SSO_TOKENS_NONE' })
  })

  test('what the store could not take is not put into a session that has ended since', async () => {
    let asked = 0
    const { found, asking, store, desk } = await changing(async () => {
      asked += 1
    })
    desk.unsaved.set(KEY, { from: 'refresh-0', session: found.session })
    const ending: TokenDesk = {
      ...desk,
      store: {
        ...store,
        async replace(former, key, session) {
          await store.destroy(former)
          return store.replace(former, key, session)
        },
      },
    }
    await expect(freshToken(found, asking, ending)).rejects.toMatchObject({ code: 'ERR_SSO_SIGNED_OUT' })
    expect(asked).toBe(0)
  })

  test('what the store could not take counts no more where another has gone on', async () => {
    const { found, asking, store, desk } = await changing(async () => {})
    desk.unsaved.set(KEY, { from: 'an older one', session: found.session })
    expect((await freshToken(found, asking, desk)).value).toBe('access-new')
    expect([desk.unsaved.size, (await store.get(KEY))?.tokens?.refresh]).toEqual([0, 'refresh-new'])
  })

  test.each([
    ['an answer', async () => issue('slow', 9000), { value: 'access-quick' }],
    [
      'a refusal',
      () => Promise.reject(new SsoError('ERR_SSO_TOKEN_REFUSED', { error: 'invalid_grant' })),
      { code: 'ERR_SSO_TOKEN_REFUSED' },
    ],
  ])(
    'a process that was held up beyond its lock, and then gets %s, overwrites and ends nothing',
    async (_, late, told) => {
      const clock = { now: START + LIFETIME + 1 }
      const now = () => clock.now
      const store = memoryStore({ clock: () => new Date(now() * 1000) })
      const found = { key: KEY, session: signedIn() }
      await store.put(KEY, found.session)
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const slow = freshToken(
        found,
        by(() => held.then(late)),
        createProcess(store, now),
      )
      const outcome = slow.catch((error: unknown) => error)
      await new Promise((resolve) => setTimeout(resolve, 5))
      clock.now += 61
      const quick = by(async () => issue('quick', clock.now + LIFETIME))
      expect((await freshToken(found, quick, createProcess(store, now))).value).toBe('access-quick')
      release()
      expect(await outcome).toMatchObject(told)
      expect((await store.get(KEY))?.tokens?.refresh).toBe('refresh-quick')
    },
  )
})
