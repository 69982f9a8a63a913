import { SealError } from '../../../errors.ts'
import { crc32 } from './crc32.ts'
import { overLimit, readDirectory } from './directory.ts'
import { inflateExactly } from './inflate.ts'
import { type PlacedEntry, placeEntries } from './layout.ts'
import { DEFAULT_ZIP_LIMITS, type ZipLimits } from './limits.ts'
import { printable } from './name.ts'
import { malformedZip, readEndRecord } from './record.ts'

/** Ways of real writers that are read although they are not clean. */
export type ZipDeviation =
  /** Bytes before the first entry. Other readers may start elsewhere, so what they see is not certain. */
  'prefix-bytes' | 'archive-comment' | 'names-without-utf8-flag' | 'gbk-names' | 'unknown-extra-field'

export interface Zip {
  /** Files by name, in the order of the central directory; directories are left out. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly deviations: readonly ZipDeviation[]
}

/**
 * Reads an archive so that there is one way only to read it.
 *
 * @throws SealError `ERR_ZIP_STRUCTURE`, `ERR_ZIP_COMMENT`, `ERR_ZIP_NAME`, `ERR_ZIP_DUPLICATE`,
 *   `ERR_ZIP_MISMATCH`, `ERR_ZIP_UNSUPPORTED`, `ERR_ZIP_LIMIT`, `ERR_ZIP_CONTENT`
 */
export function parseZip(archive: Uint8Array, options: Partial<ZipLimits> = {}): Zip {
  const limits = { ...DEFAULT_ZIP_LIMITS, ...options }
  if (archive.length > limits.maxBytes) throw overLimit('archive', archive.length, limits.maxBytes)
  const end = readEndRecord(archive)
  const directory = end.at - end.directoryBytes
  // Bytes put in front shift everything: offsets then count either from the file's or the archive's start.
  const shift = directory - end.directoryOffset
  if (directory < 0 || shift < 0) throw malformedZip('central directory', end.directoryOffset)
  const entries = readDirectory(archive, directory, end, limits)
  if (entries.length === 0) throw malformedZip('central directory', directory)
  const placed = placeEntries(archive, entries, shift, directory)
  const first = shift + entries.reduce((lowest, entry) => Math.min(lowest, entry.offset), end.directoryOffset)
  const files = new Map<string, Uint8Array>()
  for (const each of placed) {
    const content = unpack(each)
    if (!each.entry.directory) files.set(each.entry.name, content)
  }
  return { files, deviations: deviationsOf(placed, first, end.comment) }
}

function unpack({ entry, packed }: PlacedEntry): Uint8Array {
  const broken = (reason: string) =>
    new SealError('ERR_ZIP_CONTENT', { entry: printable(entry.name), reason })
  if (entry.method === 0 && entry.packedBytes !== entry.bytes) throw broken('size')
  const content = entry.method === 0 ? packed : inflateExactly(packed, entry.bytes)
  if (typeof content === 'string') throw broken(content)
  if (crc32(content) !== entry.crc) throw broken('checksum')
  return content
}

function deviationsOf(placed: readonly PlacedEntry[], first: number, comment: string): ZipDeviation[] {
  const deviations: ZipDeviation[] = []
  if (first > 0) deviations.push('prefix-bytes')
  if (comment !== '') deviations.push('archive-comment')
  if (placed.some(({ entry }) => entry.encoding === 'utf-8-unflagged'))
    deviations.push('names-without-utf8-flag')
  if (placed.some(({ entry }) => entry.encoding === 'gbk')) deviations.push('gbk-names')
  if (placed.some((each) => each.unknownExtra || each.entry.unknownExtra))
    deviations.push('unknown-extra-field')
  return deviations
}
