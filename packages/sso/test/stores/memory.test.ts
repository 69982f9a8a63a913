import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryStore, type StoredSession } from '../../src/index.ts'
import { testStore } from './store-contract.ts'

const at = (now: () => number) => () => new Date(now() * 1000)

function session(sid: string | undefined, sub: string, issuedAt: number, expiresAt = 10_000): StoredSession {
  const user = { subject: { kind: 'natural-person', name: undefined }, level: 0, issuer: 'i', sub } as const
  return { user, sid, idToken: '', issuedAt, createdAt: 0, expiresAt }
}

describe('the store in memory', () => {
  testStore(async (now) => memoryStore({ clock: at(now) }))

  test('refuses what it has no room for, and makes room of what has expired', async () => {
    const clock = { now: 0 }
    const store = memoryStore({ maxEntries: 2, clock: at(() => clock.now) })
    await store.put('a', session('a', 's', 0, 10))
    await store.put('b', session('b', 's', 0, 20))
    await expect(store.put('c', session('c', 's', 0))).rejects.toMatchObject({ code: 'ERR_SSO_STORE_FULL' })
    await expect(store.put('a', session('a', 's', 0, 10))).resolves.toBe(true)
    clock.now = 10
    expect(await store.put('c', session('c', 's', 0))).toBe(true)
    expect(await store.get('b')).toBeDefined()
  })

  test('ends sessions by a logout that it has no room to remember', async () => {
    const store = memoryStore({ maxEntries: 1, clock: at(() => 0) })
    await store.put('a', session('a', 's', 0))
    await store.destroyBySid('i', 'other', 0, 100)
    await expect(store.destroyBySid('i', 'a', 0, 100)).rejects.toMatchObject({ code: 'ERR_SSO_STORE_FULL' })
    expect(await store.get('a')).toBeUndefined()
  })

  test('agrees with the plain rule, whatever happens in whatever order', async () => {
    const sid = fc.constantFrom('x', 'y', undefined)
    const sub = fc.constantFrom('s', 't')
    const time = fc.integer({ min: 0, max: 9 })
    const event = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), key: fc.constantFrom('1', '2', '3'), sid, sub, time }),
      fc.record({ kind: fc.constant('sid' as const), sid: fc.constantFrom('x', 'y'), time }),
      fc.record({ kind: fc.constant('sub' as const), sub, time }),
      fc.record({ kind: fc.constant('unnamed' as const), sub, time }),
      fc.record({ kind: fc.constant('destroy' as const), key: fc.constantFrom('1', '2', '3') }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const store = memoryStore({ clock: at(() => 0) })
        const model = new Map<string, { sid: string | undefined; sub: string; time: number }>()
        const ends: ((entry: { sid: string | undefined; sub: string; time: number }) => boolean)[] = []
        for (const step of events) {
          if (step.kind === 'put') {
            const over = ends.some((isOver) => isOver(step))
            expect(await store.put(step.key, session(step.sid, step.sub, step.time))).toBe(!over)
            if (!over) model.set(step.key, step)
          } else if (step.kind === 'destroy') {
            await store.destroy(step.key)
            model.delete(step.key)
          } else {
            const isOver = (entry: { sid: string | undefined; sub: string; time: number }) =>
              entry.time <= step.time &&
              (step.kind === 'sid' ? entry.sid === step.sid : entry.sub === step.sub) &&
              (step.kind !== 'unnamed' || entry.sid === undefined)
            ends.push(isOver)
            if (step.kind === 'sid') await store.destroyBySid('i', step.sid, step.time, 100)
            else if (step.kind === 'unnamed') await store.destroyWithoutSid('i', step.sub, step.time, 100)
            else await store.destroyBySub('i', step.sub, step.time, 100)
            for (const [key, entry] of model) if (isOver(entry)) model.delete(key)
          }
        }
        for (const key of ['1', '2', '3']) expect((await store.get(key)) !== undefined).toBe(model.has(key))
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
