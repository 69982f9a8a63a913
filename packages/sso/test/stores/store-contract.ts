import { expect, test } from 'vitest'
import type { Store, StoredSession } from '../../src/index.ts'

const ISSUER = 'https://op.example'

function session(change: Partial<StoredSession> & { sub?: string; issuer?: string } = {}): StoredSession {
  const { sub = 'someone', issuer = ISSUER, ...rest } = change
  return {
    user: { subject: { kind: 'natural-person', name: '测试甲' }, level: 3, issuer, sub },
    sid: 'sid',
    idToken: 'token',
    issuedAt: 1000,
    createdAt: 1000,
    expiresAt: 2000,
    ...rest,
  }
}

/** What every store must do, whatever it keeps things in. */
export function testStore(createStore: (now: () => number) => Promise<Store>): void {
  async function open() {
    const clock = { now: 1000 }
    return { clock, store: await createStore(() => clock.now) }
  }

  test('gives back what was put, until it expires or is destroyed', async () => {
    const { clock, store } = await open()
    expect(await store.put('a', session())).toBe(true)
    expect(await store.get('a')).toEqual(session())
    expect(await store.get('b')).toBeUndefined()
    clock.now = 2000
    expect(await store.get('a')).toBeUndefined()
    clock.now = 1000
    await store.put('a', session())
    await store.destroy('a')
    await store.destroy('never-there')
    expect(await store.get('a')).toBeUndefined()
  })

  test('is not confused by keys that objects have of their own', async () => {
    const { store } = await open()
    for (const key of ['__proto__', 'constructor', 'toString']) {
      expect(await store.get(key)).toBeUndefined()
      expect(await store.consumeOnce(key, 2000)).toBe(true)
    }
    await store.put('__proto__', session())
    expect(await store.get('__proto__')).toEqual(session())
  })

  test('by session, ends those of that issuer and session only', async () => {
    const { store } = await open()
    await store.put('a', session())
    await store.put('b', session({ sid: 'other' }))
    await store.put('c', session({ issuer: 'https://other.example' }))
    await store.put('d', session({ sid: undefined }))
    await store.destroyBySid(ISSUER, 'sid', 1000, 1900)
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((key) => store.get(key)))
    expect(left.map((found) => found !== undefined)).toEqual([false, true, true, true])
  })

  test('by subject, ends all of that issuer and subject', async () => {
    const { store } = await open()
    await store.put('a', session())
    await store.put('b', session({ sid: undefined }))
    await store.put('c', session({ issuer: 'https://other.example' }))
    await store.put('d', session({ sub: 'other' }))
    await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((key) => store.get(key)))
    expect(left.map((found) => found !== undefined)).toEqual([false, false, true, true])
  })

  test('by subject without sid, ends those of that issuer and subject that have none', async () => {
    const { store } = await open()
    await store.put('a', session({ sid: undefined }))
    await store.put('b', session())
    await store.put('c', session({ sid: undefined, issuer: 'https://other.example' }))
    await store.put('d', session({ sid: undefined, sub: 'other' }))
    await store.destroyWithoutSid(ISSUER, 'someone', 1000, 1900)
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((key) => store.get(key)))
    expect(left.map((found) => found !== undefined)).toEqual([false, true, true, true])
    expect(await store.put('e', session({ sid: undefined, issuedAt: 1000 }))).toBe(false)
    expect(await store.put('f', session({ sid: undefined, issuedAt: 1001 }))).toBe(true)
    expect(await store.put('g', session({ issuedAt: 1000 }))).toBe(true)
  })

  test('does not take a session for a subject of the same name', async () => {
    const { store } = await open()
    await store.put('a', session({ sid: 'someone' }))
    await store.put('b', session({ sid: 'x', sub: 'sid' }))
    await store.destroyBySid(ISSUER, 'sid', 1000, 1900)
    expect(await store.get('a')).toBeDefined()
    expect(await store.get('b')).toBeDefined()
  })

  test('leaves sessions that were issued after the logout', async () => {
    const { store } = await open()
    await store.put('before', session({ issuedAt: 1000 }))
    await store.put('after', session({ issuedAt: 1001 }))
    await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
    expect(await store.get('before')).toBeUndefined()
    expect(await store.get('after')).toBeDefined()
  })

  test('takes no session that a logout has ended before it came, for as long as it was told', async () => {
    const { clock, store } = await open()
    await store.destroyBySid(ISSUER, 'sid', 1000, 1900)
    expect(await store.put('a', session({ issuedAt: 1000 }))).toBe(false)
    expect(await store.get('a')).toBeUndefined()
    expect(await store.put('b', session({ issuedAt: 1001 }))).toBe(true)
    expect(await store.put('c', session({ issuedAt: 1000, sid: 'other' }))).toBe(true)
    clock.now = 1900
    expect(await store.put('d', session({ issuedAt: 1000 }))).toBe(true)
  })

  test('keeps the later of two logouts that come in the wrong order', async () => {
    const { store } = await open()
    await store.destroyBySub(ISSUER, 'someone', 1500, 1900)
    await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
    expect(await store.put('a', session({ issuedAt: 1200 }))).toBe(false)
  })

  test('lets something be used once, until it may be forgotten', async () => {
    const { clock, store } = await open()
    expect(await store.consumeOnce('x', 1500)).toBe(true)
    expect(await store.consumeOnce('x', 1500)).toBe(false)
    expect(await store.consumeOnce('y', 1500)).toBe(true)
    clock.now = 1500
    expect(await store.consumeOnce('x', 2000)).toBe(true)
  })

  test('lets one of many at the same time win', async () => {
    const { store } = await open()
    const won = await Promise.all(Array.from({ length: 20 }, () => store.consumeOnce('x', 1500)))
    expect(won.filter(Boolean)).toHaveLength(1)
  })
}
