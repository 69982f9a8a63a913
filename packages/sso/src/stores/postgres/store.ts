import type { Clock } from '@xinyin/core'
import type { KeptRecord, RecordStore } from '../records.ts'
import { type SealedStoreOptions, sealedStore } from '../sealed.ts'
import type { Store } from '../store.ts'
import type { PostgresClient } from './client.ts'
import { CREATE_TABLES } from './schema.ts'

export { createAuditTable, type PostgresAuditOptions, postgresAuditStore } from './audit.ts'
export type { PostgresClient } from './client.ts'
export {
  createRevocationTable,
  type PostgresRevocationsOptions,
  postgresRevocations,
} from './revocations.ts'

export interface PostgresStoreOptions extends SealedStoreOptions {
  /** A pool, whose connections are `read committed`, as they are unless told otherwise. */
  readonly client: PostgresClient
  readonly clock?: Clock
}

const COLUMNS = 'value, issued_at, expires_at, idle_until, fence'
const GET = `select ${COLUMNS} from xinyin_sso_sessions where key = $1 and expires_at > $2 and idle_until > $2`
const LIST = `select key, ${COLUMNS} from xinyin_sso_sessions
  where key in (select key from xinyin_sso_groups where name = any($1::text[])) and expires_at > $2 and idle_until > $2
  order by expires_at desc limit 1000`
const TOUCH = `update xinyin_sso_sessions set idle_until = least(expires_at, greatest(idle_until, $2::float8))
  where key = $1 and expires_at > $3 and idle_until > $3 returning key`
const DESTROY = 'delete from xinyin_sso_sessions where key = $1'
const PUT = 'select xinyin_sso_put($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as kept'
const END = 'select xinyin_sso_end($1, $2, $3, $4)'
const CONSUME_ONCE = 'select xinyin_sso_consume_once($1, $2, $3) as unused'
const LOCK = 'select xinyin_sso_lock($1, $2, $3) as fence'
const UNLOCK = 'update xinyin_sso_locks set until = 0 where name = $1 and fence = $2'

interface Row {
  readonly key: string
  readonly value: string
  readonly issued_at: number
  readonly expires_at: number
  readonly idle_until: number
  readonly fence: number
}

function recordOf({ value, issued_at, expires_at, idle_until, fence }: Row): KeptRecord {
  return { value, issuedAt: issued_at, expiresAt: expires_at, idleUntil: idle_until, fence }
}

function postgresRecords(client: PostgresClient, now: () => number): RecordStore {
  async function ask<Answer>(text: string, values: unknown[]): Promise<readonly Answer[]> {
    return (await client.query(text, values)).rows as readonly Answer[]
  }
  return {
    async put(key, record, former) {
      const { value, groups, issuedAt, expiresAt, idleUntil, fence } = record
      const over = [former?.key ?? null, former?.required ?? false]
      const own = [key, value, [...groups], issuedAt, expiresAt, idleUntil, fence]
      const [row] = await ask<{ kept: boolean }>(PUT, [...own, ...over, now()])
      return row?.kept === true
    },
    async get(key) {
      const [row] = await ask<Row>(GET, [key, now()])
      return row && recordOf(row)
    },
    touch: async (key, idleUntil) => (await ask(TOUCH, [key, idleUntil, now()])).length > 0,
    async destroy(key) {
      await ask(DESTROY, [key])
    },
    async list(groups) {
      const rows = await ask<Row>(LIST, [[...groups], now()])
      return rows.map((row) => ({ key: row.key, record: recordOf(row) }))
    },
    async end(groups, before, keepUntil) {
      await ask(END, [[...groups], before, keepUntil, now()])
    },
    async consumeOnce(key, until) {
      const [row] = await ask<{ unused: boolean }>(CONSUME_ONCE, [key, until, now()])
      return row?.unused === true
    },
    async lock(name, until) {
      const [row] = await ask<{ fence: number | null }>(LOCK, [name, until, now()])
      return row?.fence ?? undefined
    },
    async unlock(name, fence) {
      await ask(UNLOCK, [name, fence])
    },
  }
}

/**
 * Makes the tables `xinyin_sso_*` and their functions, unless they are there, in the schema that is first in the connection's
 * `search_path`. Portals may share them: none finds another's sessions.
 *
 * For whoever may create tables: the portals themselves need only to read and write them. PostgreSQL 13 and later.
 */
export async function createSessionTables(client: PostgresClient): Promise<void> {
  await client.query(CREATE_TABLES)
}

/**
 * Keeps sessions in PostgreSQL, sealed, for portals that run on many machines. What was acknowledged is on disk.
 *
 * @example
 * ```ts
 * await createSessionTables(pool)
 * const store = postgresStore({ client: pool, keys: [{ id: '2026', secret }] })
 * ```
 * @throws TypeError, RangeError about `keys`
 */
export function postgresStore({ client, clock = () => new Date(), ...options }: PostgresStoreOptions): Store {
  return sealedStore(
    postgresRecords(client, () => clock().getTime() / 1000),
    options,
  )
}
