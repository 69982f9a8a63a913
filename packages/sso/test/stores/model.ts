import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Store, StoredSession } from '../../src/index.ts'
import { ISSUER, session } from './contract.ts'

// The rules that a store keeps, as plainly as they can be said: over a list of everything that ever happened.

interface Kept {
  readonly sid: string | undefined
  readonly sub: string
  readonly issuedAt: number
  readonly expiresAt: number
  idleUntil: number
  readonly fence: number
}

interface Logout {
  readonly kind: 'sid' | 'sub' | 'unnamed'
  readonly name: string
  readonly before: number
  readonly keepUntil: number
}

const hits = (logout: Logout, { sid, sub, issuedAt }: Kept) =>
  issuedAt <= logout.before &&
  (logout.kind === 'sid' ? sid === logout.name : sub === logout.name) &&
  (logout.kind !== 'unnamed' || sid === undefined)

function createModel() {
  const kept = new Map<string, Kept>()
  const logouts: Logout[] = []
  const inForce = (key: string, now: number) => {
    const found = kept.get(key)
    return found !== undefined && Math.min(found.expiresAt, found.idleUntil) > now ? found : undefined
  }
  return {
    inForce,
    put(key: string, next: Kept, now: number, former: string | undefined, required: boolean): boolean {
      if (logouts.some((logout) => logout.keepUntil > now && hits(logout, next))) return false
      const found = former === undefined ? undefined : inForce(former, now)
      if (required && (found === undefined || found.fence > next.fence)) return false
      if (former !== undefined) kept.delete(former)
      kept.set(key, { ...next, idleUntil: Math.min(next.idleUntil, next.expiresAt) })
      return true
    },
    touch(key: string, idleUntil: number, now: number): boolean {
      const found = inForce(key, now)
      if (found === undefined) return false
      found.idleUntil = Math.min(found.expiresAt, Math.max(found.idleUntil, idleUntil))
      return true
    },
    destroy: (key: string) => kept.delete(key),
    end(logout: Logout) {
      logouts.push(logout)
      for (const [key, entry] of kept) if (hits(logout, entry)) kept.delete(key)
    },
    keysOf: (sub: string, now: number) =>
      [...kept.keys()].filter((key) => inForce(key, now)?.sub === sub).sort(),
  }
}

const key = fc.constantFrom('1', '2', '3', '4')
const sub = fc.constantFrom('s', 't')
// Ends lie far apart: a database that lets things go by its own clock has no time to do so.
const time = fc.integer({ min: 0, max: 9 }).map((n) => n * 1000)
const later = fc.integer({ min: 5, max: 20 }).map((n) => n * 1000)
const kept = fc.record({
  sid: fc.constantFrom('x', 'y', undefined),
  sub,
  issuedAt: time,
  expiresAt: later,
  idleUntil: later,
  fence: fc.integer({ min: 0, max: 2 }),
})

const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), key, kept, former: fc.option(key) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replace' as const), key, kept, former: key }) },
  fc.record({ do: fc.constant('touch' as const), key, idleUntil: later }),
  fc.record({ do: fc.constant('destroy' as const), key }),
  fc.record({
    do: fc.constant('sid' as const),
    name: fc.constantFrom('x', 'y'),
    before: time,
    keepUntil: later,
  }),
  fc.record({
    do: fc.constantFrom('sub' as const, 'unnamed' as const),
    name: sub,
    before: time,
    keepUntil: later,
  }),
  fc.record({ do: fc.constant('wait' as const), seconds: time }),
)

/** Does the same to a store and to the plain rules, and holds every answer against theirs. */
export async function agreesWithModel(store: Store, clock: { now: number }, runs: number): Promise<void> {
  let run = 0
  const property = fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
    run += 1
    clock.now = 1000
    const model = createModel()
    // Every run has names of its own in the one store.
    const own = (name: string) => `${run}-${name}`
    const full = ({ sid, ...rest }: Kept): StoredSession =>
      session({ ...rest, sub: own(rest.sub), sid: sid === undefined ? undefined : own(sid) })
    for (const step of events) {
      const { now } = clock
      if (step.do === 'wait') clock.now += step.seconds
      else if (step.do === 'put') {
        const former = step.former ?? undefined
        const told = await store.put(own(step.key), full(step.kept), former && own(former))
        assert.equal(told, model.put(step.key, step.kept, now, former, false))
      } else if (step.do === 'replace') {
        const told = await store.replace(own(step.former), own(step.key), full(step.kept))
        assert.equal(told, model.put(step.key, step.kept, now, step.former, true))
      } else if (step.do === 'touch') {
        const told = await store.touch(own(step.key), step.idleUntil)
        assert.equal(told, model.touch(step.key, step.idleUntil, now))
      } else if (step.do === 'destroy') {
        await store.destroy(own(step.key))
        model.destroy(step.key)
      } else {
        const { do: kind, name, before, keepUntil } = step
        const method = { sid: 'destroyBySid', sub: 'destroyBySub', unnamed: 'destroyWithoutSid' } as const
        await store[method[kind]](ISSUER, own(name), before, keepUntil)
        model.end({ kind, name, before, keepUntil })
      }
    }
    for (const name of ['1', '2', '3', '4']) {
      const [found, expected] = [await store.get(own(name)), model.inForce(name, clock.now)]
      assert.deepEqual(
        found && [found.idleUntil, found.fence],
        expected && [expected.idleUntil, expected.fence],
      )
    }
    for (const name of ['s', 't']) {
      const found = await store.list(ISSUER, own(name))
      assert.deepEqual(found.map((one) => one.key).sort(), model.keysOf(name, clock.now).map(own))
    }
  })
  await fc.assert(property, { numRuns: runs, seed: 1 })
}
