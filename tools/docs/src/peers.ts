import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ROOT } from './catalogues.ts'

/** What the benchmarks are run with, as installed: the dependencies of `tools/bench` that are not ours. */
export function peerVersions(): Record<string, string> {
  const manifest = join(ROOT, 'tools/bench/package.json')
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    dependencies: Record<string, string>
  }
  const find = createRequire(manifest).resolve.paths('x') ?? []
  const peers = Object.keys(dependencies).filter((name) => !name.startsWith('@xinyin/') && name !== 'mitata')
  return Object.fromEntries(peers.map((name) => [name, installedVersion(name, [dirname(manifest), ...find])]))
}

function installedVersion(name: string, folders: readonly string[]): string {
  for (const folder of folders) {
    try {
      const text = readFileSync(join(folder, name, 'package.json'), 'utf8')
      return (JSON.parse(text) as { version: string }).version
    } catch {
      // Not in this folder; the next one up may have it.
    }
  }
  throw new Error(`${name} is not installed.`)
}
