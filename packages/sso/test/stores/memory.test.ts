import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { session, storeContract } from './contract.ts'
import { agreesWithModel } from './model.ts'

const at = (now: () => number) => () => new Date(now() * 1000)

describe('the store in memory', () => {
  test.each(storeContract)('$name', ({ run }) => run(async (now) => memoryStore({ clock: at(now) })))

  test('refuses what it has no room for, and makes room of what has expired', async () => {
    const clock = { now: 0 }
    const store = memoryStore({ maxEntries: 2, clock: at(() => clock.now) })
    await store.put('a', session({ expiresAt: 10 }))
    await store.put('b', session({ idleUntil: 20 }))
    await expect(store.put('c', session())).rejects.toMatchObject({ code: 'ERR_SSO_STORE_FULL' })
    await expect(store.put('c', session(), 'never-there')).rejects.toMatchObject({
      code: 'ERR_SSO_STORE_FULL',
    })
    await expect(store.put('a', session({ expiresAt: 10 }))).resolves.toBe(true)
    await expect(store.put('d', session({ expiresAt: 10 }), 'a')).resolves.toBe(true)
    clock.now = 10
    expect(await store.put('c', session())).toBe(true)
    expect(await store.get('b')).toBeDefined()
  })

  test('ends sessions by a logout that it has no room to remember', async () => {
    const store = memoryStore({ maxEntries: 1, clock: at(() => 0) })
    await store.put('a', session({ sid: 'a' }))
    await store.destroyBySid('https://op.example', 'other', 1000, 2000)
    const full = { code: 'ERR_SSO_STORE_FULL' }
    await expect(store.destroyBySid('https://op.example', 'a', 1000, 2000)).rejects.toMatchObject(full)
    expect(await store.get('a')).toBeUndefined()
  })

  test('does not tell more than a thousand sessions of one subject', async () => {
    const store = memoryStore({ clock: at(() => 0) })
    for (let n = 1; n <= 1001; n += 1) await store.put(`k${n}`, session({ expiresAt: n, idleUntil: n }))
    const found = await store.list('https://op.example', 'someone')
    expect([found.length, found[0]?.key, found.at(-1)?.key]).toEqual([1000, 'k1001', 'k2'])
  })

  test('agrees with the plain rules, whatever happens in whatever order', async () => {
    const clock = { now: 1000 }
    await agreesWithModel(memoryStore({ clock: at(() => clock.now) }), clock, 300)
  })
})
