import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../src/run.ts'
import { xinyin } from './capture.ts'

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A hierarchy in a temporary folder, as `xinyin ca init` makes it. */
export interface Hierarchy {
  readonly dir: string
  readonly port: number
  /** A file in the temporary folder, beside the hierarchy. */
  readonly beside: (name: string) => string
  readonly certificate: (name: string) => string
  readonly key: (name: string) => string
  /** `--key` and `--cert` of a name. */
  readonly as: (name: string) => string[]
  /** `--trust` with the store that it made. */
  readonly trust: string[]
}

export async function createHierarchy(...options: readonly string[]): Promise<Hierarchy> {
  const folder = mkdtempSync(join(tmpdir(), 'xinyin-ca-'))
  const dir = join(folder, '证书体系')
  const port = await freePort()
  const made = await xinyin(['ca', 'init', dir, '--port', String(port), ...options])
  if (made.exit !== 0) throw new Error(made.err)
  const certificate = (name: string) => join(dir, 'certificates', `${name}.pem`)
  const key = (name: string) => join(dir, 'keys', `${name}.key`)
  return {
    dir,
    port,
    beside: (name) => join(folder, name),
    certificate,
    key,
    as: (name) => ['--key', key(name), '--cert', certificate(name)],
    trust: ['--trust', join(dir, 'trust')],
  }
}

/** Runs `xinyin ca serve` until it is told to end. */
export async function serveHierarchy(dir: string, ...options: readonly string[]) {
  const end = new AbortController()
  const err: string[] = []
  let ready: (line: string) => void = () => undefined
  const started = new Promise<string>((resolve) => {
    ready = resolve
  })
  const exit = run(['ca', 'serve', dir, ...options], {
    out: (line) => ready(line),
    err: (line) => err.push(line),
    color: false,
    environment: {},
    signal: end.signal,
  })
  await Promise.race([
    started,
    exit.then((code) => {
      throw new Error(`ended with ${code}: ${err.join('\n')}`)
    }),
  ])
  return {
    err,
    close: () => {
      end.abort()
      return exit
    },
  }
}
