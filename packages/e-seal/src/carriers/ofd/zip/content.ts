import { type ByteSource, bytesOf, readExactly } from '../source.ts'
import { zipError } from './codes.ts'
import { crc32 } from './crc32.ts'
import type { ZipEntry } from './entry.ts'
import { inflate } from './inflater.ts'
import type { PlacedEntry } from './layout.ts'
import { printable } from './name.ts'

/** Entries from which on the content is read in pieces, where it does not lie in memory anyway. */
const WHOLE_BYTES = 8 * 1024 * 1024

export const broken = (entry: ZipEntry, reason: string) =>
  zipError('ERR_ZIP_CONTENT', { entry: printable(entry.name), reason })

/**
 * The content of an entry.
 *
 * @param packed - its octets in the archive
 * @throws SealError `ERR_ZIP_CONTENT` when it is not of the length and checksum that the headers state
 */
export function unpack(entry: ZipEntry, packed: Uint8Array): Uint8Array {
  if (entry.method === 0 && entry.packedBytes !== entry.bytes) throw broken(entry, 'size')
  const content = entry.method === 0 ? packed : inflate(packed, entry.bytes)
  if (typeof content === 'string') throw broken(entry, content)
  if (crc32(content) !== entry.crc) throw broken(entry, 'checksum')
  return content
}

/** The whole content of an entry, from any source. @throws as {@link unpack} */
export async function readEntry(source: ByteSource, { entry, data }: PlacedEntry): Promise<Uint8Array> {
  const bytes = bytesOf(source)
  if (bytes !== undefined) return unpack(entry, bytes.subarray(data, data + entry.packedBytes))
  return unpack(entry, await readExactly(source, data, entry.packedBytes))
}

/** Whether an entry is so long that it is better read in pieces. */
export function isLong(source: ByteSource, { entry }: PlacedEntry): boolean {
  return bytesOf(source) === undefined && Math.max(entry.bytes, entry.packedBytes) > WHOLE_BYTES
}
