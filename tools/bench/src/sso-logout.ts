import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createRelyingParty, memoryStore, type RelyingParty, type Store } from '@xinyin/sso'
import { createSessionTables, postgresStore } from '@xinyin/sso/postgres'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type Address, connect } from '../../interop/src/sso/connect.ts'
import { startPostgres } from '../../interop/src/sso/postgres-server.ts'
import { startRedis } from '../../interop/src/sso/redis-server.ts'
import { type Result, withRate } from './compare.ts'

const ISSUER = 'https://id.example.gov.cn'
const ORIGIN = 'https://zjj.example.gov.cn'
const CLIENT = 'portal-a'
const SESSIONS = 100
const ROUNDS = 15
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** A store, and what has to be ended with it. */
interface Opened {
  readonly store: Store
  close(): Promise<void>
}

const STORES: Readonly<Record<string, () => Promise<Opened>>> = {
  memory: async () => ({ store: memoryStore(), close: async () => {} }),
  PGlite: openPglite,
  PostgreSQL: openPostgres,
  Redis: openRedis,
}

async function openPglite(): Promise<Opened> {
  const client = await PGlite.create()
  await createSessionTables(client)
  const keys = [{ id: 'bench', secret: crypto.getRandomValues(new Uint8Array(32)) }] as const
  return { store: postgresStore({ client, keys }), close: () => client.close() }
}

async function onServer(address: Address, end: () => Promise<void>): Promise<Opened> {
  const { store, close } = await connect(address)
  return {
    store,
    async close() {
      await close()
      await end()
    },
  }
}

async function openPostgres(): Promise<Opened> {
  const server = await startPostgres()
  return onServer({ library: 'pg', ports: [server.port], prefix: 'bench' }, () => server.remove())
}

async function openRedis(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'xinyin-redis-'))
  const server = await startRedis(folder)
  return onServer({ library: 'redis', ports: [server.port], prefix: 'bench' }, async () => {
    await server.kill()
    await rm(folder, { recursive: true, force: true })
  })
}

/** The provider's key, by which tokens are signed, and how a portal finds it. */
async function createProvider() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] }
  const metadata = {
    issuer: ISSUER,
    authorization_endpoint: `${ISSUER}/authorize`,
    token_endpoint: `${ISSUER}/token`,
    jwks_uri: `${ISSUER}/jwks`,
  }
  let serial = 0
  const logoutToken = (sub: string) =>
    new SignJWT({ sub, events: { [EVENT]: {} } })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'logout+jwt' })
      .setIssuer(ISSUER)
      .setAudience(CLIENT)
      .setIssuedAt()
      .setExpirationTime('2m')
      .setJti(`${serial++}`)
      .sign(privateKey)
  const fetch = async (url: string) => Response.json(url.endsWith('/jwks') ? jwks : metadata)
  return { logoutToken, fetch }
}

function session(sub: string, sid: string, now: number): Parameters<Store['put']>[1] {
  const times = { issuedAt: now - 60, createdAt: now - 60, expiresAt: now + 3600, idleUntil: now + 3600 }
  const user = { subject: { kind: 'natural-person', name: '测试甲' }, level: 3, issuer: ISSUER, sub } as const
  return { user, sid, party: 'portal', line: sid, idToken: 'x'.repeat(1200), fence: 0, ...times }
}

/** Milliseconds from a logout's arrival to its answer; then nothing of the user's is left. */
async function timeLogout(sso: RelyingParty, store: Store, sub: string, token: string): Promise<number> {
  const now = Math.floor(Date.now() / 1000)
  const keys = Array.from({ length: SESSIONS }, (_, n) => `${sub}-${n}`)
  await Promise.all(keys.map((key) => store.put(key, session(sub, key, now))))
  if ((await store.list(ISSUER, sub)).length !== SESSIONS) throw new Error('Not all sessions were kept')
  const body = new URLSearchParams({ logout_token: token })
  const request = new Request(`${ORIGIN}/backchannel-logout`, { method: 'POST', body })
  const start = performance.now()
  const answer = await sso.handle(request)
  const milliseconds = performance.now() - start
  if (answer?.status !== 200) throw new Error(`The logout was answered with ${answer?.status}`)
  if ((await store.list(ISSUER, sub)).length !== 0) throw new Error('A session has outlived its logout')
  return milliseconds
}

/** A back-channel logout of somebody with a hundred sessions, by the clock: databases are other processes. */
export async function measureLogouts(): Promise<Result> {
  const provider = await createProvider()
  const { privateKey: clientKey } = await generateKeyPair('ES256')
  const opened = await Promise.all(
    Object.entries(STORES).map(async ([name, open]) => ({ name, ...(await open()) })),
  )
  try {
    const portals = opened.map(({ name, store }) => {
      const options = { issuer: ISSUER, clientId: CLIENT, clientKey, origin: ORIGIN, store }
      return { name, store, sso: createRelyingParty({ ...options, fetch: provider.fetch }) }
    })
    const rounds: Record<string, number[]> = Object.fromEntries(portals.map(({ name }) => [name, []]))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { name, store, sso } of portals) {
        const sub = `user-${round}`
        const milliseconds = await timeLogout(sso, store, sub, await provider.logoutToken(sub))
        rounds[name]?.push(1000 / milliseconds)
      }
    }
    const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0
    const rates = Object.fromEntries(Object.entries(rounds).map(([name, values]) => [name, middle(values)]))
    const job = 'Back-channel logout of a user with 100 sessions, by the clock'
    return withRate({ job, unit: 'per second', rates, rounds }, '100 ms', 10)
  } finally {
    await Promise.all(opened.map(({ close }) => close()))
  }
}
