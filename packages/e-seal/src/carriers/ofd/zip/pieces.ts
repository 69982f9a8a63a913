import { type ByteSource, readExactly } from '../source.ts'
import { allowTail, broken, MAX_TAIL_BYTES, readEntry } from './content.ts'
import { crc32 } from './crc32.ts'
import type { NoteZip } from './deviation.ts'
import type { ZipEntry } from './entry.ts'
import type { InflateFault } from './inflate.ts'
import { faultOf, nativeZlib } from './inflater.ts'
import type { PlacedEntry } from './layout.ts'
import type { InflateStream } from './native-zlib.ts'

const PIECE_BYTES = 1024 * 1024

/**
 * Goes through the content of an entry piece by piece, so that no more than a few pieces are held at once. What was
 * shown is what the entry holds only when it ends without an error. Where nothing native inflates, there is one piece.
 *
 * @throws SealError `ERR_ZIP_CONTENT`, as `unpack` does
 */
export async function readPieces(
  source: ByteSource,
  placed: PlacedEntry,
  note: NoteZip,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const { entry, data } = placed
  if (entry.method === 0 && entry.packedBytes !== entry.bytes) throw broken(entry, 'size')
  let checksum = 0
  const show = (piece: Uint8Array) => {
    checksum = crc32(piece, checksum)
    take(piece)
  }
  if (entry.method === 0) {
    for await (const piece of piecesOf(source, placed)) show(piece)
  } else {
    const isAllowed = allowTail(entry, note)
    const tailed = async (used: number) => {
      const tail = entry.packedBytes - used
      return tail <= MAX_TAIL_BYTES && isAllowed(await readExactly(source, data + used, tail))
    }
    const fault = await inflatePieces(piecesOf(source, placed), entry, show, tailed)
    if (fault === 'not available') return take(await readEntry(source, placed, note))
    if (fault !== undefined) throw broken(entry, fault)
  }
  if (checksum !== entry.crc) throw broken(entry, 'checksum')
}

async function* piecesOf(source: ByteSource, { entry, data }: PlacedEntry): AsyncGenerator<Uint8Array> {
  const end = data + entry.packedBytes
  for (let at = data; at < end; at += PIECE_BYTES)
    yield readExactly(source, at, Math.min(PIECE_BYTES, end - at))
}

/**
 * Inflates a stream piece by piece, as strictly as `inflate`.
 *
 * @param tailed - whether octets after the end are let be, by how many come before them
 * @returns why the stream is refused, if it is; `not available` where nothing native does it
 */
export async function inflatePieces(
  packed: AsyncIterable<Uint8Array>,
  { bytes, packedBytes }: Pick<ZipEntry, 'bytes' | 'packedBytes'>,
  take: (piece: Uint8Array) => void,
  tailed: (used: number) => Promise<boolean> = async () => false,
): Promise<InflateFault | 'not available' | undefined> {
  const zlib = nativeZlib()
  if (zlib === undefined) return 'not available'
  const stream = zlib.createInflateRaw({ chunkSize: PIECE_BYTES })
  let given = 0
  try {
    const run = runOf(stream, (piece) => {
      given += piece.length
      if (given <= bytes) take(new Uint8Array(piece.buffer, piece.byteOffset, piece.length))
    })
    for await (const piece of packed) {
      await run.write(piece)
      if (given > bytes) return 'longer than stated'
      if (run.isEnded()) break
    }
    await run.end()
    if (given > bytes) return 'longer than stated'
    if (given < bytes) return 'shorter than stated'
    const used = stream.bytesWritten
    return used === packedBytes || (await tailed(used)) ? undefined : 'bytes after its end'
  } catch (error) {
    return faultOf(error)
  } finally {
    stream.destroy()
  }
}

/** A stream by promises. It ends by itself, without an answer to the last write, when octets follow its end. */
function runOf(stream: InflateStream, take: (piece: Uint8Array) => void) {
  let isEnded = false
  const over = new Promise<void>((resolve, reject) => {
    stream.on('end', () => {
      isEnded = true
      resolve()
    })
    stream.on('error', reject)
  })
  // Who waits for it hears of the error; before, nobody may.
  over.catch(() => undefined)
  stream.on('data', take)
  const written = (piece: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      stream.write(piece, (error) => (error ? reject(error) : resolve()))
    })
  return {
    isEnded: () => isEnded,
    write: (piece: Uint8Array) => Promise.race([over, written(piece)]),
    async end() {
      if (!isEnded) stream.end()
      await over
    },
  }
}
