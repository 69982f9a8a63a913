import { overLimit, readDirectory } from './directory.ts'
import { type PlacedEntry, placeEntries } from './layout.ts'
import { limitsFor, type ZipLimits } from './limits.ts'
import { malformedZip, readEndRecord } from './record.ts'
import type { StretchReading } from './stretch.ts'

/** Ways of real writers that are read although they are not clean. */
export type ZipDeviation =
  /** Bytes before the first entry. Other readers may start elsewhere, so what they see is not certain. */
  'prefix-bytes' | 'archive-comment' | 'names-without-utf8-flag' | 'gbk-names' | 'unknown-extra-field'

/** An archive of which the headers are read, and of the entries nothing. */
export interface Archive {
  /** Files by name, in the order of the central directory; directories are left out. */
  readonly entries: ReadonlyMap<string, PlacedEntry>
  /** Where the first entry begins. */
  readonly start: number
  /** Where the central directory begins. */
  readonly directory: number
  readonly comment: string
  readonly deviations: readonly ZipDeviation[]
}

/** The longest central header that is likely, on average. */
const MAX_HEADER_BYTES = 1024

/**
 * Reads the headers of an archive so that there is one way only to read it.
 *
 * @param size - of the archive, in octets
 * @throws SealError `ERR_ZIP_STRUCTURE`, `ERR_ZIP_COMMENT`, `ERR_ZIP_NAME`, `ERR_ZIP_DUPLICATE`,
 *   `ERR_ZIP_MISMATCH`, `ERR_ZIP_UNSUPPORTED`, `ERR_ZIP_LIMIT`
 */
export function* openArchive(size: number, options: Partial<ZipLimits> = {}): StretchReading<Archive> {
  const limits = limitsFor(size, options)
  if (size > limits.maxBytes) throw overLimit('archive', size, limits.maxBytes)
  const end = yield* readEndRecord(size)
  const directory = end.at - end.directoryBytes
  // Bytes put in front shift everything: offsets then count either from the file's or the archive's start.
  const shift = directory - end.directoryOffset
  if (directory < 0 || shift < 0) throw malformedZip('central directory', end.directoryOffset)
  if (end.entries > limits.maxEntries) throw overLimit('entries', end.entries, limits.maxEntries)
  const most = 65_536 + end.entries * MAX_HEADER_BYTES
  if (end.directoryBytes > most) throw overLimit('central directory', end.directoryBytes, most)
  const octets = yield { offset: directory, length: end.directoryBytes }
  // The names are kept, and what they were read from may be a window that moves on.
  const entries = readDirectory(octets, directory, end.entries, limits)
  if (entries.length === 0) throw malformedZip('central directory', directory)
  const placed = yield* placeEntries(entries, shift, directory)
  const start = shift + entries.reduce((lowest, entry) => Math.min(lowest, entry.offset), end.directoryOffset)
  const files = placed.filter(({ entry }) => !entry.directory)
  return {
    entries: new Map(files.map((each) => [each.entry.name, each])),
    start,
    directory,
    comment: end.comment,
    deviations: deviationsOf(placed, start, end.comment),
  }
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
