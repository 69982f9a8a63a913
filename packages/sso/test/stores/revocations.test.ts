import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryRevocations, type RevocationRecords, sharedRevocations } from '../../src/resource/index.ts'
import { createRevocationTable, postgresRevocations } from '../../src/stores/postgres/store.ts'
import { redisRevocations } from '../../src/stores/redis/store.ts'
import { ISSUER } from './contract.ts'
import { revocationContract, revocationsAgree } from './revocations-contract.ts'

const secret = (fill: number) => new Uint8Array(32).fill(fill)
const KEYS = [{ id: 'k', secret: secret(7) }] as const
const revocation = { issuer: ISSUER, sid: 'desk', sub: '110101199003070000', before: 1000, until: 2000 }
const token = { issuer: ISSUER, sid: 'desk', sub: 'someone', jti: 'one', issuedAt: 900 }

/** A database of names in this process. */
function mapRecords(): RevocationRecords & { readonly marks: Map<string, number> } {
  const marks = new Map<string, number>()
  return {
    marks,
    async mark(names, before) {
      for (const name of names) marks.set(name, before)
    },
    async latest(names) {
      return names.map((name) => marks.get(name)).find((before) => before !== undefined)
    },
  }
}

describe('revocations in memory', () => {
  const open = async (now: () => number) => memoryRevocations({ clock: () => new Date(now() * 1000) })
  test.each(revocationContract)('$name', ({ run }) => run(open))
  test('agree with the plain rules', () => revocationsAgree(open, 1000))
})

describe('revocations in PostgreSQL', () => {
  let client: PGlite
  beforeAll(async () => {
    client = await PGlite.create()
    await createRevocationTable(client)
  }, 60_000)
  afterAll(() => client.close())

  async function open(now: () => number) {
    await client.query('truncate xinyin_sso_revocations')
    return postgresRevocations({ client, keys: KEYS, clock: () => new Date(now() * 1000) })
  }
  test.each(revocationContract)('$name', ({ run }) => run(open))
  test('agree with the plain rules', () => revocationsAgree(open, 60), 60_000)

  test('have their table made twice, and by several at once', async () => {
    await Promise.all([createRevocationTable(client), createRevocationTable(client)])
  })

  test('need to read and write their table, and no more', async () => {
    const revocations = await open(() => 1000)
    await client.query('create role interface')
    await client.query('grant select, insert, update, delete on xinyin_sso_revocations to interface')
    await client.query('set role interface')
    try {
      await revocations.revoke(revocation)
      expect(await revocations.isRevoked(token)).toBe(true)
    } finally {
      await client.query('reset role')
    }
  })

  test('hold nothing by which it could be told who signed out', async () => {
    const revocations = await open(() => 1000)
    await revocations.revoke(revocation)
    const { rows } = await client.query('select * from xinyin_sso_revocations')
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toMatch(/desk|11010119|op\.example/)
  })

  test('take away what has long been over while others come', async () => {
    const clock = { now: 1000 }
    const revocations = await open(() => clock.now)
    for (let n = 0; n < 20; n += 1) await revocations.revoke({ ...revocation, sid: `${n}`, sub: undefined })
    clock.now = 2000 + 3601
    for (const sid of ['new', 'newer', 'newest']) {
      await revocations.revoke({ ...revocation, sid, sub: undefined, until: 9000 })
    }
    const { rows } = await client.query('select name from xinyin_sso_revocations')
    expect(rows).toHaveLength(3)
  })
})

describe('shared revocations', () => {
  test('are found by every key that is known, also where machines have different ones', async () => {
    const records = mapRecords()
    const [old, next] = [
      { id: 'old', secret: secret(1) },
      { id: 'new', secret: secret(2) },
    ] as const
    const behind = sharedRevocations(records, { keys: [old] })
    const ahead = sharedRevocations(records, { keys: [next, old] })
    const done = sharedRevocations(records, { keys: [next] })
    await behind.revoke({ ...revocation, sid: 'by-behind' })
    await ahead.revoke({ ...revocation, sid: 'by-ahead' })
    const is = (sid: string) => ({ ...token, sid })
    expect(await ahead.isRevoked(is('by-behind'))).toBe(true)
    expect(await behind.isRevoked(is('by-ahead'))).toBe(true)
    expect(await done.isRevoked(is('by-ahead'))).toBe(true)
    const stranger = sharedRevocations(records, { keys: [{ id: 'old', secret: secret(3) }] })
    expect(await stranger.isRevoked(is('by-ahead'))).toBe(false)
  })

  test('have names of at most 64 characters, whatever they stand for', async () => {
    const records = mapRecords()
    await sharedRevocations(records, { keys: KEYS }).revoke({ ...revocation, jti: 'x'.repeat(255) })
    expect(records.marks.size).toBe(3)
    for (const name of records.marks.keys()) expect(name).toMatch(/^[\w-]{20,64}$/)
  })

  test('say that the database is away, and let nothing pass for not revoked', async () => {
    const refused = { code: 'ERR_SSO_STORE_UNAVAILABLE' }
    const away = postgresRevocations({
      client: { query: () => Promise.reject(new Error('connection refused')) },
      keys: KEYS,
    })
    await expect(away.revoke(revocation)).rejects.toMatchObject(refused)
    await expect(away.isRevoked(token)).rejects.toMatchObject(refused)
    const silent = redisRevocations({ client: () => new Promise(() => {}), keys: KEYS, milliseconds: 20 })
    await expect(silent.isRevoked(token)).rejects.toMatchObject(refused)
    await expect(silent.revoke(revocation)).rejects.toMatchObject(refused)
    const start = performance.now()
    const patient = redisRevocations({ client: () => new Promise(() => {}), keys: KEYS })
    await expect(patient.isRevoked(token)).rejects.toMatchObject(refused)
    expect(performance.now() - start).toBeLessThan(4000)
  })

  test('refuse keys and prefixes that are none', () => {
    const client = async () => null
    expect(() => redisRevocations({ client, keys: [] as never })).toThrowError(/^keys: /)
    expect(() => redisRevocations({ client, keys: KEYS, prefix: 'a b' })).toThrowError(/^prefix: /)
    expect(() => sharedRevocations(mapRecords(), { keys: undefined as never })).toThrowError(/^keys: /)
  })
})
