import type { Clock } from '@xinyin/core'
import type { KeptRecord, RecordStore } from '../records.ts'
import { type SealedStoreOptions, sealedStore } from '../sealed.ts'
import type { Store } from '../store.ts'
import { createScriptRunner, type RedisClient } from './client.ts'
import { checkPrefix } from './prefix.ts'
import { CONSUME_ONCE, DESTROY, END, GET, LIST, LOCK, PUT, TOUCH, UNLOCK } from './scripts.ts'

export type { RedisClient } from './client.ts'
export { type RedisRevocationsOptions, redisRevocations } from './revocations.ts'

export interface RedisStoreOptions extends SealedStoreOptions {
  readonly client: RedisClient
  /** What the names of all keys begin with, in braces: `xinyin-sso`. Portals with one of their own share no node's load. */
  readonly prefix?: string
  readonly clock?: Clock
}

const MAX_LIST = '1000'

function recordOf(fields: readonly unknown[]): KeptRecord {
  const [value, issued, expires, idle, fence] = fields.map(String)
  return {
    value: value ?? '',
    issuedAt: Number(issued),
    expiresAt: Number(expires),
    idleUntil: Number(idle),
    fence: Number(fence),
  }
}

function redisRecords(client: RedisClient, prefix: string, now: () => number): RecordStore {
  const runScript = createScriptRunner(client)
  const tag = `{${prefix}}`
  const run = (script: string, ...values: readonly (string | number)[]) =>
    runScript(script, tag, [tag, now(), ...values].map(String))
  const isDone = (answer: unknown) => Number(answer) === 1
  return {
    async put(key, record, former) {
      const { value, groups, issuedAt, expiresAt, idleUntil, fence } = record
      const required = former?.required === true ? 1 : 0
      const own = [key, value, issuedAt, expiresAt, idleUntil, fence, groups.join(' ')]
      return isDone(await run(PUT, ...own, former?.key ?? '', required))
    },
    async get(key) {
      const fields = (await run(GET, key)) as readonly unknown[] | null
      return fields === null || fields.length === 0 ? undefined : recordOf(fields)
    },
    touch: async (key, idleUntil) => isDone(await run(TOUCH, key, idleUntil)),
    async destroy(key) {
      await run(DESTROY, key)
    },
    async list(groups) {
      const found = (await run(LIST, MAX_LIST, ...groups)) as readonly (readonly unknown[])[]
      return found.map(([key, ...fields]) => ({ key: String(key), record: recordOf(fields) }))
    },
    async end(groups, before, keepUntil) {
      await run(END, before, keepUntil, ...groups)
    },
    consumeOnce: async (key, until) => isDone(await run(CONSUME_ONCE, key, until)),
    async lock(name, until) {
      const fence = Number(await run(LOCK, name, until))
      return fence === 0 ? undefined : fence
    },
    async unlock(name, fence) {
      await run(UNLOCK, name, fence)
    },
  }
}

/**
 * Keeps sessions in Redis or Redis Cluster, sealed, for portals that run on many machines.
 *
 * Redis must neither throw away what it holds to make room (`maxmemory-policy noeviction`) nor forget it when it is started
 * anew (`appendonly yes`; with `appendfsync everysec` the last second is lost). A replica that takes over may not have
 * had the last logouts: where that must not be, use PostgreSQL.
 *
 * @example
 * ```ts
 * const store = redisStore({ client, keys: [{ id: '2026', secret }] })
 * ```
 * @throws TypeError, RangeError about `keys` and `prefix`
 */
export function redisStore(options: RedisStoreOptions): Store {
  const { client, prefix = 'xinyin-sso', clock = () => new Date(), ...sealing } = options
  checkPrefix(prefix)
  return sealedStore(
    redisRecords(client, prefix, () => clock().getTime() / 1000),
    sealing,
  )
}
