import type { SealError } from '../../../errors.ts'
import { zipError } from './codes.ts'
import type { NoteZip } from './deviation.ts'
import type { ZipEntry } from './entry.ts'
import { inspectExtra } from './extra.ts'
import { RATIO_FREE_BYTES, RATIO_FREE_TOTAL_BYTES, RATIO_PLAIN_BYTES, type ZipLimits } from './limits.ts'
import { foldName, printable, readName } from './name.ts'
import { malformedZip, RECORD, RECORD_BYTES, viewOf } from './record.ts'

/** Deflate speed (1, 2), sizes after the data (3) and UTF-8 names (11). Every other bit changes the meaning. */
const ALLOWED_FLAGS = 0x080e
/** Encrypted, strongly encrypted, and with masked headers. */
const ENCRYPTION_FLAGS = 0x2041
export const FLAG_DESCRIPTOR = 0x0008
export const FLAG_UTF8 = 0x0800

/**
 * Reads the central directory (APPNOTE, 4.3.12), which must fill the space up to the end record, with names that are
 * unique in every reading.
 *
 * @param directory - its octets
 * @param start - where it begins in the archive
 * @throws SealError `ERR_ZIP_STRUCTURE`, `ERR_ZIP_NAME`, `ERR_ZIP_DUPLICATE`, `ERR_ZIP_UNSUPPORTED`, `ERR_ZIP_LIMIT`
 */
export function readDirectory(
  directory: Uint8Array,
  start: number,
  count: number,
  limits: ZipLimits,
  note: NoteZip,
): ZipEntry[] {
  const entries: ZipEntry[] = []
  const names = new Map<string, string>()
  const view = viewOf(directory)
  let at = 0
  let total = 0
  let packed = 0
  for (let i = 0; i < count; i++) {
    const { entry, next } = readCentralHeader(directory, view, at, start, note)
    const folded = foldName(entry.name)
    const twin = names.get(folded)
    if (twin !== undefined) {
      throw zipError('ERR_ZIP_DUPLICATE', { entry: printable(entry.name), twin: printable(twin) })
    }
    names.set(folded, entry.name)
    total += entry.bytes
    packed += entry.packedBytes
    refuseExpansion(entry, total, limits, note)
    entries.push(entry)
    at = next
  }
  if (at !== directory.length) throw malformedZip('central directory', start + at)
  if (total > RATIO_FREE_TOTAL_BYTES) refuseRatio(total, packed, limits)
  refuseFilesAsFolders(entries, names)
  return entries
}

function readCentralHeader(
  directory: Uint8Array,
  view: DataView,
  at: number,
  start: number,
  note: NoteZip,
): { entry: ZipEntry; next: number } {
  const end = directory.length
  const malformed = (record = 'central header') => malformedZip(record, start + at)
  if (at + RECORD_BYTES.central > end || view.getUint32(at, true) !== RECORD.central) throw malformed()
  const flags = view.getUint16(at + 8, true)
  const nameEnd = at + RECORD_BYTES.central + view.getUint16(at + 28, true)
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  if (next > end) throw malformed()
  const nameOctets = directory.subarray(at + RECORD_BYTES.central, nameEnd)
  const { name, encoding } = readName(nameOctets, (flags & FLAG_UTF8) !== 0)
  const unsupported = (feature: string) =>
    zipError('ERR_ZIP_UNSUPPORTED', { feature, entry: printable(name) })
  if ((flags & ~ALLOWED_FLAGS) !== 0)
    throw unsupported((flags & ENCRYPTION_FLAGS) !== 0 ? 'encryption' : `flags 0x${flags.toString(16)}`)
  const method = view.getUint16(at + 10, true)
  if (method !== 0 && method !== 8) throw unsupported(`compression method ${method}`)
  if (view.getUint16(at + 32, true) !== 0) throw unsupported('entry comment')
  if (view.getUint16(at + 34, true) !== 0) throw malformed()
  if (readAttributes(view, at, unsupported) === 'bare') note('bare-attributes', name)
  if (encoding === 'utf-8-unflagged') note('names-without-utf8-flag', name)
  if (encoding === 'gbk') note('gbk-names', name)
  const { unknown } = inspectExtra(directory.subarray(nameEnd, next), name, start + at)
  if (unknown) note('unknown-extra-field', name)
  const entry: ZipEntry = {
    name,
    encoding,
    method,
    flags,
    crc: view.getUint32(at + 16, true),
    packedBytes: view.getUint32(at + 20, true),
    bytes: view.getUint32(at + 24, true),
    directory: name.endsWith('/'),
    offset: view.getUint32(at + 42, true),
    version: view.getUint16(at + 6, true),
    time: view.getUint32(at + 12, true),
    nameOctets,
  }
  if (entry.packedBytes === 0xffffffff || entry.bytes === 0xffffffff || entry.offset === 0xffffffff)
    throw unsupported('ZIP64')
  if (entry.directory && (entry.bytes !== 0 || entry.crc !== 0)) throw malformed('directory entry')
  return { entry, next }
}

/**
 * Attributes mean nothing to an OFD, but programs that unpack act on them: a link or a device is no document. The high
 * half may hold a mode whatever the system is, since some writers put one there everywhere. What a system does not
 * have must be zero, so that there is little room in them for anything else.
 *
 * @returns `bare` for a mode that says regular file and gives nobody a right: unpacking programs of such a system do not look
 *   at it
 */
function readAttributes(
  view: DataView,
  at: number,
  unsupported: (feature: string) => SealError,
): 'bare' | undefined {
  const host = view.getUint8(at + 5)
  const attributes = view.getUint32(at + 38, true)
  const kind = attributes >>> 28
  if (!HOSTS.has(host) || view.getUint8(at + 4) > MAX_VERSION) throw unsupported('version made by')
  if (view.getUint16(at + 36, true) > 1) throw unsupported('internal attributes')
  if (!KINDS.has(kind)) throw unsupported(kind === 0xa ? 'symbolic link' : 'special file')
  if (!WITHOUT_MODE.has(host)) return undefined
  const mode = attributes >>> 16
  if (mode === REGULAR_FILE && (attributes & 0xffff) <= 0xff) return 'bare'
  const isMode = mode === 0 || ((mode & OWNER_READS) !== 0 && (mode & SPECIAL_BITS) === 0)
  if (!isMode || (attributes & 0xffff) > 0xff) throw unsupported('attributes')
  return undefined
}

/** Kinds of file in the highest bits of a mode: not said, directory, regular file. */
const KINDS = new Set([0, 0x4, 0x8])
/** DOS, Unix, Macintosh, NTFS and macOS: systems that writers of OFD name as their own (APPNOTE, 4.4.2). */
const HOSTS = new Set([0, 3, 7, 10, 11, 19])
/** Systems whose attributes are the eight of DOS. */
const WITHOUT_MODE = new Set([0, 10, 11])
const REGULAR_FILE = 0o100000
const OWNER_READS = 0o400
/** Set user, set group, sticky. */
const SPECIAL_BITS = 0o7000
/** APPNOTE 6.3. */
const MAX_VERSION = 63

function refuseExpansion(entry: ZipEntry, total: number, limits: ZipLimits, note: NoteZip): void {
  if (entry.bytes > limits.maxEntryBytes) throw overLimit('entry', entry.bytes, limits.maxEntryBytes)
  if (total > limits.maxTotalBytes) throw overLimit('total', total, limits.maxTotalBytes)
  if (entry.bytes > RATIO_FREE_BYTES) refuseRatio(entry.bytes, entry.packedBytes, limits)
  else if (entry.bytes > RATIO_PLAIN_BYTES && entry.bytes > entry.packedBytes * limits.maxRatio)
    note('high-compression', entry.name)
}

function refuseRatio(bytes: number, packedBytes: number, { maxRatio }: ZipLimits): void {
  if (bytes > packedBytes * maxRatio)
    throw overLimit('ratio', Math.round(bytes / Math.max(1, packedBytes)), maxRatio)
}

export function overLimit(what: string, found: number, limit: number): SealError {
  return zipError('ERR_ZIP_LIMIT', { what, found, limit })
}

/** `a` and `a/b` cannot both be files: an unpacked copy would lack one of them. */
function refuseFilesAsFolders(entries: readonly ZipEntry[], names: ReadonlyMap<string, string>): void {
  const seen = new Set<string>()
  for (const { name } of entries) {
    const folded = foldName(name)
    for (let at = folded.lastIndexOf('/'); at > 0; at = folded.lastIndexOf('/', at - 1)) {
      const folder = folded.slice(0, at)
      // What is above a folder that was seen was seen with it.
      if (seen.has(folder)) break
      seen.add(folder)
      const twin = names.get(folder)
      if (twin !== undefined && !twin.endsWith('/'))
        throw zipError('ERR_ZIP_DUPLICATE', { entry: printable(name), twin: printable(twin) })
    }
  }
}
