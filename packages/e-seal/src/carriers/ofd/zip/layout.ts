import { equalBytes } from '@xinyin/core'
import { zipError } from './codes.ts'
import { FLAG_DESCRIPTOR } from './directory.ts'
import type { ZipEntry } from './entry.ts'
import { inspectExtra, LOCAL_ZIP64_BYTES, readLocalZip64 } from './extra.ts'
import { printable } from './name.ts'
import { malformedZip, RECORD, RECORD_BYTES, viewOf } from './record.ts'
import type { StretchReading } from './stretch.ts'

/** An entry and where it lies in the archive. */
export interface PlacedEntry {
  readonly entry: ZipEntry
  /** Where its local header begins. */
  readonly start: number
  /** Where its packed content begins. */
  readonly data: number
  /** Where the next entry, or the central directory, begins: a data descriptor may lie before. */
  readonly end: number
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
export function* placeEntries(
  entries: readonly ZipEntry[],
  shift: number,
  directory: number,
): StretchReading<PlacedEntry[]> {
  const inPlace = [...entries].sort((a, b) => a.offset - b.offset)
  const placed = new Map<ZipEntry, PlacedEntry>()
  for (let i = 0; i < inPlace.length; i++) {
    const entry = inPlace[i]
    if (entry === undefined) continue
    const following = inPlace[i + 1]
    const end = following === undefined ? directory : following.offset + shift
    placed.set(entry, yield* placeEntry(entry, entry.offset + shift, end))
  }
  return entries.flatMap((entry) => placed.get(entry) ?? [])
}

/** Extra fields of a local header are mostly shorter than this, so that one look shows all of it. */
const LIKELY_EXTRA_BYTES = 64

function* placeEntry(entry: ZipEntry, at: number, end: number): StretchReading<PlacedEntry> {
  const nameBytes = entry.nameOctets.length
  const fixed = RECORD_BYTES.local + nameBytes
  const room = end - at
  if (room < RECORD_BYTES.local) throw malformedZip('local header', at)
  let header = yield { offset: at, length: Math.min(room, fixed + LIKELY_EXTRA_BYTES) }
  let view = viewOf(header)
  if (view.getUint32(0, true) !== RECORD.local) throw malformedZip('local header', at)
  const mismatch = (field: string) => zipError('ERR_ZIP_MISMATCH', { entry: printable(entry.name), field })
  const headerBytes = RECORD_BYTES.local + view.getUint16(26, true) + view.getUint16(28, true)
  const data = at + headerBytes
  const dataEnd = data + entry.packedBytes
  if (dataEnd > end) throw malformedZip('local header', at)
  if (view.getUint16(26, true) !== nameBytes) throw mismatch('name')
  if (headerBytes > header.length) {
    header = yield { offset: at, length: headerBytes }
    view = viewOf(header)
  }
  if (!equalBytes(header.subarray(RECORD_BYTES.local, fixed), entry.nameOctets)) throw mismatch('name')
  if (view.getUint16(4, true) !== entry.version) throw mismatch('version')
  if (view.getUint16(6, true) !== entry.flags) throw mismatch('flags')
  if (view.getUint16(8, true) !== entry.method) throw mismatch('method')
  if (view.getUint32(10, true) !== entry.time) throw mismatch('time')
  const extra = header.subarray(fixed, headerBytes)
  const zip64 = readLocalZip64(extra)
  const [bytes, packedBytes] = zip64 ?? []
  const sizes = [view.getUint32(18, true), view.getUint32(22, true)] as const
  if (zip64 !== undefined && (sizes[0] !== 0xffffffff || sizes[1] !== 0xffffffff)) throw mismatch('size')
  const deferred = (entry.flags & FLAG_DESCRIPTOR) !== 0
  // With a descriptor the header holds zeros; some writers go back and fill the true values in.
  const agrees = (local: number, stated: number) => local === stated || (deferred && local === 0)
  const agree =
    agrees(view.getUint32(14, true), entry.crc) &&
    agrees(packedBytes ?? sizes[0], entry.packedBytes) &&
    agrees(bytes ?? sizes[1], entry.bytes)
  if (!agree) throw mismatch('size or checksum')
  const others = zip64 === undefined ? extra : extra.subarray(LOCAL_ZIP64_BYTES)
  const unknownExtra = inspectExtra(others, entry.name, at)
  if (!deferred && dataEnd !== end) throw malformedZip('gap after entry', dataEnd)
  if (deferred) {
    if (end - dataEnd > MAX_DESCRIPTOR_BYTES) throw mismatch('data descriptor')
    const descriptor = yield { offset: dataEnd, length: end - dataEnd }
    const stated = [entry.crc, entry.packedBytes, entry.bytes]
    if (!isDescriptor(viewOf(descriptor), stated, zip64 !== undefined)) throw mismatch('data descriptor')
  }
  return { entry, start: at, data, end, unknownExtra }
}

const MAX_DESCRIPTOR_BYTES = 24

/** Whether a data descriptor (APPNOTE, 4.3.9) with these values, with or without its signature, fills the space. */
function isDescriptor(view: DataView, stated: readonly number[], wide: boolean): boolean {
  const bytes = wide ? 20 : 12
  const signed = view.byteLength === bytes + 4 && view.getUint32(0, true) === RECORD.descriptor
  if (!signed && view.byteLength !== bytes) return false
  const from = signed ? 4 : 0
  const size = (i: number) =>
    wide ? Number(view.getBigUint64(from + 4 + 8 * i, true)) : view.getUint32(from + 4 + 4 * i, true)
  return view.getUint32(from, true) === stated[0] && size(0) === stated[1] && size(1) === stated[2]
}
