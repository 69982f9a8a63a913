import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSessionTables, postgresStore } from '../../src/stores/postgres/store.ts'
import { session, storeContract } from './contract.ts'
import { agreesWithModel } from './model.ts'

const KEYS = [{ id: 'k', secret: new Uint8Array(32).fill(7) }] as const
let client: PGlite

beforeAll(async () => {
  client = await PGlite.create()
  await createSessionTables(client)
}, 60_000)
afterAll(() => client.close())

/** An empty store in the one database. */
async function open(now: () => number) {
  const tables = ['sessions', 'groups', 'logouts', 'used', 'locks'].map((name) => `xinyin_sso_${name}`)
  await client.query(`truncate ${tables.join(', ')}`)
  return postgresStore({ client, keys: KEYS, clock: () => new Date(now() * 1000) })
}

const count = async (table: string) => {
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from xinyin_sso_${table}`)
  return rows[0]?.n
}

describe('the store in PostgreSQL', () => {
  test.each(storeContract)('$name', ({ run }) => run(open))

  test('agrees with the plain rules, whatever happens in whatever order', async () => {
    const clock = { now: 1000 }
    await agreesWithModel(await open(() => clock.now), clock, 40)
  }, 60_000)

  test('has its tables made twice, and by several at once', async () => {
    await Promise.all([createSessionTables(client), createSessionTables(client)])
    const store = await open(() => 1000)
    expect(await store.put('a', session())).toBe(true)
  })

  test('needs to read and write its tables, and no more', async () => {
    const store = await open(() => 1000)
    await client.query('create role portal')
    await client.query(`do $$ begin
      grant select, insert, update, delete on xinyin_sso_sessions, xinyin_sso_groups, xinyin_sso_logouts, xinyin_sso_used,
        xinyin_sso_locks to portal;
      grant usage on sequence xinyin_sso_fences to portal;
    end $$`)
    await client.query('set role portal')
    try {
      expect(await store.put('a', session())).toBe(true)
      expect(await store.replace('a', 'b', session())).toBe(true)
      expect(await store.touch('b', 1500)).toBe(true)
      await store.destroyBySub('https://op.example', 'someone', 1000, 1900)
      expect(await store.get('b')).toBeUndefined()
      expect(await store.consumeOnce('x', 1900)).toBe(true)
      await store.unlock('x', (await store.lock('x', 1900)) ?? 0)
    } finally {
      await client.query('reset role')
    }
  })

  test('takes away what has long been over while others come', async () => {
    const clock = { now: 1000 }
    const store = await open(() => clock.now)
    for (let n = 0; n < 12; n += 1) {
      await store.put(`a${n}`, session())
      await store.destroyBySid('https://op.example', `old ${n}`, 900, 1900)
      await store.consumeOnce(`a${n}`, 2000)
      await store.lock(`a${n}`, 2000)
    }
    clock.now = 2000 + 3601
    for (const n of [1, 2]) {
      await store.put(`b${n}`, session({ expiresAt: 9000 }))
      await store.destroyBySid('https://op.example', `new ${n}`, 900, 9000)
      await store.consumeOnce(`b${n}`, 9000)
      await store.lock(`b${n}`, 9000)
    }
    const left = await Promise.all(['sessions', 'groups', 'logouts', 'used', 'locks'].map(count))
    expect(left).toEqual([2, 6, 2, 2, 2])
  })

  test('holds nothing by which it could be told who is signed in', async () => {
    const store = await open(() => 1000)
    const told = session({ sub: '110101199003070000', sid: 'provider-session', idToken: 'eyJ-the-token' })
    await store.put('a', told)
    await store.destroyBySub('https://op.example', '110101199003070000', 900, 1900)
    const tables = await Promise.all(
      ['sessions', 'groups', 'logouts'].map((name) => client.query(`select * from xinyin_sso_${name}`)),
    )
    const dump = JSON.stringify(tables.map(({ rows }) => rows))
    expect(dump).not.toMatch(/11010119|provider-session|eyJ-the|op\.example|测试|portal/)
  })

  test('refuses to work in transactions that would not see a logout that they waited for', async () => {
    const store = await open(() => 1000)
    await client.query("set default_transaction_isolation = 'repeatable read'")
    try {
      const refused = { code: 'ERR_SSO_STORE_UNAVAILABLE' }
      await expect(store.put('a', session())).rejects.toMatchObject(refused)
      await expect(store.destroyBySid('https://op.example', 'sid', 1000, 1900)).rejects.toMatchObject(refused)
      await expect(store.lock('a', 1900)).rejects.toMatchObject(refused)
    } finally {
      await client.query("set default_transaction_isolation = 'read committed'")
    }
  })

  test('says that it cannot be reached when it cannot', async () => {
    const away = postgresStore({
      client: { query: () => Promise.reject(new Error('connection refused')) },
      keys: KEYS,
    })
    await expect(away.get('a')).rejects.toMatchObject({ code: 'ERR_SSO_STORE_UNAVAILABLE' })
    const silent = postgresStore({
      client: { query: () => new Promise(() => {}) },
      keys: KEYS,
      milliseconds: 20,
    })
    await expect(silent.get('a')).rejects.toMatchObject({ code: 'ERR_SSO_STORE_UNAVAILABLE' })
  })
})
