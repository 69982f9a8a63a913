import { equalBytes } from '@xinyin/core'
import { zipError } from './codes.ts'
import type { NoteZip } from './deviation.ts'
import { FLAG_DESCRIPTOR, FLAG_UTF8 } from './directory.ts'
import type { ZipEntry } from './entry.ts'
import { holdsRecord, inspectExtra } from './extra.ts'
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
  note: NoteZip,
): StretchReading<PlacedEntry[]> {
  const inPlace = [...entries].sort((a, b) => a.offset - b.offset)
  const placed = new Map<ZipEntry, PlacedEntry>()
  for (let i = 0; i < inPlace.length; i++) {
    const entry = inPlace[i]
    if (entry === undefined) continue
    const following = inPlace[i + 1]
    const end = following === undefined ? directory : following.offset + shift
    placed.set(entry, yield* placeEntry(entry, entry.offset + shift, end, note))
  }
  return entries.flatMap((entry) => placed.get(entry) ?? [])
}

/** Extra fields of a local header are mostly shorter than this, so that one look shows all of it. */
const LIKELY_EXTRA_BYTES = 64

function* placeEntry(entry: ZipEntry, at: number, end: number, note: NoteZip): StretchReading<PlacedEntry> {
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
  const flagsApart = view.getUint16(6, true) ^ entry.flags
  // A name in ASCII is the same in UTF-8 and in every other encoding that readers take it for.
  if (flagsApart === FLAG_UTF8 && entry.encoding === 'ascii') note('utf8-flag-mismatch', entry.name)
  else if (flagsApart !== 0) throw mismatch('flags')
  if (view.getUint16(8, true) !== entry.method) throw mismatch('method')
  if (view.getUint32(10, true) !== entry.time) throw mismatch('time')
  const deferred = (entry.flags & FLAG_DESCRIPTOR) !== 0
  const { zip64, unknown } = inspectExtra(header.subarray(fixed, headerBytes), entry.name, at, 'local')
  if (unknown) note('unknown-extra-field', entry.name)
  const plain = { packedBytes: view.getUint32(18, true), bytes: view.getUint32(22, true) }
  const isWide = plain.packedBytes === MAX_UINT32 && plain.bytes === MAX_UINT32
  // With a descriptor the header holds zeros; some writers go back and fill the true values in.
  const agrees = (local: number, stated: number) => local === stated || (deferred && local === 0)
  const agreeOnSize = (local: { readonly packedBytes: number; readonly bytes: number }) =>
    agrees(local.packedBytes, entry.packedBytes) && agrees(local.bytes, entry.bytes)
  if (!agrees(view.getUint32(14, true), entry.crc)) throw mismatch('checksum')
  if (zip64 === undefined || !isWide) {
    if (!agreeOnSize(plain)) throw mismatch('size')
  }
  if (zip64 !== undefined) {
    if (!agreeOnSize(zip64)) throw mismatch('size')
    // Beside plain sizes the field says nothing, but readers differ in whether a descriptor then has sizes of 64 bits.
    if (!isWide && deferred) throw mismatch('size')
    if (!isWide) note('redundant-zip64', entry.name)
  }
  if (!deferred && dataEnd !== end) throw malformedZip('gap after entry', dataEnd)
  if (deferred) {
    if (end - dataEnd > MAX_DESCRIPTOR_BYTES) throw mismatch('data descriptor')
    const descriptor = yield { offset: dataEnd, length: end - dataEnd }
    readDescriptor(descriptor, entry, zip64 !== undefined, note)
  }
  return { entry, start: at, data, end }
}

const MAX_UINT32 = 0xffffffff
/** Signature, checksum and two sizes of 64 bits. */
const MAX_DESCRIPTOR_BYTES = 24

/**
 * Reads a data descriptor (APPNOTE, 4.3.9), with or without its signature, which has to fill its space.
 *
 * Readers that stream do not know where the space ends. They find the end of deflated data by the data, then look for the
 * signature, and take the sizes for 32 or 64 bits by what follows, so that no value in it may look like a record. The end of
 * stored data they cannot know at all: some search it for a descriptor, and would find other entries in it. Only where
 * nothing is stored, as folders have it, do they find the descriptor at once, by its signature.
 *
 * @param wide - whether sizes have 64 bits
 * @throws SealError `ERR_ZIP_MISMATCH`, `ERR_ZIP_UNSUPPORTED`
 */
function readDescriptor(octets: Uint8Array, entry: ZipEntry, wide: boolean, note: NoteZip): void {
  const view = viewOf(octets)
  const bytes = wide ? 20 : 12
  const signed = octets.length === bytes + 4 && view.getUint32(0, true) === RECORD.descriptor
  const from = signed ? 4 : 0
  const size = (i: number) =>
    wide ? Number(view.getBigUint64(from + 4 + 8 * i, true)) : view.getUint32(from + 4 + 4 * i, true)
  const isRight =
    (signed || octets.length === bytes) &&
    view.getUint32(from, true) === entry.crc &&
    size(0) === entry.packedBytes &&
    size(1) === entry.bytes
  const unsupported = (feature: string) =>
    zipError('ERR_ZIP_UNSUPPORTED', { feature, entry: printable(entry.name) })
  if (entry.method === 0) {
    if (!signed || wide || entry.bytes !== 0) throw unsupported('data descriptor after stored data')
    note('empty-entry-descriptor', entry.name)
  }
  if (!isRight) throw zipError('ERR_ZIP_MISMATCH', { entry: printable(entry.name), field: 'data descriptor' })
  if (holdsRecord(octets.subarray(from))) throw unsupported('record in a data descriptor')
}
