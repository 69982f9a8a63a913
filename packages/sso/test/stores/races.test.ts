import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore, type Store } from '../../src/index.ts'
import { withLock } from '../../src/session/lock.ts'
import { ISSUER, session } from './contract.ts'

const now = () => 1000

/** A store whose steps take effect in whatever order the scheduler says. */
function scheduled(scheduler: fc.Scheduler): Store {
  const store = memoryStore({ clock: () => new Date(now() * 1000) })
  const entries = Object.entries(store) as [keyof Store, (...args: never[]) => Promise<unknown>][]
  return Object.fromEntries(
    entries.map(([name, method]) => [name, scheduler.scheduleFunction(method)]),
  ) as unknown as Store
}

async function inAnyOrder(run: (store: Store, scheduler: fc.Scheduler) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => run(scheduled(scheduler), scheduler))
  await fc.assert(property, { numRuns: 300, seed: 1 })
}

describe('in whatever order steps take effect', () => {
  test('no session that a logout ended is there after it', async () => {
    await inAnyOrder(async (store, scheduler) => {
      const login = async () => {
        await store.put('old', session())
        await store.touch('old', 1900)
        await store.put('new', session(), 'old')
        const read = await store.get('new')
        if (read !== undefined) await store.replace('new', 'switched', read)
        await store.touch('new', 1900)
      }
      const logout = () => store.destroyBySid(ISSUER, 'sid', 1000, 1900)
      const all = Promise.all([login(), logout(), login()])
      await scheduler.waitFor(all)
      const found = Promise.all([store.get('old'), store.get('new'), store.get('switched')])
      expect(await scheduler.waitFor(found)).toEqual([undefined, undefined, undefined])
      expect(await scheduler.waitFor(store.list(ISSUER, 'someone'))).toEqual([])
    })
  })

  test('of two that change one session, the one that read what is there wins', async () => {
    await inAnyOrder(async (store, scheduler) => {
      await scheduler.waitFor(store.put('a', session()))
      const change = async (to: string) => ((await store.replace('a', to, session())) ? [to] : [])
      const won = (await scheduler.waitFor(Promise.all([change('b'), change('c')]))).flat()
      expect(won).toHaveLength(1)
      const kept = await scheduler.waitFor(store.list(ISSUER, 'someone'))
      expect(kept.map(({ key }) => key)).toEqual(won)
    })
  })

  test('a refresh token is used by one at a time, and what it brought is what stays', async () => {
    await inAnyOrder(async (store, scheduler) => {
      await scheduler.waitFor(store.put('a', session({ idToken: '0' })))
      const used: string[] = []
      const refresh = async () => {
        const fence = await store.lock('refresh a', 1030)
        if (fence === undefined) return
        const read = await store.get('a')
        const token = read?.idToken ?? ''
        used.push(token)
        const next = { ...session({ idToken: String(Number(token) + 1) }), fence }
        expect(await store.replace('a', 'a', next)).toBe(true)
        await store.unlock('refresh a', fence)
      }
      await scheduler.waitFor(Promise.all([refresh(), refresh(), refresh()]))
      expect(new Set(used).size).toBe(used.length)
      expect((await scheduler.waitFor(store.get('a')))?.idToken).toBe(String(used.length))
    })
  })

  test('who comes late with a lock that others had since overwrites nothing', async () => {
    const clock = { now: 1000 }
    const store = memoryStore({ clock: () => new Date(clock.now * 1000) })
    await store.put('a', session())
    const slow = (await store.lock('refresh a', 1030)) ?? 0
    clock.now = 1031
    const quick = (await store.lock('refresh a', 1061)) ?? 0
    expect(await store.replace('a', 'a', session({ fence: quick, idToken: 'quick' }))).toBe(true)
    expect(await store.replace('a', 'a', session({ fence: slow, idToken: 'slow' }))).toBe(false)
    expect((await store.get('a'))?.idToken).toBe('quick')
  })
})

describe('a lock', () => {
  const options = { seconds: 30, patience: 5 }

  test('lets one work at a time, and all in the end', async () => {
    const settings = { store: memoryStore({ clock: () => new Date(now() * 1000) }), now }
    let working = 0
    const fences: number[] = []
    const work = async (fence: number) => {
      working += 1
      expect(working).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 5))
      working -= 1
      fences.push(fence)
      return fence
    }
    const told = await Promise.all([1, 2, 3, 4].map(() => withLock(settings, 'x', options, work)))
    expect(fences).toEqual([...fences].sort((a, b) => a - b))
    expect(told.sort()).toEqual(fences.sort())
  })

  test('is given back by work that fails, and by work after which the store is away', async () => {
    const store = memoryStore({ clock: () => new Date(now() * 1000) })
    const settings = { store, now }
    const failing = withLock(settings, 'x', options, async () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    const away = { store: { ...store, unlock: async () => Promise.reject(new Error('away')) }, now }
    expect(await withLock(away, 'x', options, async () => 'done')).toBe('done')
  })

  test('is not waited for beyond patience', async () => {
    const store = memoryStore({ clock: () => new Date(now() * 1000) })
    await store.lock('x', 2000)
    const waiting = withLock({ store, now }, 'x', { seconds: 30, patience: 0.05 }, async () => 'never')
    await expect(waiting).rejects.toMatchObject({ code: 'ERR_SSO_STORE_BUSY' })
  })
})
