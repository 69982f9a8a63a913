import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Program, requireProgram, succeed } from '../program.ts'
import { freePort, until } from './port.ts'
import type { Server } from './redis-server.ts'

/** Debian keeps the programs of each version in a folder of its own, which is in no search path. */
const VERSIONS = '/usr/lib/postgresql'

function binaries(): string {
  const versions = existsSync(VERSIONS)
    ? readdirSync(VERSIONS)
        .map(Number)
        .sort((a, b) => b - a)
    : []
  const newest = versions.find((version) => existsSync(join(VERSIONS, String(version), 'bin/postgres')))
  return join(VERSIONS, String(newest), 'bin')
}

export const POSTGRES: Program = {
  name: 'postgresql',
  command: join(binaries(), 'postgres'),
  probe: ['--version'],
  debian: 'postgresql',
}

/** PostgreSQL runs for nobody who may do everything: for root, it runs as the user that its package made. */
async function owner(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const id = async (flag: string) => Number((await succeed('id', [flag, 'postgres'])).text.trim())
  return { uid: await id('-u'), gid: await id('-g') }
}

function execute(command: string, args: readonly string[], user: { uid?: number; gid?: number }) {
  return spawn(join(binaries(), command), args, {
    ...user,
    stdio: 'ignore',
    cwd: tmpdir(),
    env: { LC_ALL: 'C.UTF-8' },
  })
}

export interface PostgresServer extends Server {
  /** Ends it and takes its folder away. */
  remove(): Promise<void>
}

/** PostgreSQL with an empty database, on a port of this machine alone. */
export async function startPostgres(): Promise<PostgresServer> {
  await requireProgram(POSTGRES)
  const user = await owner()
  const folder = await mkdtemp(join(tmpdir(), 'xinyin-postgres-'))
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const made = execute(
    'initdb',
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync'],
    user,
  )
  const [code] = await once(made, 'exit')
  if (code !== 0) throw new Error(`initdb ended with ${code}`)
  const port = await freePort()
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=60',
  ]
  let child: ChildProcess | undefined
  const server: PostgresServer = {
    port,
    async start() {
      child = execute('postgres', ['-D', data, '-p', String(port), ...settings], user)
      await until('postgres answers', async () => {
        const client = new pg.Client(connection(port))
        await client.connect()
        await client.end()
        return true
      })
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      // At once, and all its processes: it has to recover when it is started anew.
      child.kill('SIGQUIT')
      await gone
    },
    async remove() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

export function connection(port: number) {
  return { host: '127.0.0.1', port, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2000 }
}
