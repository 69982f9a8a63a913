import { describe, expect, test } from 'vitest'
import { memoryStore, type RelyingPartyOptions, type Store } from '../../src/index.ts'
import { type Bench, createBench, get, Jar, NOW, ORIGIN, signIn } from '../hostile-provider.ts'

/** A browser that is signed in at a portal whose store can be watched. */
async function signedIn(options: Partial<RelyingPartyOptions> = {}) {
  const clock = { seconds: NOW }
  const calls: string[] = []
  const inner = memoryStore({ clock: () => new Date(clock.seconds * 1000) })
  const store: Store = {
    ...inner,
    touch: (key, until) => {
      calls.push('touch')
      return inner.touch(key, until)
    },
  }
  const bench = await createBench({ store, clock: () => new Date(clock.seconds * 1000), ...options })
  const jar = new Jar()
  await signIn(bench, jar)
  return { bench, clock, store, calls, jar }
}

const uses = ({ sso }: Bench, jar: Jar) =>
  sso.session(new Request(ORIGIN, { headers: { cookie: jar.header } }))

describe('a session', () => {
  test('ends when it has not been used for long enough', async () => {
    const { bench, clock, jar } = await signedIn()
    clock.seconds = NOW + 1_799
    expect((await get(bench, '/session', jar)).status).toBe(200)
    clock.seconds = NOW + 1_800
    expect(await uses(bench, jar)).toBeUndefined()
  })

  test('lasts on while it is used, but not for ever', async () => {
    const { bench, clock, jar } = await signedIn({ sessionSeconds: 3_600, idleSeconds: 600 })
    for (clock.seconds = NOW; clock.seconds < NOW + 3_600; clock.seconds += 500) {
      expect(await uses(bench, jar)).toBeDefined()
    }
    clock.seconds = NOW + 3_599
    expect((await uses(bench, jar))?.idleUntil).toEqual(new Date((NOW + 3_600) * 1000))
    clock.seconds = NOW + 3_600
    expect(await uses(bench, jar)).toBeUndefined()
  })

  test('is not kept alive by a page that asks how it is', async () => {
    const { bench, clock, jar, calls } = await signedIn()
    for (clock.seconds = NOW; clock.seconds < NOW + 1_800; clock.seconds += 100) {
      expect((await get(bench, '/session', jar)).status).toBe(200)
    }
    expect((await get(bench, '/session', jar)).status).toBe(401)
    expect(calls).toEqual([])
  })

  test('is written once for many requests', async () => {
    const { bench, clock, jar, calls } = await signedIn()
    clock.seconds = NOW + 179
    for (let n = 0; n < 10; n += 1) await uses(bench, jar)
    expect(calls).toHaveLength(0)
    clock.seconds = NOW + 180
    for (let n = 0; n < 10; n += 1) await uses(bench, jar)
    expect(calls).toHaveLength(1)
  })

  test('that ends between being read and being touched lets nobody in', async () => {
    const { bench, clock, jar, store } = await signedIn()
    clock.seconds = NOW + 600
    const { touch } = store
    store.touch = async (key, until) => {
      await store.destroyBySub('https://op.example', 'someone', clock.seconds, clock.seconds + 900)
      return touch(key, until)
    }
    expect(await uses(bench, jar)).toBeUndefined()
  })

  test('changes its id when somebody signs in again, and the old id is dead in the same step', async () => {
    const { bench, jar, store } = await signedIn()
    const old = new Jar()
    for (const [name, value] of jar.cookies) old.cookies.set(name, value)
    let destroyed = 0
    store.destroy = async () => {
      destroyed += 1
    }
    await signIn(bench, jar)
    expect(jar.header).not.toBe(old.header)
    expect(await uses(bench, jar)).toBeDefined()
    expect(await uses(bench, old)).toBeUndefined()
    expect(destroyed).toBe(0)
  })
})
