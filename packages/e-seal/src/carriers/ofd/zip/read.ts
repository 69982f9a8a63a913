import { type Archive, openArchive } from './archive.ts'
import { unpack } from './content.ts'
import type { ZipDeviation } from './deviation.ts'
import type { ZipLimits } from './limits.ts'
import { readStretches } from './stretch.ts'

export interface Zip {
  readonly archive: Archive
  /** Files by name, in the order of the central directory; directories are left out. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly deviations: readonly ZipDeviation[]
}

/**
 * Reads an archive that lies in memory, with all its files.
 *
 * @throws SealError those of `openArchive`, and `ERR_ZIP_CONTENT`
 */
export function parseZip(bytes: Uint8Array, options: Partial<ZipLimits> = {}): Zip {
  const archive = readStretches(bytes, openArchive(bytes.length, options))
  const files = new Map<string, Uint8Array>()
  for (const [name, { entry, data }] of archive.entries)
    files.set(name, unpack(entry, bytes.subarray(data, data + entry.packedBytes), archive.note))
  return { archive, files, deviations: [...archive.deviations.keys()] }
}
