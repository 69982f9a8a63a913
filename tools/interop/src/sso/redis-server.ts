import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Program, requireProgram, succeed } from '../program.ts'
import { freePort, until } from './port.ts'

export const REDIS: Program = { command: 'redis-server', probe: ['--version'], debian: 'redis-server' }

/** A server of its own, on a port of this machine alone. */
export interface Server {
  readonly port: number
  /** Ends it at once, as a power failure does. */
  kill(): Promise<void>
  /** Starts it anew on what it had written. */
  start(): Promise<void>
}

/** Redis, which writes each change to disk before it answers. */
export async function startRedis(folder: string, extra: readonly string[] = []): Promise<Server> {
  await requireProgram(REDIS)
  const port = await freePort()
  const own = join(folder, String(port))
  await mkdir(own, { recursive: true })
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', own, '--save', '']
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']
  let child: ChildProcess | undefined
  const server: Server = {
    port,
    async start() {
      child = spawn('redis-server', [...settings, ...durable, ...extra], { stdio: 'ignore' })
      const pong = async () =>
        (await succeed('redis-cli', ['-p', String(port), 'ping'])).text.trim() === 'PONG'
      await until('redis-server answers', pong)
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
  await server.start()
  return server
}

/** Three nodes that share the slots of a cluster. */
export async function startRedisCluster(folder: string): Promise<readonly Server[]> {
  const nodes: Server[] = []
  for (let n = 0; n < 3; n += 1) {
    const bus = await freePort()
    nodes.push(await startRedis(folder, ['--cluster-enabled', 'yes', '--cluster-port', String(bus)]))
  }
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`)
  await succeed('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'])
  const isOk = async ({ port }: Server) =>
    (await succeed('redis-cli', ['-p', String(port), 'cluster', 'info'])).text.includes('cluster_state:ok')
  await until('the cluster is whole', async () => (await Promise.all(nodes.map(isOk))).every(Boolean))
  return nodes
}
