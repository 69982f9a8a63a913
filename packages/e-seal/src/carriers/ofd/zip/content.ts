import { type ByteSource, bytesOf, readExactly } from '../source.ts'
import { zipError } from './codes.ts'
import { crc32 } from './crc32.ts'
import type { ZipEntry } from './entry.ts'
import { inflate, inflatePieces } from './inflater.ts'
import type { PlacedEntry } from './layout.ts'
import { printable } from './name.ts'

/** Entries from which on the content is read in pieces, where it does not lie in memory anyway. */
const WHOLE_BYTES = 8 * 1024 * 1024
const PIECE_BYTES = 1024 * 1024

const broken = (entry: ZipEntry, reason: string) =>
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

/**
 * Goes through the content of an entry piece by piece, so that no more than a few pieces are held at once. What was
 * shown is what the entry holds only when it ends without an error. Where nothing native inflates, there is one piece.
 *
 * @throws as {@link unpack}
 */
export async function readPieces(
  source: ByteSource,
  placed: PlacedEntry,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const { entry } = placed
  if (entry.method === 0 && entry.packedBytes !== entry.bytes) throw broken(entry, 'size')
  let checksum = 0
  const show = (piece: Uint8Array) => {
    checksum = crc32(piece, checksum)
    take(piece)
  }
  if (entry.method === 0) {
    for await (const piece of piecesOf(source, placed)) show(piece)
  } else {
    const fault = await inflatePieces(piecesOf(source, placed), entry, show)
    if (fault === 'not available') return take(await readEntry(source, placed))
    if (fault !== undefined) throw broken(entry, fault)
  }
  if (checksum !== entry.crc) throw broken(entry, 'checksum')
}

async function* piecesOf(source: ByteSource, { entry, data }: PlacedEntry): AsyncGenerator<Uint8Array> {
  const end = data + entry.packedBytes
  for (let at = data; at < end; at += PIECE_BYTES)
    yield readExactly(source, at, Math.min(PIECE_BYTES, end - at))
}
