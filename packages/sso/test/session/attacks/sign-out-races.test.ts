import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryStore, type Store, sealedStore } from '../../../src/index.ts'
import { memoryRecords } from '../../../src/stores/memory.ts'
import { createSessionTables, postgresStore } from '../../../src/stores/postgres/store.ts'
import {
  type ActingBench,
  AGENT,
  copyOf,
  createActing,
  REPRESENTATIVE,
  signInWith,
  switchTo,
} from '../../acting.ts'
import { codeOf, ISSUER, NOW, post, signIn } from '../../hostile-provider.ts'

// A person signs out in one tab while another tab puts a session in the place of the one that both had when they sent their
// requests. The sign-out is let in whole at every step that the other takes, and the other at every step of the sign-out.

const KEYS = [{ id: 'k', secret: new Uint8Array(32).fill(7) }] as const
const clock = () => new Date(NOW * 1000)
let client: PGlite

beforeAll(async () => {
  client = await PGlite.create()
  await createSessionTables(client)
}, 60_000)
afterAll(() => client.close())

const STORES: [name: string, open: () => Promise<Store>][] = [
  ['in memory', async () => memoryStore({ clock })],
  ['sealed', async () => sealedStore(memoryRecords({ clock }), { keys: KEYS })],
  [
    'in PostgreSQL',
    async () => {
      await client.query('truncate xinyin_sso_sessions, xinyin_sso_groups, xinyin_sso_logouts')
      return postgresStore({ client, keys: KEYS, clock })
    },
  ],
]

/** A store before whose `at`-th step, counted from when it is armed, something else happens as a whole. */
function interrupted(store: Store) {
  const state = { left: Number.POSITIVE_INFINITY, steps: 0, between: async () => {} }
  const entries = Object.entries(store) as [string, (...values: unknown[]) => Promise<unknown>][]
  const wrapped = entries.map(([name, method]) => [
    name,
    async (...values: unknown[]) => {
      state.steps += 1
      state.left -= 1
      if (state.left === 0) await state.between()
      return method(...values)
    },
  ])
  return { store: Object.fromEntries(wrapped) as Store, state }
}

const person = { name: '测试丙', mandates: [AGENT, REPRESENTATIVE] }
type Request = (bench: ActingBench) => Promise<unknown>
// Each with a copy of what the browser had when the requests were sent.
const signOut: Request = (bench) => post(bench, '/logout', {}, copyOf(bench.jar))
const REPLACING: [name: string, request: Request][] = [
  ['a switch to a company', (bench) => switchTo(bench, 'm-agent', copyOf(bench.jar))],
  [
    'two switches, one after the other',
    async (bench) => {
      const jar = copyOf(bench.jar)
      await switchTo(bench, 'm-agent', jar)
      await switchTo(bench, 'm-representative', jar)
    },
  ],
  ['a step-up', (bench) => signIn(bench, copyOf(bench.jar), '?level=3')],
]
/** More than any of these takes: a race that nothing came into is told apart. */
const STEPS = 40

/** Signs in, and lets `inner` in whole before the `at`-th step of `outer`. */
async function race(open: () => Promise<Store>, outer: Request, inner: Request, at: number) {
  const { store, state } = interrupted(await open())
  const bench = await createActing({ store })
  await signInWith(bench, person)
  const race = { bench, store, happened: false }
  state.left = at
  state.between = async () => {
    race.happened = true
    await inner(bench)
  }
  await outer(bench)
  state.left = Number.POSITIVE_INFINITY
  return race
}

const left = async (store: Store) => (await store.list(ISSUER, 'someone')).length

describe.each(STORES)('attacks on signing out, with sessions %s', (_, open) => {
  test.each(REPLACING)(
    'nothing is left of a sign-in after it, whenever it comes during %s',
    async (_, replace) => {
      let at = 1
      for (; at < STEPS; at += 1) {
        const { store, happened } = await race(open, replace, signOut, at)
        if (!happened) break
        expect([at, await left(store)]).toEqual([at, 0])
      }
      expect(at).toBeGreaterThan(2)
      expect(at).toBeLessThan(STEPS)
    },
  )

  test.each(REPLACING)('nor when %s comes in the midst of it', async (_, replace) => {
    let at = 1
    for (; at < STEPS; at += 1) {
      const { store, happened } = await race(open, signOut, replace, at)
      if (!happened) break
      // What comes when it is done is refused by the session that is not there.
      expect([at, await left(store)]).toEqual([at, 0])
    }
    expect(at).toBeGreaterThan(1)
  })

  test('a sign-out after the switch, from a tab that does not know of it, is on record as that of the new session', async () => {
    const store = await open()
    const bench = { ...(await createActing({ store })), store }
    await signInWith(bench, person)
    const stale = copyOf(bench.jar)
    await switchTo(bench, 'm-agent')
    expect((await post(bench, '/logout', {}, stale)).status).toBe(303)
    expect(await left(bench.store)).toBe(0)
    const [, change, out] = bench.events
    if (change?.type !== 'switch' || out?.type !== 'sign-out') throw new Error('other events')
    expect(out.actor).toEqual(change.actor)
  })
})

describe('attacks on signing out', () => {
  test('a step-up that was under way is refused, and a sign-in after it is not', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const tab = copyOf(bench.jar)
    await post(bench, '/logout', {}, copyOf(bench.jar))
    const refused = await signIn(bench, tab, '?level=3')
    expect(refused.status).toBe(400)
    expect(await codeOf(refused)).toBe('ERR_SSO_SESSION_ENDED')
    expect([...tab.cookies.keys()].join()).not.toContain('session')
    expect((await signIn(bench, tab)).status).toBe(303)
  })

  test('who kept a cookie that is worth nothing any more learns nothing of who signed in after them', async () => {
    const bench = await createActing()
    await signInWith(bench, person)
    const kept = copyOf(bench.jar)
    await signInWith(bench, { sub: 'next', name: '测试丁' })
    const answer = await post(bench, '/logout', {}, kept)
    const { searchParams } = new URL(answer.headers.get('location') ?? '')
    expect([...searchParams.keys()].sort()).toEqual([
      'client_id',
      'logout_hint',
      'post_logout_redirect_uri',
      'state',
    ])
    expect(searchParams.get('logout_hint')).toBe('op-session')
    // None: whoever has the session gets it.
    bench.jar.cookies.clear()
    await signInWith(bench, { sub: 'next' })
    const own = await post(bench, '/logout', {}, bench.jar)
    expect(new URL(own.headers.get('location') ?? '').searchParams.has('id_token_hint')).toBe(true)
  })

  test('all that a line has in force is settled, not what the browser names alone', async () => {
    const bench = await createActing({ idleSeconds: 60 })
    await signInWith(bench, person)
    // The session lapses, and two tabs sign in by what the browser still has.
    bench.clock.seconds += 61
    const [one, other] = [copyOf(bench.jar), copyOf(bench.jar)]
    await signIn(bench, one)
    await signIn(bench, other)
    expect(await left(bench.store)).toBe(2)
    await post(bench, '/logout', {}, one)
    expect(await left(bench.store)).toBe(0)
    expect(bench.events.filter(({ type }) => type === 'sign-out')).toHaveLength(2)
  })

  test('made-up names of sessions leave nothing in the store', async () => {
    const store = memoryStore({ clock, maxEntries: 3 })
    const bench = await createActing({ store })
    await signInWith(bench, person)
    const [[name = ''] = []] = [...bench.jar.cookies].filter(([one]) => one.endsWith('session'))
    const tag = bench.jar.cookies.get(name)?.split('.')[1]
    for (let n = 0; n < 20; n += 1) {
      const jar = copyOf(bench.jar)
      const secret = () => `${n}`.padEnd(43, 'x')
      jar.cookies.set(name, `${secret()}.${tag}.${secret()}`)
      expect((await post(bench, '/logout', {}, jar)).status).toBe(303)
    }
    expect((await post(bench, '/logout', {}, bench.jar)).status).toBe(303)
    expect(await left(store)).toBe(0)
  })

  test('who ends a session from another browser ends what a switch has just put in its place', async () => {
    const { store, state } = interrupted(memoryStore({ clock }))
    const bench = await createActing({ store })
    await signInWith(bench, person)
    const other = copyOf(bench.jar)
    bench.jar.cookies.clear()
    await signIn(bench, bench.jar)
    const headers = { cookie: bench.jar.header }
    const foreign = (await bench.sso.sessions.list({ headers })).find(({ current }) => !current)
    state.left = 3
    state.between = async () => {
      await switchTo(bench, 'm-agent', other)
    }
    expect(await bench.sso.sessions.end({ headers }, foreign?.id ?? '')).toBe(true)
    expect(await bench.sso.sessions.list({ headers })).toHaveLength(1)
  })
})
