import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEntry } from '../../src/audit/entry.ts'
import {
  type AuditStore,
  auditLog,
  inspectAuditLog,
  memoryAuditStore,
  readAuditLog,
} from '../../src/index.ts'
import { createAuditTable, postgresAuditStore } from '../../src/stores/postgres/audit.ts'

let client: PGlite
let count = 0
beforeAll(async () => {
  client = await PGlite.create()
  await createAuditTable(client)
}, 60_000)
afterAll(() => client.close())

const event = (at: number) => ({
  type: 'sign-out' as const,
  at,
  portal: 'https://portal.example',
  actor: { issuer: 'https://op.example', person: 'p', session: '会话' },
})
const entry = (number: number, log = 'a') =>
  createEntry({ log, number, alg: 'SM3', previous: '', event: event(number) })

const stores: [name: string, open: () => AuditStore][] = [
  ['memory', memoryAuditStore],
  ['PostgreSQL', () => postgresAuditStore({ client, name: `log-${++count}` })],
]

describe.each(stores)('an audit store in %s', (_, open) => {
  test('is empty at first', async () => {
    const store = open()
    expect(await store.last()).toBeUndefined()
    expect(await store.read(1, 10)).toEqual([])
  })

  test('gives back what was added, to the letter, in order', async () => {
    const store = open()
    for (const number of [1, 2, 3]) expect(await store.append(entry(number))).toBe(true)
    expect(await store.last()).toEqual(entry(3))
    expect(await store.read(2, 10)).toEqual([entry(2), entry(3)])
    expect(await store.read(1, 2)).toEqual([entry(1), entry(2)])
  })

  test('adds nothing but the next', async () => {
    const store = open()
    expect(await store.append(entry(2))).toBe(false)
    expect(await store.append(entry(0))).toBe(false)
    await store.append(entry(1))
    expect(await store.append(entry(1, 'b'))).toBe(false)
    expect(await store.append(entry(3))).toBe(false)
    expect(await store.last()).toEqual(entry(1))
  })

  test('lets one of many add a number', async () => {
    const store = open()
    const added = await Promise.all(
      Array.from({ length: 20 }, (__, at) => store.append(entry(1, `log-${at}`))),
    )
    expect(added.filter(Boolean)).toHaveLength(1)
  })

  test('holds a log that many write', async () => {
    const store = open()
    const logs = [auditLog(store, { name: 'zjj' }), auditLog(store, { name: 'zjj' })]
    await Promise.all(Array.from({ length: 30 }, (__, at) => logs[at % 2]?.append(event(at))))
    const head = await logs[0]?.head()
    const report = await inspectAuditLog(readAuditLog(store), { name: 'zjj', heads: head ? [head] : [] })
    expect(report.verdict).toBe('passed')
    expect(report.subject?.head?.number).toBe(30)
  })
})

describe('the table in PostgreSQL', () => {
  test('holds several logs, each by itself', async () => {
    const [a, b] = [postgresAuditStore({ client, name: 'a' }), postgresAuditStore({ client, name: 'b' })]
    await a.append(entry(1))
    expect(await b.last()).toBeUndefined()
    expect(await b.append(entry(1, 'b'))).toBe(true)
    expect(await a.last()).toEqual(entry(1))
  })

  test.each([
    "update xinyin_sso_audit set text = 'x'",
    'delete from xinyin_sso_audit',
    'truncate xinyin_sso_audit',
  ])('refuses %s', async (statement) => {
    await expect(client.query(statement)).rejects.toThrowError('never changed')
  })

  test('is made twice without harm, and needs select and insert alone', async () => {
    await createAuditTable(client)
    await client.query('create role auditor')
    await client.query('grant select, insert on xinyin_sso_audit to auditor')
    await client.query('set role auditor')
    try {
      const store = postgresAuditStore({ client, name: 'least' })
      expect(await store.append(entry(1))).toBe(true)
      expect(await store.last()).toEqual(entry(1))
    } finally {
      await client.query('reset role')
    }
  })
})
