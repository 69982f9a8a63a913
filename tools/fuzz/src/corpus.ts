import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

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

const TRUST = join(ROOT, 'trust')
const ISSUER = join(ROOT, 'issuer.der')

/** The trust store under which the sealed and signed seeds pass: `role/name.pem` and its bytes. */
export function readCorpusTrust(): Seed[] {
  return readdirSync(TRUST, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pem'))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(TRUST, name))) }))
}

export function writeTrust(files: readonly Seed[]): void {
  rmSync(TRUST, { recursive: true, force: true })
  for (const { name, bytes } of files) {
    mkdirSync(dirname(join(TRUST, name)), { recursive: true })
    writeFileSync(join(TRUST, name), bytes)
  }
}

/** The certificate whose key signed the corpus's SD-JWTs and ID tokens, DER. */
export function readIssuerCertificate(): Uint8Array {
  return new Uint8Array(readFileSync(ISSUER))
}

export function writeIssuerCertificate(der: Uint8Array): void {
  writeFileSync(ISSUER, der)
}
