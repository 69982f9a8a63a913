import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { IssuedLicence } from '@xinyin/e-license'
import { createQrSymbol, encodeQrPng } from '@xinyin/e-license/qr-symbol'
import type { NamedFile, Province } from '@xinyin/sandbox'
import { trustFilesOf } from './window.ts'

/** Where the demo leaves its files: the licence, and what a window needs to verify it. */
export const OUTPUT = join(import.meta.dirname, '../../demo-output')

function write(folder: string, files: readonly NamedFile[]): void {
  for (const { name, bytes } of files) {
    const path = join(OUTPUT, folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

/** What there is besides the licence and the province. */
export interface Evidence {
  /** A copy with one byte changed. */
  readonly changed: Uint8Array
  readonly statusList: string | Uint8Array
  readonly bundle: string
}

/** Writes everything anew; what an earlier run left is of another province, and would not verify. */
export function writeOutput(province: Province, licence: IssuedLicence, evidence: Evidence): void {
  const { qr = '' } = licence
  const { statusList, bundle, changed } = evidence
  rmSync(OUTPUT, { recursive: true, force: true })
  write('trust', trustFilesOf(province))
  write('chain', province.chainFiles)
  write('.', [
    { name: 'licence.ofd', bytes: licence.ofd },
    { name: 'licence-changed.ofd', bytes: changed },
    { name: 'licence.sd-jwt', bytes: Buffer.from(`${licence.sdJwt}\n`) },
    { name: 'licence.qr.txt', bytes: Buffer.from(`${qr}\n`) },
    { name: 'licence-qr.png', bytes: encodeQrPng(createQrSymbol(qr)) },
    { name: 'status-list.jwt', bytes: Buffer.from(statusList) },
    { name: 'bundle.jws', bytes: Buffer.from(`${bundle}\n`) },
    { name: 'seal.esl', bytes: province.seal.raw },
  ])
}
