import { equalBytes } from '@xinyin/core'
import { SealError } from '../../../errors.ts'
import { FLAG_DESCRIPTOR } from './directory.ts'
import type { ZipEntry } from './entry.ts'
import { inspectExtra, LOCAL_ZIP64_BYTES, readLocalZip64 } from './extra.ts'
import { printable } from './name.ts'
import { malformedZip, RECORD, RECORD_BYTES, viewOf } from './record.ts'

/** An entry with its packed content in place. */
export interface PlacedEntry {
  readonly entry: ZipEntry
  readonly packed: Uint8Array
  readonly unknownExtra: boolean
}

/**
 * Goes through the local headers in the order in which they lie in the archive. Each must say what the central
 * directory says, and the entries must follow one another with no byte between them that nobody owns: readers
 * that stream read one, readers that seek the other, and both must see the same files.
 *
 * @param shift - what to add to the offsets of the central directory
 * @param directory - where the last entry must end
 * @throws SealError `ERR_ZIP_MISMATCH`, `ERR_ZIP_STRUCTURE`, `ERR_ZIP_UNSUPPORTED`
 */
export function placeEntries(
  archive: Uint8Array,
  entries: readonly ZipEntry[],
  shift: number,
  directory: number,
): PlacedEntry[] {
  const inPlace = [...entries].sort((a, b) => a.offset - b.offset)
  const placed = new Map<ZipEntry, PlacedEntry>()
  inPlace.forEach((entry, i) => {
    const following = inPlace[i + 1]
    const end = following === undefined ? directory : following.offset + shift
    placed.set(entry, placeEntry(archive, entry, entry.offset + shift, end))
  })
  return entries.flatMap((entry) => placed.get(entry) ?? [])
}

function placeEntry(archive: Uint8Array, entry: ZipEntry, at: number, end: number): PlacedEntry {
  const view = viewOf(archive)
  if (at + RECORD_BYTES.local > end || view.getUint32(at, true) !== RECORD.local)
    throw malformedZip('local header', at)
  const nameEnd = at + RECORD_BYTES.local + view.getUint16(at + 26, true)
  const dataStart = nameEnd + view.getUint16(at + 28, true)
  const dataEnd = dataStart + entry.packedBytes
  if (dataEnd > end) throw malformedZip('local header', at)
  const mismatch = (field: string) =>
    new SealError('ERR_ZIP_MISMATCH', { entry: printable(entry.name), field })
  if (!equalBytes(archive.subarray(at + RECORD_BYTES.local, nameEnd), entry.nameOctets))
    throw mismatch('name')
  if (view.getUint16(at + 4, true) !== entry.version) throw mismatch('version')
  if (view.getUint16(at + 6, true) !== entry.flags) throw mismatch('flags')
  if (view.getUint16(at + 8, true) !== entry.method) throw mismatch('method')
  if (view.getUint32(at + 10, true) !== entry.time) throw mismatch('time')
  const extra = archive.subarray(nameEnd, dataStart)
  const zip64 = readLocalZip64(extra)
  const [bytes, packedBytes] = zip64 ?? []
  const sizes = [view.getUint32(at + 18, true), view.getUint32(at + 22, true)]
  if (zip64 !== undefined && sizes.some((size) => size !== 0xffffffff)) throw mismatch('size')
  const local = [view.getUint32(at + 14, true), packedBytes ?? sizes[0], bytes ?? sizes[1]]
  const stated = [entry.crc, entry.packedBytes, entry.bytes]
  const deferred = (entry.flags & FLAG_DESCRIPTOR) !== 0
  // With a descriptor the header holds zeros; some writers go back and fill the true values in.
  const agree = local.every((value, i) => value === stated[i] || (deferred && value === 0))
  if (!agree) throw mismatch('size or checksum')
  if (deferred && !isDescriptor(view, dataEnd, end, stated, zip64 !== undefined))
    throw mismatch('data descriptor')
  if (!deferred && dataEnd !== end) throw malformedZip('gap after entry', dataEnd)
  const others = zip64 === undefined ? extra : extra.subarray(LOCAL_ZIP64_BYTES)
  const unknownExtra = inspectExtra(others, printable(entry.name), at)
  return { entry, packed: archive.subarray(dataStart, dataEnd), unknownExtra }
}

/** Whether a data descriptor (APPNOTE, 4.3.9) with these values, with or without its signature, fills the space. */
function isDescriptor(
  view: DataView,
  at: number,
  end: number,
  stated: readonly number[],
  wide: boolean,
): boolean {
  const bytes = wide ? 20 : 12
  const signed = end - at === bytes + 4 && view.getUint32(at, true) === RECORD.descriptor
  if (!signed && end - at !== bytes) return false
  const from = signed ? at + 4 : at
  const size = (i: number) =>
    wide ? Number(view.getBigUint64(from + 4 + 8 * i, true)) : view.getUint32(from + 4 + 4 * i, true)
  return view.getUint32(from, true) === stated[0] && size(0) === stated[1] && size(1) === stated[2]
}
