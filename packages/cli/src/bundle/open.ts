import { existsSync } from 'node:fs'
import { decodeUtf8, type Trust } from '@xinyin/core'
import { type BundleReport, inspectBundle, parseBundleMemory } from '@xinyin/e-license/bundle'
import { withArguments } from '../argument.ts'
import { readFile } from '../files/read.ts'
import { replaceFile } from '../files/write.ts'

/** Against what a bundle is held. */
export interface OpenBundleOptions {
  readonly trust: Trust
  readonly at: Date
  /** File in which the last bundle is remembered; this one is, where it passes. */
  readonly memory?: string | undefined
  /** Seconds since a status list was signed. */
  readonly maxAge?: number | undefined
}

const MAX_BUNDLE = 64 * 1024 * 1024
const MAX_MEMORY = 4 * 1024 * 1024

export const readBundle = (file: string): Promise<Uint8Array> => readFile(file, MAX_BUNDLE)

/**
 * Inspects a bundle against what was kept of the last one, and keeps what the next one is held against.
 *
 * @throws LicenceError `ERR_BUNDLE_MEMORY`; CliError `ERR_FILE_*`, `ERR_ARGUMENT`
 */
export async function openBundle(bytes: Uint8Array, options: OpenBundleOptions): Promise<BundleReport> {
  const { trust, at, memory, maxAge } = options
  const remembered =
    memory !== undefined && existsSync(memory)
      ? parseBundleMemory(decodeUtf8(await readFile(memory, MAX_MEMORY)))
      : undefined
  const report = await withArguments(() =>
    inspectBundle(bytes, {
      trust,
      at,
      ...(remembered === undefined ? {} : { remembered }),
      ...(maxAge === undefined ? {} : { maxAge }),
    }),
  )
  if (report.verified !== undefined && memory !== undefined)
    await replaceFile(memory, `${JSON.stringify(report.verified.memory)}\n`)
  return report
}
