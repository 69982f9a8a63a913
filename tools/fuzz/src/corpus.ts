import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../corpus')

/** The instant at which everything in the corpus is valid. */
export const CORPUS_TIME = new Date('2026-06-01T00:00:00Z')

export interface Seed {
  readonly name: string
  readonly bytes: Uint8Array
}

export function readCorpus(folder: string): Seed[] {
  const path = join(ROOT, folder)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(path, name))) }))
}

export function writeCorpus(folder: string, seeds: readonly Seed[]): void {
  const path = join(ROOT, folder)
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true })
  for (const { name, bytes } of seeds) writeFileSync(join(path, name), bytes)
}

/** The trust folder under which the sealed and signed seeds pass: `role/name.pem` and its bytes. */
export function readCorpusTrust(): Seed[] {
  const path = join(ROOT, 'trust')
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pem'))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(path, name))) }))
}
