import { collectZipDeviations, type NoteZip, type ZipDeviations } from './deviation.ts'
import { overLimit, readDirectory } from './directory.ts'
import { type PlacedEntry, placeEntries } from './layout.ts'
import { limitsFor, type ZipLimits } from './limits.ts'
import { malformedZip, readEndRecord } from './record.ts'
import type { StretchReading } from './stretch.ts'

/** An archive of which the headers are read, and of the entries nothing. */
export interface Archive {
  /** Files by name, in the order of the central directory; directories are left out. */
  readonly entries: ReadonlyMap<string, PlacedEntry>
  /** Where the first entry begins. */
  readonly start: number
  /** Where the central directory begins. */
  readonly directory: number
  readonly comment: string
  /** Those of the headers; what unpacks entries adds to them by `note`. */
  readonly deviations: ZipDeviations
  readonly note: NoteZip
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
  const { deviations, note } = collectZipDeviations()
  const entries = readDirectory(octets, directory, end.entries, limits, note)
  if (entries.length === 0) throw malformedZip('central directory', directory)
  const placed = yield* placeEntries(entries, shift, directory, note)
  const start = shift + entries.reduce((lowest, entry) => Math.min(lowest, entry.offset), end.directoryOffset)
  if (start > 0) note('prefix-bytes', '')
  if (end.comment !== '') note('archive-comment', '')
  const files = placed.filter(({ entry }) => !entry.directory)
  return {
    entries: new Map(files.map((each) => [each.entry.name, each])),
    start,
    directory,
    comment: end.comment,
    deviations,
    note,
  }
}
