import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPrivateKey, createSigner, encodeBase64, exportPrivateKey } from '@xinyin/core'
import { exportClientJwk } from '@xinyin/sso'
import type { Address } from '../../interop/src/sso/connect.ts'
import { startPostgres } from '../../interop/src/sso/postgres-server.ts'
import { startProvider } from '../../interop/src/sso/provider.ts'
import { type Server, startRedis } from '../../interop/src/sso/redis-server.ts'
import { startBalancer } from './balancer.ts'
import { type Ended, live, type Place, showEnded } from './person.ts'
import { startPortalProcess } from './portal-process.ts'
import { createTally, type Summary, type Tally } from './tally.ts'

export const STORES = ['Redis', 'PostgreSQL'] as const
export type StoreName = (typeof STORES)[number]

/** What a run found. */
export interface Found extends Summary {
  readonly store: StoreName
  readonly seconds: number
  readonly rotations: number
  /** MB of the process that ran throughout: at the beginning, at the end, and at most. */
  readonly memory: { readonly first: number; readonly last: number; readonly most: number }
}

const API = 'https://api.example.gov.cn'
const CLIENT = 'portal'
const PEOPLE = 24
/** Parts of the run's time. */
const KILL_AT = 0.3
const RESTORE_AT = 0.45
const STORE_AT = 0.65
/** Seconds from one rotation of keys to the next: no provider does it more often. */
const ROTATION = 60

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function startStore(
  store: StoreName,
): Promise<{ server: Server; address: Address; remove(): Promise<void> }> {
  if (store === 'PostgreSQL') {
    const server = await startPostgres()
    return { server, address: { library: 'pg', ports: [server.port], prefix: 'load' }, remove: server.remove }
  }
  const folder = await mkdtemp(join(tmpdir(), 'xinyin-load-'))
  const server = await startRedis(folder)
  return {
    server,
    address: { library: 'ioredis', ports: [server.port], prefix: 'load' },
    async remove() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const startLoadProvider = () =>
  startProvider({
    anybody: true,
    features: {
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: API,
          scope: 'cases.read',
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  })

/** What goes wrong in the course of the run, each at its time. */
async function disturb(
  seconds: number,
  tally: Tally,
  killOne: () => Promise<void>,
  startItAgain: () => Promise<void>,
  server: Server,
): Promise<void> {
  const start = performance.now()
  const until = (part: number) => pause(Math.max(0, start + part * seconds * 1000 - performance.now()))
  await until(KILL_AT)
  tally.expectFailures(true)
  await killOne()
  await until(RESTORE_AT)
  await startItAgain()
  tally.expectFailures(false)
  await until(STORE_AT)
  tally.expectFailures(true)
  await server.kill()
  await pause(1500)
  await server.start()
  tally.expectFailures(false)
}

/**
 * People sign in, work and sign out at a portal of two processes for some time, while keys are rotated, one process is
 * killed and started anew, and the store is killed and started anew on what it had written.
 *
 * @param seconds - how long it takes
 */
export async function runLoad(store: StoreName, seconds: number): Promise<Found> {
  const { server, address, remove } = await startStore(store)
  const provider = await startLoadProvider()
  const balancer = await startBalancer('127.0.0.2')
  const origin = `http://127.0.0.2:${balancer.port}`
  const key = await createPrivateKey('P-256')
  await provider.register({
    client_id: CLIENT,
    redirect_uris: [`${origin}/callback`],
    post_logout_redirect_uris: [`${origin}/logged-out`],
    backchannel_logout_uri: `${origin}/backchannel-logout`,
    backchannel_logout_session_required: true,
    jwks: { keys: [await exportClientJwk(createSigner(key))] },
  })
  const { issuer } = provider
  const privateKey = encodeBase64(exportPrivateKey(key))
  const order = { issuer, clientId: CLIENT, origin, api: API, privateKey, address }
  const steady = await startPortalProcess(order)
  let other = await startPortalProcess(order)
  balancer.serve([steady.port, other.port])

  const tally = createTally()
  const place: Place = { issuer, origin }
  const ended: Ended[] = []
  let goesOn = true
  let rotations = 0
  const rotate = () => {
    rotations += 1
    void provider.rotateKeys()
  }
  const rotating = setInterval(rotate, Math.min(ROTATION, seconds / 2) * 1000 - 500)
  try {
    const people = Array.from({ length: PEOPLE }, (_, n) =>
      live(`person-${n}`, place, tally, ended, () => goesOn),
    )
    const killOne = async () => {
      await other.kill()
      // Who balances notices after a while.
      await pause(500)
      balancer.serve([steady.port])
    }
    const startItAgain = async () => {
      other = await startPortalProcess(order)
      balancer.serve([steady.port, other.port])
    }
    const [first = 0] = steady.memory.slice(-1)
    await Promise.all([disturb(seconds, tally, killOne, startItAgain, server), pause(seconds * 1000)])
    goesOn = false
    await Promise.all(people)
    // In the end, every session that ever was ended is shown once more.
    for (const one of ended) await showEnded(one, place, tally)
    const mb = (octets: number) => Math.round(octets / 1e6)
    const [last = 0] = steady.memory.slice(-1)
    const memory = { first: mb(first), last: mb(last), most: mb(Math.max(...steady.memory)) }
    return { ...tally.summary(), store, seconds, rotations, memory }
  } finally {
    clearInterval(rotating)
    balancer.close()
    await Promise.all([steady.kill(), other.kill()])
    await provider.close()
    await remove()
  }
}
