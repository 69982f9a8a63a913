import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CoreError, type Fetch } from '@xinyin/core'
import { fileTrustListStore } from '@xinyin/core/node'
import {
  createTrustListCache,
  memoryTrustListStore,
  type TrustListCacheOptions,
  verifyTrustList,
} from '@xinyin/core/trust'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { NOON, nation, OPTIONS, sign, stranger, trusting, zhejiang } from './authorities.ts'

const SOURCE = { territory: 'CN-33', url: 'https://example.gov.cn/list.jws' }
const MINUTE = 60_000
const JOSE = { headers: { 'content-type': 'application/jose' } }

/** A clock that can be set, and a source that gives what it is told to. */
function createWorld(changes: Partial<TrustListCacheOptions> = {}) {
  const world = { now: NOON, give: (): Response | Promise<Response> => new Response('', { status: 503 }) }
  const fetch = vi.fn<Fetch>(async () => world.give())
  const store = changes.store ?? memoryTrustListStore()
  const create = (more: Partial<TrustListCacheOptions> = {}) =>
    createTrustListCache({ store, fetch, clock: () => world.now, trust: OPTIONS.trust, ...changes, ...more })
  const give = (jws: string) => {
    world.give = () => new Response(jws, JOSE)
  }
  const later = (minutes: number) => {
    world.now = new Date(world.now.getTime() + minutes * MINUTE)
  }
  return { world, fetch, store, create, give, later }
}

const coded = (code: string, facts = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

test('a list is fetched once while it is fresh, and anew after an hour', async () => {
  const { fetch, create, give, later } = createWorld()
  give(await sign())
  const lists = create()
  const [first, same] = await Promise.all([lists.read(SOURCE), lists.read(SOURCE)])
  expect(first).toBe(same)
  expect(first).toMatchObject({ fetchedAt: NOON, problem: undefined, verified: { list: { sequence: 7 } } })
  later(59)
  await lists.read(SOURCE)
  expect(fetch).toHaveBeenCalledTimes(1)
  give(`${await sign({ sequence: 8 })}\n`)
  later(1)
  expect((await lists.read(SOURCE)).verified.list.sequence).toBe(8)
  expect(fetch).toHaveBeenCalledTimes(2)
})

test('offline use: what is in the store is enough while it is in force, for another process too', async () => {
  const { create, give, later, fetch } = createWorld()
  give(await sign())
  await create().read(SOURCE)
  later(60 * 24 * 20)
  const lists = create()
  fetch.mockRejectedValue(new TypeError('fetch failed'))
  const held = await lists.read(SOURCE)
  expect(held).toMatchObject({
    fetchedAt: NOON,
    problem: coded('ERR_TRUST_LIST_UNREACHABLE', { reason: 'network' }),
  })
})

test('without a fetch it says that it is offline', async () => {
  const { create, give, store, world } = createWorld()
  give(await sign())
  await create().read(SOURCE)
  const lists = createTrustListCache({
    store,
    clock: () => new Date(world.now.getTime() + 61 * MINUTE),
    trust: OPTIONS.trust,
  })
  expect((await lists.read(SOURCE)).problem).toEqual(
    coded('ERR_TRUST_LIST_UNREACHABLE', { reason: 'offline' }),
  )
  const empty = createTrustListCache({ store: memoryTrustListStore(), trust: OPTIONS.trust })
  await expect(empty.read(SOURCE)).rejects.toEqual(
    coded('ERR_TRUST_LIST_UNREACHABLE', { territory: 'CN-33' }),
  )
})

test('a list that is overdue is not used, whatever the source does', async () => {
  const { create, give, later, world } = createWorld()
  give(await sign())
  const lists = create()
  await lists.read(SOURCE)
  later(60 * 24 * 31)
  await expect(lists.read(SOURCE)).rejects.toEqual(coded('ERR_TRUST_LIST_EXPIRED'))
  world.give = () => new Response('', { status: 503 })
  later(2)
  await expect(lists.read(SOURCE)).rejects.toEqual(
    coded('ERR_TRUST_LIST_UNREACHABLE', { reason: 'HTTP 503' }),
  )
})

test('an older list from the source changes nothing, and is told', async () => {
  const { create, give, later } = createWorld()
  give(await sign())
  const lists = create()
  await lists.read(SOURCE)
  give(await sign({ sequence: 6 }))
  later(61)
  const held = await lists.read(SOURCE)
  expect(held.verified.list.sequence).toBe(7)
  expect(held.problem).toBeInstanceOf(CoreError)
  expect(held.problem).toEqual(coded('ERR_TRUST_LIST_ROLLBACK'))
})

test('a source that fails is left alone for a minute', async () => {
  const { create, give, later, fetch } = createWorld()
  const lists = create()
  for (let i = 0; i < 3; i++)
    await expect(lists.read(SOURCE)).rejects.toEqual(coded('ERR_TRUST_LIST_UNREACHABLE'))
  expect(fetch).toHaveBeenCalledTimes(1)
  give(await sign())
  later(1)
  expect((await lists.read(SOURCE)).problem).toBeUndefined()
})

test('a clock that was set back does not make a list fresh', async () => {
  const { create, give, later, fetch } = createWorld()
  give(await sign())
  const lists = create()
  await lists.read(SOURCE)
  later(-10)
  await lists.read(SOURCE)
  expect(fetch).toHaveBeenCalledTimes(2)
})

test('a list that another process saw meanwhile is not overwritten by an older one', async () => {
  const { create, give, store, world } = createWorld()
  const other = create()
  const seven = await sign()
  const eight = await sign({ sequence: 8 })
  world.give = async () => {
    give(eight)
    await other.read(SOURCE)
    return new Response(seven, JOSE)
  }
  await expect(create().read(SOURCE)).rejects.toEqual(coded('ERR_TRUST_LIST_ROLLBACK'))
  expect(JSON.parse((await store.get('CN-33')) ?? '').memory.sequence).toBe(8)
})

test('a record that cannot be read is not the same as none', async () => {
  const { create, give, store } = createWorld()
  give(await sign())
  for (const text of ['', '{}', '{"jws":1}', '[]']) {
    await store.set('CN-33', text)
    await expect(create().read(SOURCE)).rejects.toEqual(
      coded('ERR_TRUST_LIST_MEMORY', { territory: 'CN-33' }),
    )
  }
})

test('what is held is judged again: who is no longer trusted, and a list that somebody put there, are not', async () => {
  const { create, give, store, later } = createWorld()
  give(await sign())
  await create().read(SOURCE)
  later(1)
  await expect(create({ trust: trusting(stranger), retryAfter: 0 }).read(SOURCE)).rejects.toEqual(
    coded('ERR_PATH_NO_ANCHOR'),
  )
  const record = JSON.parse((await store.get('CN-33')) ?? '')
  await store.set('CN-33', JSON.stringify({ ...record, jws: await sign({ sequence: 6 }) }))
  const { problem, verified } = await create().read(SOURCE)
  expect({ problem, sequence: verified.list.sequence }).toEqual({ problem: undefined, sequence: 7 })
})

test('a body without end is cut off, and a fault of the store is thrown on', async () => {
  const { world, create, give, store } = createWorld()
  world.give = () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }),
      JOSE,
    )
  await expect(create({ limits: { maxBytes: 1_000_000 } }).read(SOURCE)).rejects.toEqual(
    coded('ERR_FETCH_SIZE'),
  )
  world.give = () =>
    new Response(
      new ReadableStream({
        pull() {
          throw new TypeError('terminated')
        },
      }),
      JOSE,
    )
  await expect(create().read(SOURCE)).rejects.toEqual(coded('ERR_TRUST_LIST_UNREACHABLE'))
  give(await sign())
  const full = { ...store, set: () => Promise.reject(new Error('ENOSPC')) }
  await expect(create({ store: full }).read(SOURCE)).rejects.toThrow('ENOSPC')
})

test('a list below another is judged by that one', async () => {
  const publisher = {
    territory: 'CN-33',
    operator: '浙江省大数据局',
    location: SOURCE.url,
    signers: [zhejiang.certificate],
  }
  const national = await sign(
    { territory: 'CN', operator: '国家政务服务平台', entities: [], publishers: [publisher] },
    nation,
  )
  const above = await verifyTrustList(national, { trust: trusting(nation), territory: 'CN', at: NOON })
  const { create, give } = createWorld({ trust: trusting(nation) })
  give(await sign())
  const lists = create()
  const [without, below] = await Promise.allSettled([lists.read(SOURCE), lists.read({ ...SOURCE, above })])
  expect(without).toMatchObject({ status: 'rejected', reason: coded('ERR_PATH_NO_ANCHOR') })
  expect(below).toMatchObject({ status: 'fulfilled' })
})

describe('in files', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xinyin-lists-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('survives the process, and leaves no parts behind', async () => {
    const store = fileTrustListStore(join(folder, 'new', 'deeper'))
    expect(await store.get('CN-33')).toBeUndefined()
    const { create, give } = createWorld({ store })
    give(await sign())
    await create().read(SOURCE)
    await Promise.all(Array.from({ length: 5 }, (_, i) => store.set('CN-32', String(i))))
    expect(await readdir(join(folder, 'new', 'deeper'))).toEqual(['CN-32.json', 'CN-33.json'])
    const again = fileTrustListStore(join(folder, 'new', 'deeper'))
    expect(JSON.parse((await again.get('CN-33')) ?? '').memory.sequence).toBe(7)
  })

  test.each(['', '../x', 'a/b', 'x'.repeat(65)])('refuses the key "%s"', async (key) => {
    await expect(fileTrustListStore(folder).get(key)).rejects.toThrow(TypeError)
  })

  test('what cannot be read or written is thrown on', async () => {
    await writeFile(join(folder, 'file'), '')
    const store = fileTrustListStore(join(folder, 'file'))
    await expect(store.get('CN')).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(store.set('CN', '')).rejects.toMatchObject({ code: 'EEXIST' })
  })
})

test.each([
  ['text/html; charset=utf-8', 'text/html'],
  ['text/plain', 'text/plain'],
  ['application/octet-stream', 'application/octet-stream'],
  ['application/jose+json', 'application/jose+json'],
  ['', '-'],
])('a list that is served as %j is none', async (type, found) => {
  const { create, world } = createWorld()
  const jws = await sign()
  world.give = () =>
    new Response(new TextEncoder().encode(jws), { headers: type === '' ? {} : { 'content-type': type } })
  await expect(create().read(SOURCE)).rejects.toEqual(
    coded('ERR_TRUST_LIST_MEDIA_TYPE', { territory: 'CN-33', found }),
  )
  world.give = () => new Response(jws, { headers: { 'content-type': 'Application/JOSE; charset=utf-8' } })
  expect((await create({ retryAfter: 0 }).read(SOURCE)).problem).toBeUndefined()
})
