import type { Store } from '@xinyin/sso'
import {
  createRevocationTable,
  createSessionTables,
  postgresRevocations,
  postgresStore,
} from '@xinyin/sso/postgres'
import { type RedisClient, redisRevocations, redisStore } from '@xinyin/sso/redis'
import type { Revocations } from '@xinyin/sso/resource'
import { Cluster, Redis } from 'ioredis'
import pg from 'pg'
import { createClient, createCluster } from 'redis'
import { connection } from './postgres-server.ts'

/** The libraries by which portals speak to their database. */
export type Library = 'redis' | 'redis cluster' | 'ioredis' | 'ioredis cluster' | 'pg'

/** Where a store is, so that another process finds it too. */
export interface Address {
  readonly library: Library
  readonly ports: readonly number[]
  /** Tells one store from others on the same server. */
  readonly prefix: string
}

export interface StoreOptions {
  readonly clock?: () => Date
  readonly milliseconds?: number
}

export interface Connected {
  readonly store: Store
  readonly revocations: Revocations
  close(): Promise<void>
}

const KEYS = [{ id: 'interop', secret: new Uint8Array(32).fill(9) }] as const
/** A machine that does much else is no database that is away. */
const PATIENT = { milliseconds: 10_000 } as const
// A server that goes away is what is tried: it is for the store to say so, not for the connection.
const ignore = () => {}

async function connectRedis({ library, ports, prefix }: Address, options: StoreOptions): Promise<Connected> {
  const on = (client: RedisClient) => {
    const shared = { ...options, client, keys: KEYS, prefix }
    return { store: redisStore(shared), revocations: redisRevocations({ ...shared, ...PATIENT }) }
  }
  const [port = 0] = ports
  if (library === 'redis') {
    const url = `redis://127.0.0.1:${port}`
    const client = createClient({ url, socket: { reconnectStrategy: 100 }, disableOfflineQueue: true })
    client.on('error', ignore)
    await client.connect()
    return { ...on(client), close: async () => client.destroy() }
  }
  if (library === 'redis cluster') {
    const cluster = createCluster({ rootNodes: ports.map((one) => ({ url: `redis://127.0.0.1:${one}` })) })
    cluster.on('error', ignore)
    await cluster.connect()
    const client = (command: readonly string[], key: string) => cluster.sendCommand(key, false, [...command])
    return { ...on(client), close: async () => cluster.destroy() }
  }
  const client =
    library === 'ioredis'
      ? new Redis({ host: '127.0.0.1', port, retryStrategy: () => 100, maxRetriesPerRequest: 1 })
      : new Cluster(ports.map((one) => ({ host: '127.0.0.1', port: one })))
  client.on('error', ignore)
  return { ...on(client), close: async () => client.disconnect() }
}

async function connectPostgres({ ports, prefix }: Address, options: StoreOptions): Promise<Connected> {
  const pool = new pg.Pool({ ...connection(ports[0] ?? 0), max: 20, options: `-c search_path=${prefix}` })
  pool.on('error', ignore)
  await pool.query(`create schema if not exists ${prefix}`)
  await createSessionTables(pool)
  await createRevocationTable(pool)
  const shared = { ...options, client: pool, keys: KEYS }
  return {
    store: postgresStore(shared),
    revocations: postgresRevocations({ ...shared, ...PATIENT }),
    close: () => pool.end(),
  }
}

/** Opens a store over a connection of its own. */
export function connect(address: Address, options: StoreOptions = {}): Promise<Connected> {
  return address.library === 'pg' ? connectPostgres(address, options) : connectRedis(address, options)
}
