import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { IssuedLicence } from '@xinyin/e-license'
import type { NamedFile, Province } from '@xinyin/sandbox'

/** Where the demo leaves its files: the licence, and whom to trust. */
export const OUTPUT = join(import.meta.dirname, '../../demo-output')

function write(folder: string, files: readonly NamedFile[]): void {
  for (const { name, bytes } of files) {
    const path = join(OUTPUT, folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

/** Writes everything anew; what an earlier run left is of another province, and would not verify. */
export function writeOutput(province: Province, licence: IssuedLicence, changed: Uint8Array): void {
  rmSync(OUTPUT, { recursive: true, force: true })
  write('trust', province.trustFiles)
  write('chain', province.chainFiles)
  write('.', [
    { name: 'licence.ofd', bytes: licence.ofd },
    { name: 'licence-changed.ofd', bytes: changed },
    { name: 'licence.sd-jwt', bytes: Buffer.from(`${licence.sdJwt}\n`) },
    { name: 'seal.esl', bytes: province.seal.raw },
  ])
}
