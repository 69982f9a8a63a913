import assert from 'node:assert/strict'
import type { Store, StoredSession } from '../../src/index.ts'

// Runs under vitest and in `npm run interop -- sso`, on live databases: so it asserts by itself.

export const ISSUER = 'https://op.example'

export type Change = Partial<StoredSession> & { sub?: string; issuer?: string }

export function session(change: Change = {}): StoredSession {
  const { sub = 'someone', issuer = ISSUER, ...rest } = change
  return {
    user: { subject: { kind: 'natural-person', name: '测试甲' }, level: 3, issuer, sub },
    sid: 'sid',
    party: 'portal',
    line: 'line',
    idToken: 'token',
    issuedAt: 1000,
    createdAt: 1000,
    expiresAt: 2000,
    idleUntil: 2000,
    fence: 0,
    ...rest,
  }
}

/** An empty store, by a clock that a test turns. */
export type OpenStore = (now: () => number) => Promise<Store>

interface Bench {
  readonly store: Store
  readonly clock: { now: number }
}

/** Something that every store must do, whatever it keeps things in. */
export interface ContractCase {
  readonly name: string
  run(open: OpenStore): Promise<void>
}

const cases: ContractCase[] = []
function must(name: string, run: (bench: Bench) => Promise<void>): void {
  cases.push({
    name,
    async run(open) {
      const clock = { now: 1000 }
      await run({ clock, store: await open(() => clock.now) })
    },
  })
}

/** Which of these keys have a session in force. */
async function present({ store }: Bench, ...keys: string[]): Promise<string> {
  const found = await Promise.all(keys.map((key) => store.get(key)))
  return keys.filter((_, at) => found[at] !== undefined).join(' ')
}

must('gives back what was put, until it expires or is destroyed', async ({ clock, store }) => {
  assert.equal(await store.put('a', session()), true)
  assert.deepEqual(await store.get('a'), session())
  assert.equal(await store.get('b'), undefined)
  clock.now = 2000
  assert.equal(await store.get('a'), undefined)
  clock.now = 1000
  await store.put('a', session())
  await store.destroy('a')
  await store.destroy('never-there')
  assert.equal(await store.get('a'), undefined)
})

must('keeps every character and every fraction of a second', async ({ store }) => {
  const user = {
    subject: { kind: 'natural-person', name: '𠮷野"\\\u0000\u2028' },
    level: 1,
    issuer: ISSUER,
    sub: '" \'\\{}*%_;',
  } as const
  const odd = session({
    user,
    sid: undefined,
    issuedAt: 999.1234567,
    createdAt: 1000.1,
    expiresAt: 1999.0001,
    idleUntil: 1998.75,
  })
  await store.put('a', odd)
  const { sid: _, ...expected } = odd
  const { sid, ...found } = (await store.get('a')) ?? session()
  assert.equal(sid, undefined)
  assert.deepEqual(found, expected)
  await store.destroyBySub(ISSUER, user.sub, 999.1234567, 1900)
  assert.equal(await store.get('a'), undefined)
})

must('is not confused by keys that objects have of their own', async ({ store }) => {
  for (const key of ['__proto__', 'constructor', 'toString']) {
    assert.equal(await store.get(key), undefined)
    assert.equal(await store.consumeOnce(key, 2000), true)
  }
  await store.put('__proto__', session())
  assert.deepEqual(await store.get('__proto__'), session())
})

must('overwrites what was under the key, and its groups', async (bench) => {
  const { store } = bench
  await store.put('a', session({ sid: 'first' }))
  await store.put('a', session({ sid: 'second', sub: 'other' }))
  await store.destroyBySid(ISSUER, 'first', 1000, 1900)
  await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
  assert.equal(await present(bench, 'a'), 'a')
  await store.destroyBySid(ISSUER, 'second', 1000, 1900)
  assert.equal(await present(bench, 'a'), '')
})

must('by session, ends those of that issuer and session only', async (bench) => {
  const { store } = bench
  await store.put('a', session())
  await store.put('b', session({ sid: 'other' }))
  await store.put('c', session({ issuer: 'https://other.example' }))
  await store.put('d', session({ sid: undefined }))
  await store.destroyBySid(ISSUER, 'sid', 1000, 1900)
  assert.equal(await present(bench, 'a', 'b', 'c', 'd'), 'b c d')
})

must('by subject, ends all of that issuer and subject', async (bench) => {
  const { store } = bench
  await store.put('a', session())
  await store.put('b', session({ sid: undefined }))
  await store.put('c', session({ issuer: 'https://other.example' }))
  await store.put('d', session({ sub: 'other' }))
  await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
  assert.equal(await present(bench, 'a', 'b', 'c', 'd'), 'c d')
})

must('by subject without sid, ends those of that issuer and subject that have none', async (bench) => {
  const { store } = bench
  await store.put('a', session({ sid: undefined }))
  await store.put('b', session())
  await store.put('c', session({ sid: undefined, issuer: 'https://other.example' }))
  await store.put('d', session({ sid: undefined, sub: 'other' }))
  await store.destroyWithoutSid(ISSUER, 'someone', 1000, 1900)
  assert.equal(await present(bench, 'a', 'b', 'c', 'd'), 'b c d')
  assert.equal(await store.put('e', session({ sid: undefined, issuedAt: 1000 })), false)
  assert.equal(await store.put('f', session({ sid: undefined, issuedAt: 1001 })), true)
  assert.equal(await store.put('g', session({ issuedAt: 1000 })), true)
})

must('does not take a session for a subject of the same name', async (bench) => {
  const { store } = bench
  await store.put('a', session({ sid: 'someone' }))
  await store.put('b', session({ sid: 'x', sub: 'sid' }))
  await store.destroyBySid(ISSUER, 'sid', 1000, 1900)
  assert.equal(await present(bench, 'a', 'b'), 'a b')
})

must('leaves sessions that were issued after the logout', async (bench) => {
  const { store } = bench
  await store.put('before', session({ issuedAt: 1000 }))
  await store.put('after', session({ issuedAt: 1001 }))
  await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
  assert.equal(await present(bench, 'before', 'after'), 'after')
})

must('takes no session that a logout has ended before it came, for as long as it was told', async (bench) => {
  const { clock, store } = bench
  await store.put('old', session({ sid: 'old' }))
  await store.destroyBySid(ISSUER, 'sid', 1000, 1900)
  assert.equal(await store.put('a', session({ issuedAt: 1000 }), 'old'), false)
  assert.equal(await present(bench, 'a', 'old'), 'old')
  assert.equal(await store.put('b', session({ issuedAt: 1001 })), true)
  assert.equal(await store.put('c', session({ issuedAt: 1000, sid: 'other' })), true)
  clock.now = 1900
  assert.equal(await store.put('d', session({ issuedAt: 1000 })), true)
})

must(
  'keeps the later of two logouts that come in the wrong order, for the longer of the times',
  async (bench) => {
    const { clock, store } = bench
    await store.destroyBySub(ISSUER, 'someone', 1500, 1900)
    await store.destroyBySub(ISSUER, 'someone', 1000, 1800)
    clock.now = 1850
    assert.equal(await store.put('a', session({ issuedAt: 1200 })), false)
  },
)

must('forgets a logout whose time is up when another comes', async ({ clock, store }) => {
  await store.destroyBySub(ISSUER, 'someone', 1500, 1600)
  clock.now = 1700
  await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
  assert.equal(await store.put('a', session({ issuedAt: 1200 })), true)
})

must('ends the session whose place a new one takes', async (bench) => {
  const { store } = bench
  await store.put('a', session())
  assert.equal(await store.put('b', session({ sid: 'other' }), 'a'), true)
  assert.equal(await store.put('c', session(), 'never-there'), true)
  assert.equal(await present(bench, 'a', 'b', 'c'), 'b c')
})

must('replaces what is in force only', async (bench) => {
  const { clock, store } = bench
  assert.equal(await store.replace('never-there', 'x', session()), false)
  await store.put('a', session())
  assert.equal(await store.replace('a', 'b', session({ createdAt: 1001 })), true)
  assert.equal(await present(bench, 'a', 'b'), 'b')
  assert.equal(await store.replace('a', 'x', session()), false)
  assert.equal(await store.replace('b', 'b', session({ idToken: 'newer' })), true)
  assert.equal((await store.get('b'))?.idToken, 'newer')
  await store.destroyBySub(ISSUER, 'someone', 1000, 1900)
  assert.equal(await store.replace('b', 'b', session()), false)
  assert.equal(await store.replace('b', 'x', session({ issuedAt: 1001 })), false)
  await store.put('c', session({ sub: 'other', sid: 'other', idleUntil: 1100 }))
  clock.now = 1100
  assert.equal(await store.replace('c', 'x', session({ sub: 'other', sid: 'other' })), false)
  assert.equal(await present(bench, 'x'), '')
})

must('replaces nothing by what a logout has ended', async (bench) => {
  const { store } = bench
  await store.put('a', session())
  await store.destroyBySub(ISSUER, 'other', 1000, 1900)
  assert.equal(await store.replace('a', 'b', session({ sub: 'other' })), false)
  assert.equal(await present(bench, 'a', 'b'), 'a')
})

must('replaces nothing that was written under a later lock', async (bench) => {
  const { store } = bench
  await store.put('a', session({ fence: 5 }))
  assert.equal(await store.replace('a', 'a', session({ fence: 4, idToken: 'late' })), false)
  assert.deepEqual(await store.get('a'), session({ fence: 5 }))
  assert.equal(await store.replace('a', 'a', session({ fence: 5, idToken: 'same' })), true)
  assert.equal(await store.replace('a', 'b', session({ fence: 6 })), true)
  assert.equal((await store.get('b'))?.fence, 6)
})

must('lets an unused session end, and one that is used last', async (bench) => {
  const { clock, store } = bench
  await store.put('a', session({ idleUntil: 1300 }))
  await store.put('b', session({ idleUntil: 1300 }))
  clock.now = 1299
  assert.equal(await store.touch('a', 1600), true)
  assert.equal((await store.get('a'))?.idleUntil, 1600)
  clock.now = 1300
  assert.equal(await present(bench, 'a', 'b'), 'a')
  assert.equal(await store.touch('a', 1400), true)
  assert.equal((await store.get('a'))?.idleUntil, 1600)
  assert.equal(await store.touch('a', 9999), true)
  assert.equal((await store.get('a'))?.idleUntil, 2000)
  clock.now = 2000
  assert.equal(await present(bench, 'a'), '')
})

must('brings nothing back by touching it', async (bench) => {
  const { clock, store } = bench
  await store.put('idle', session({ idleUntil: 1300 }))
  await store.put('ended', session({ sid: 'ended' }))
  await store.put('gone', session())
  await store.destroyBySid(ISSUER, 'ended', 1000, 1900)
  await store.destroy('gone')
  clock.now = 1300
  for (const key of ['idle', 'ended', 'gone', 'never-there']) {
    assert.equal(await store.touch(key, 1900), false)
  }
  assert.equal(await present(bench, 'idle', 'ended', 'gone', 'never-there'), '')
})

must('lists what a subject has in force, of every party and no other subject', async ({ clock, store }) => {
  await store.put('a', session({ sid: 'a' }))
  await store.put('b', session({ sid: undefined, party: 'other', expiresAt: 3000, idleUntil: 1500 }))
  await store.put('c', session({ sub: 'other' }))
  await store.put('d', session({ issuer: 'https://other.example' }))
  await store.put('e', session({ idleUntil: 1100 }))
  await store.put('f', session())
  await store.destroy('f')
  clock.now = 1100
  const found = await store.list(ISSUER, 'someone')
  assert.deepEqual(
    found.map(({ key, session: { party, idleUntil } }) => [key, party, idleUntil]),
    [
      ['b', 'other', 1500],
      ['a', 'portal', 2000],
    ],
  )
  assert.deepEqual(await store.list(ISSUER, 'nobody'), [])
})

must('by line, ends all of it, whenever issued, and takes no more', async (bench) => {
  const { clock, store } = bench
  await store.put('a', session())
  await store.put('b', session({ sub: 'other', sid: undefined, issuedAt: 5000 }))
  await store.put('c', session({ line: 'other' }))
  await store.destroyLine('line', 1900)
  assert.equal(await present(bench, 'a', 'b', 'c'), 'c')
  assert.equal(await store.put('d', session({ issuedAt: 5000 }), 'c'), false)
  assert.equal(await store.replace('c', 'e', session({ issuedAt: 5000 })), false)
  assert.equal(await present(bench, 'c', 'd', 'e'), 'c')
  assert.equal(await store.put('f', session({ line: 'third' })), true)
  clock.now = 1900
  assert.equal(await store.put('g', session()), true)
})

must('lists what a session at the provider has in force', async ({ store }) => {
  await store.put('a', session())
  await store.put('b', session({ sub: 'other', party: 'other' }))
  await store.put('c', session({ sid: 'other' }))
  await store.put('d', session({ issuer: 'https://other.example' }))
  const found = await store.listBySid(ISSUER, 'sid')
  assert.deepEqual(found.map(({ key }) => key).sort(), ['a', 'b'])
  await store.destroyBySid(ISSUER, 'sid', 1000, 1900)
  assert.deepEqual(await store.listBySid(ISSUER, 'sid'), [])
})

must('lists what a line has in force', async ({ clock, store }) => {
  await store.put('a', session())
  await store.put('b', session({ sub: 'other', idleUntil: 1100 }))
  await store.put('c', session({ line: 'other' }))
  await store.replace('a', 'd', session())
  const keys = async (line: string) => (await store.listLine(line)).map(({ key }) => key).sort()
  assert.deepEqual(await keys('line'), ['b', 'd'])
  clock.now = 1100
  assert.deepEqual(await keys('line'), ['d'])
  assert.deepEqual(await keys('never-there'), [])
  assert.deepEqual(await keys('sid'), [])
})

must('lets nothing follow a line that ends while sessions take each other’s place', async (bench) => {
  const { store } = bench
  const ten = Array.from({ length: 10 }, (_, at) => at)
  await Promise.all(ten.map((at) => store.put(`old${at}`, session({ sid: `${at}`, sub: `${at}` }))))
  const next = (at: number) => session({ sid: `${at}`, sub: `${at}`, issuedAt: 1500 })
  await Promise.all([
    ...ten.map((at) => store.replace(`old${at}`, `next${at}`, next(at))),
    store.destroyLine('line', 1900),
    ...ten.map((at) => store.put(`new${at}`, next(at), `next${at}`)),
  ])
  assert.equal(await present(bench, ...ten.flatMap((at) => [`old${at}`, `next${at}`, `new${at}`])), '')
  assert.deepEqual(await store.listLine('line'), [])
})

must('lets something be used once, until it may be forgotten', async ({ clock, store }) => {
  assert.equal(await store.consumeOnce('x', 1500), true)
  assert.equal(await store.consumeOnce('x', 1500), false)
  assert.equal(await store.consumeOnce('y', 1500), true)
  clock.now = 1500
  assert.equal(await store.consumeOnce('x', 2000), true)
  assert.equal(await store.consumeOnce('x', 2000), false)
})

must('gives a lock to one, until they give it back or its time is up', async ({ clock, store }) => {
  const first = (await store.lock('x', 1030)) ?? 0
  assert.ok(first >= 1)
  assert.equal(await store.lock('x', 1030), undefined)
  assert.ok(((await store.lock('y', 1030)) ?? 0) > first)
  await store.unlock('x', first)
  const second = (await store.lock('x', 1030)) ?? 0
  assert.ok(second > first)
  clock.now = 1030
  const third = (await store.lock('x', 1060)) ?? 0
  assert.ok(third > second)
  await store.unlock('x', second)
  await store.unlock('never-there', 1)
  assert.equal(await store.lock('x', 1060), undefined)
})

must('lets one of many at the same time win', async ({ store }) => {
  const twenty = Array.from({ length: 20 })
  const used = await Promise.all(twenty.map(() => store.consumeOnce('x', 1500)))
  assert.equal(used.filter(Boolean).length, 1)
  const locks = await Promise.all(twenty.map(() => store.lock('x', 1500)))
  assert.equal(locks.filter((fence) => fence !== undefined).length, 1)
})

must('lets one of many that take the place of one session at the same time do so', async (bench) => {
  const { store } = bench
  await store.put('a', session())
  const keys = Array.from({ length: 20 }, (_, at) => `b${at}`)
  const done = await Promise.all(keys.map((key) => store.replace('a', key, session())))
  assert.equal(done.filter(Boolean).length, 1)
  assert.equal(await present(bench, 'a', ...keys), keys.filter((_, at) => done[at]).join(' '))
})

must('revives nothing when all happens at once', async (bench) => {
  const { store } = bench
  await Promise.all(Array.from({ length: 10 }, (_, at) => store.put(`old${at}`, session())))
  const keys = Array.from({ length: 10 }, (_, at) => [`old${at}`, `new${at}`, `next${at}`]).flat()
  await Promise.all([
    ...keys.slice(0, 15).map((key) => store.touch(key, 1900)),
    ...Array.from({ length: 10 }, (_, at) => store.put(`new${at}`, session())),
    store.destroyBySub(ISSUER, 'someone', 1000, 1900),
    ...Array.from({ length: 10 }, (_, at) => store.replace(`old${at}`, `next${at}`, session())),
    ...keys.slice(15).map((key) => store.touch(key, 1900)),
  ])
  assert.equal(await present(bench, ...keys), '')
  assert.deepEqual(await store.list(ISSUER, 'someone'), [])
})

export const storeContract: readonly ContractCase[] = cases
