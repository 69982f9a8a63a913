import { session, storeContract } from '../../../../packages/sso/test/stores/contract.ts'
import { agreesWithModel } from '../../../../packages/sso/test/stores/model.ts'
import {
  type OpenRevocations,
  revocationContract,
  revocationsAgree,
} from '../../../../packages/sso/test/stores/revocations-contract.ts'
import { expectThat } from '../expect.ts'
import type { Program } from '../program.ts'
import type { Case } from '../table.ts'
import type { Workspace } from '../workspace.ts'
import { type Address, connect, type Library } from './connect.ts'
import { contend } from './contention.ts'
import { survive } from './outage.ts'
import { POSTGRES, startPostgres } from './postgres-server.ts'
import { REDIS, type Server, startRedis, startRedisCluster } from './redis-server.ts'
import { renewByTwo } from './renewal.ts'

interface Running {
  readonly library: Library
  readonly servers: readonly Server[]
}

/** Starts the servers that a library speaks to, and ends them whatever happens. */
async function withServers<T>(
  workspace: Workspace,
  library: Library,
  work: (running: Running) => Promise<T>,
): Promise<T> {
  if (library === 'pg') {
    const server = await startPostgres()
    try {
      return await work({ library, servers: [server] })
    } finally {
      await server.remove()
    }
  }
  const folder = workspace.path('redis')
  const servers = library.endsWith('cluster') ? await startRedisCluster(folder) : [await startRedis(folder)]
  try {
    return await work({ library, servers })
  } finally {
    await Promise.all(servers.map((server) => server.kill()))
  }
}

let serial = 0

/** A store that nothing was put into yet. */
function freshAddress({ library, servers }: Running): Address {
  serial += 1
  return { library, ports: servers.map(({ port }) => port), prefix: `store_${serial}` }
}

async function keepsContract(running: Running): Promise<string> {
  for (const { name, run } of storeContract) {
    const open: Awaited<ReturnType<typeof connect>>[] = []
    try {
      await run(async (now) => {
        const connected = await connect(freshAddress(running), { clock: () => new Date(now() * 1000) })
        open.push(connected)
        return connected.store
      })
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : error}`)
    } finally {
      await Promise.all(open.map(({ close }) => close()))
    }
  }
  return `${storeContract.length} cases`
}

async function keepsRevocations(running: Running): Promise<string> {
  const runs = [
    ...revocationContract,
    { name: 'in any order', run: (open: OpenRevocations) => revocationsAgree(open, 150) },
  ]
  for (const { name, run } of runs) {
    const open: Awaited<ReturnType<typeof connect>>[] = []
    try {
      await run(async (now) => {
        const connected = await connect(freshAddress(running), { clock: () => new Date(now() * 1000) })
        open.push(connected)
        return connected.revocations
      })
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : error}`)
    } finally {
      await Promise.all(open.map(({ close }) => close()))
    }
  }
  return `${revocationContract.length} cases, 150 sequences of events`
}

async function keepsRules(running: Running): Promise<string> {
  const clock = { now: 1000 }
  const { store, close } = await connect(freshAddress(running), { clock: () => new Date(clock.now * 1000) })
  try {
    await agreesWithModel(store, clock, 150)
    return '150 sequences of events, each answer as the plain rules have it'
  } finally {
    await close()
  }
}

async function endsMany(running: Running): Promise<string> {
  const { store, close } = await connect(freshAddress(running))
  const end = Date.now() / 1000 + 600
  try {
    const times: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const sub = `many ${round}`
      const keys = Array.from({ length: 100 }, (_, n) => `${sub} ${n}`)
      await Promise.all(
        keys.map((key) => store.put(key, session({ sub, sid: key, expiresAt: end, idleUntil: end }))),
      )
      expectThat((await store.list('https://op.example', sub)).length === 100, 'not all were kept')
      const start = performance.now()
      await store.destroyBySub('https://op.example', sub, 1000, end)
      times.push(performance.now() - start)
      expectThat((await store.list('https://op.example', sub)).length === 0, 'some were not ended')
    }
    return `at the quickest in ${Math.min(...times).toFixed(1)} ms`
  } finally {
    await close()
  }
}

const TOPICS: readonly [what: string, run: (running: Running) => Promise<string>][] = [
  ['keeps the contract of a store', keepsContract],
  ['agrees with the plain rules in any order', keepsRules],
  ['remembers revocations of tokens', keepsRevocations],
  ['ends the 100 sessions of a user at once', endsMany],
  [
    'has a refresh token used once, by two processes of a portal',
    (running) => renewByTwo(freshAddress(running)),
  ],
  ['serves two processes at once', (running) => contend(freshAddress(running))],
]

const OUTAGE = 'invents and loses nothing when the server is killed'

const cases = (library: Library, program: Program): Case[] =>
  [
    ...TOPICS,
    // A cluster that has lost a node is that node's clients' affair; what is asked here is one server's.
    ...(library.endsWith('cluster')
      ? []
      : [
          [
            OUTAGE,
            (running: Running) => survive(freshAddress(running), running.servers[0] as Server),
          ] as const,
        ]),
  ].map(([what, run]) => ({
    what: `the session store, by ${library}, ${what}`,
    with: program,
    run: (workspace) => withServers(workspace, library, run),
  }))

export const storeCases: readonly Case[] = [
  ...(['redis', 'ioredis', 'redis cluster', 'ioredis cluster'] as const).flatMap((library) =>
    cases(library, REDIS),
  ),
  ...cases('pg', POSTGRES),
]
