import { concatBytes } from '@xinyin/core'
import { type ByteSource, readExactly } from '../source.ts'
import type { Archive } from './archive.ts'
import { endRecord, packEntry } from './header-write.ts'
import type { PlacedEntry } from './layout.ts'
import { RECORD_BYTES, viewOf } from './record.ts'
import type { Stretch } from './stretch.ts'
import type { PackageEntry, PackageOptions } from './write.ts'

/** What a copy of an archive has otherwise: files with new content in the place of the old, and files after all others. */
export interface ArchiveEdit {
  readonly replaced: ReadonlyMap<string, Uint8Array>
  readonly added: readonly PackageEntry[]
}

/** An archive in its parts: bytes, and stretches of the one that it is a copy of. */
export interface ArchiveCopy {
  /** Of all of it, in octets. */
  readonly size: number
  readonly parts: readonly (Uint8Array | Stretch)[]
}

/** A header of the central directory as it lies there, and where in the archive its entry begins. */
interface CentralHeader {
  readonly octets: Uint8Array
  readonly start: number
}

/**
 * Plans a copy of an archive in which every entry that is not replaced keeps its octets, headers, extra fields and data
 * descriptor among them, and its order; only where it begins may change. Octets before the first entry and the comment
 * of the archive are left out, since readers differ on them.
 *
 * @param names - octets of the names of the files in the archive, for those that are replaced
 * @throws RangeError for more than ZIP holds
 */
export async function copyArchive(
  source: ByteSource,
  archive: Archive,
  edit: ArchiveEdit,
  options: PackageOptions = {},
): Promise<ArchiveCopy> {
  const replaced = [...edit.replaced]
    .map(([name, bytes]) => replacementOf(archive, name, bytes, options))
    .sort((a, b) => a.old.start - b.old.start)
  const added = edit.added.map(({ name, bytes }) => packEntry(name, bytes, options.compression))

  const parts: (Uint8Array | Stretch)[] = []
  let copied = archive.start
  const copyTo = (end: number) => {
    if (end > copied) parts.push({ offset: copied, length: end - copied })
  }
  for (const { old, packed } of replaced) {
    copyTo(old.start)
    for (const part of packed.local) parts.push(part)
    copied = old.end
  }
  copyTo(archive.directory)
  for (const { local } of added) for (const part of local) parts.push(part)

  const moved = moveOffsets(archive.start, replaced)
  const headers = (await readHeaders(source, archive)).map(({ octets, start }) => {
    const anew = replaced.find(({ old }) => old.start === start)
    return anew === undefined ? withOffset(octets, moved(start)) : anew.packed.central(moved(start))
  })
  const directory = moved(archive.directory) + sum(added.map(({ length }) => length))
  let offset = moved(archive.directory)
  for (const packed of added) {
    headers.push(packed.central(offset))
    offset += packed.length
  }
  const directoryOctets = concatBytes(...headers)
  parts.push(directoryOctets, endRecord(headers.length, directoryOctets.length, directory))
  return { size: directory + directoryOctets.length + RECORD_BYTES.end, parts }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

interface Replacement {
  readonly old: PlacedEntry
  readonly packed: ReturnType<typeof packEntry>
}

const FLAG_UTF8 = 0x0800

/** The new content under the very octets of the old name. */
function replacementOf(
  archive: Archive,
  name: string,
  bytes: Uint8Array,
  { compression }: PackageOptions,
): Replacement {
  const old = archive.entries.get(name)
  if (old === undefined) throw new RangeError(`edit: the archive has no ${name}`)
  const { nameOctets, flags } = old.entry
  const isUtf8 = (flags & FLAG_UTF8) !== 0
  return { old, packed: packEntry({ octets: nameOctets, isUtf8 }, bytes, compression) }
}

/** Where what began at an offset of the old archive begins in the new one. */
function moveOffsets(start: number, replaced: readonly Replacement[]): (offset: number) => number {
  return (offset) => {
    const before = replaced.filter(({ old }) => old.start < offset)
    return offset - start + sum(before.map(({ old, packed }) => packed.length - (old.end - old.start)))
  }
}

async function readHeaders(source: ByteSource, archive: Archive): Promise<CentralHeader[]> {
  const end = source.size - RECORD_BYTES.end - archive.comment.length
  const octets = await readExactly(source, archive.directory, end - archive.directory)
  const view = viewOf(octets)
  const [any] = archive.entries.values()
  // Offsets count from the file's start or, where octets stand before the archive, from the archive's.
  const shift = any === undefined ? 0 : any.start - any.entry.offset
  const headers: CentralHeader[] = []
  for (let at = 0; at < octets.length; ) {
    const variable =
      view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    const next = at + RECORD_BYTES.central + variable
    headers.push({
      octets: new Uint8Array(octets.subarray(at, next)),
      start: view.getUint32(at + 42, true) + shift,
    })
    at = next
  }
  return headers
}

function withOffset(header: Uint8Array, offset: number): Uint8Array {
  viewOf(header).setUint32(42, offset, true)
  return header
}
