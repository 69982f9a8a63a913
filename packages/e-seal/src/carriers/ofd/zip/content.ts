import { type ByteSource, bytesOf, readExactly } from '../source.ts'
import { zipError } from './codes.ts'
import { crc32 } from './crc32.ts'
import type { NoteZip } from './deviation.ts'
import { FLAG_DESCRIPTOR } from './directory.ts'
import type { ZipEntry } from './entry.ts'
import { holdsRecord } from './extra.ts'
import type { AllowTail } from './inflate.ts'
import { inflate } from './inflater.ts'
import type { PlacedEntry } from './layout.ts'
import { printable } from './name.ts'

/** Entries from which on the content is read in pieces, where it does not lie in memory anyway. */
const WHOLE_BYTES = 8 * 1024 * 1024

export const broken = (entry: ZipEntry, reason: string) =>
  zipError('ERR_ZIP_CONTENT', { entry: printable(entry.name), reason })

/** A checksum of four octets, as the form of zlib (RFC 1950) has it behind the stream. */
export const MAX_TAIL_BYTES = 4

/**
 * Lets a few octets be that follow the end of a deflate stream within its packed size. Readers that seek, and those that
 * stream and go by the header, go on after the packed size; those that go by the stream search for the next record, which
 * begins right there unless one is made up by these octets. Where a data descriptor has to follow the stream, such readers
 * would find none.
 */
export const allowTail =
  (entry: ZipEntry, note: NoteZip): AllowTail =>
  (tail) => {
    const isDeferred = (entry.flags & FLAG_DESCRIPTOR) !== 0
    if (tail.length > MAX_TAIL_BYTES || isDeferred || holdsRecord(tail)) return false
    note('deflate-tail', entry.name)
    return true
  }

/**
 * The content of an entry.
 *
 * @param packed - its octets in the archive
 * @param note - takes down what is tolerated
 * @throws SealError `ERR_ZIP_CONTENT` when it is not of the length and checksum that the headers state
 */
export function unpack(entry: ZipEntry, packed: Uint8Array, note: NoteZip): Uint8Array {
  if (entry.method === 0 && entry.packedBytes !== entry.bytes) throw broken(entry, 'size')
  const content = entry.method === 0 ? packed : inflate(packed, entry.bytes, allowTail(entry, note))
  if (typeof content === 'string') throw broken(entry, content)
  if (crc32(content) !== entry.crc) throw broken(entry, 'checksum')
  return content
}

/** The whole content of an entry, from any source. @throws as {@link unpack} */
export async function readEntry(
  source: ByteSource,
  { entry, data }: PlacedEntry,
  note: NoteZip,
): Promise<Uint8Array> {
  const bytes = bytesOf(source)
  if (bytes !== undefined) return unpack(entry, bytes.subarray(data, data + entry.packedBytes), note)
  return unpack(entry, await readExactly(source, data, entry.packedBytes), note)
}

/** Whether an entry is so long that it is better read in pieces. */
export function isLong(source: ByteSource, { entry }: PlacedEntry): boolean {
  return bytesOf(source) === undefined && Math.max(entry.bytes, entry.packedBytes) > WHOLE_BYTES
}
