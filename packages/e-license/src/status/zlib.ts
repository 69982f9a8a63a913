import { concatBytes } from '@xinyin/core'
import { inTurns, nextTurn, TURN_BYTES } from '@xinyin/core/turns'
import { statusListError } from './codes.ts'

/** What inflating gave, and how much of the input it used. */
interface Inflated {
  readonly buffer: Uint8Array
  readonly engine: { readonly bytesWritten: number }
}

type Done<Result> = (error: Error | null, result: Result) => void

/** The part of `node:zlib` that is used, named here because portable code has no Node types. It works on threads of its own. */
interface NodeZlib {
  inflate(
    packed: Uint8Array,
    options: { info: true; maxOutputLength: number; chunkSize: number },
    done: Done<Inflated>,
  ): void
  deflate(bytes: Uint8Array, options: { level: number; chunkSize: number }, done: Done<Uint8Array>): void
}

/** Octets that come back from the other thread at a time: each time costs this one a little. */
const CHUNK = 256 * 1024

const deflateBy = (zlib: NodeZlib, bytes: Uint8Array): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    zlib.deflate(bytes, { level: LEVEL, chunkSize: CHUNK }, (error, packed) =>
      error === null ? resolve(bytesOf(packed)) : reject(error),
    )
  })

const inflateBy = (zlib: NodeZlib, packed: Uint8Array, limit: number): Promise<Inflated> =>
  new Promise((resolve, reject) => {
    const options = { info: true, maxOutputLength: limit, chunkSize: Math.min(CHUNK, limit + 64) } as const
    zlib.inflate(packed, options, (error, inflated) => (error === null ? resolve(inflated) : reject(error)))
  })

/** Asked for at run time and not imported, so that bundlers and browsers see nothing of it. */
async function findNodeZlib(): Promise<NodeZlib | undefined> {
  const { process } = globalThis as unknown as {
    process?: { getBuiltinModule?: (id: string) => unknown }
  }
  try {
    const zlib = process?.getBuiltinModule?.('node:zlib') as NodeZlib | undefined
    return zlib !== undefined && (await isStrict(zlib)) ? zlib : undefined
  } catch {
    return undefined
  }
}

const SAMPLE_BYTES = 60

/** Platforms that stand in for Node may not say how much of the input they used, or give more than they were allowed. */
async function isStrict(zlib: NodeZlib): Promise<boolean> {
  const sample = await deflateBy(zlib, new Uint8Array(SAMPLE_BYTES))
  const { buffer, engine } = await inflateBy(zlib, concatBytes(sample, Uint8Array.of(0)), SAMPLE_BYTES)
  return (
    buffer.length === SAMPLE_BYTES &&
    engine.bytesWritten === sample.length &&
    (await refusalOf(zlib, sample, SAMPLE_BYTES - 1)) === 'ERR_BUFFER_TOO_LARGE' &&
    (await refusalOf(zlib, sample.subarray(0, -1), SAMPLE_BYTES)) === 'Z_BUF_ERROR'
  )
}

const refusalOf = (zlib: NodeZlib, packed: Uint8Array, limit: number): Promise<unknown> =>
  inflateBy(zlib, packed, limit).then(() => undefined, codeOf)

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

let found: Promise<NodeZlib | undefined> | undefined

function nativeZlib(): Promise<NodeZlib | undefined> {
  found ??= findNodeZlib()
  return found
}

/** A fifth larger than the smallest, in a thirtieth of the time: ten million places change often. */
const LEVEL = 6

/** Compresses as a status list is (RFC 1950), apart from the thread that answers. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const zlib = await nativeZlib()
  if (zlib !== undefined) return deflateBy(zlib, bytes)
  const pieces: Uint8Array[] = []
  let size = 0
  await run(bytes, new CompressionStream('deflate'), (piece) => {
    size += piece.length
    pieces.push(piece)
  })
  return joinInTurns(pieces, size)
}

/**
 * Takes a status list out of its compression (RFC 1950, RFC 1951), and no more of it than the limit: a few kilobytes can
 * stand for gigabytes.
 *
 * @throws LicenceError `ERR_STATUS_LIST_SIZE`, `ERR_STATUS_LIST_COMPRESSION` for what is no zlib stream, or more than one
 */
export async function inflate(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  const zlib = await nativeZlib()
  return zlib === undefined ? inflatePortably(packed, limit) : inflateNatively(zlib, packed, limit)
}

async function inflateNatively(zlib: NodeZlib, packed: Uint8Array, limit: number): Promise<Uint8Array> {
  let inflated: Inflated
  try {
    inflated = await inflateBy(zlib, packed, Math.max(1, limit))
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(limit)
    throw unfit(code === 'Z_BUF_ERROR' ? 'it ends early' : 'not a zlib stream', cause)
  }
  if (inflated.buffer.length > limit) throw tooLarge(limit)
  if (inflated.engine.bytesWritten !== packed.length) throw unfit('more behind its end')
  return bytesOf(inflated.buffer)
}

/** @internal Where the platform has no more than the Web's streams. */
export async function inflatePortably(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  let size = 0
  const pieces: Uint8Array[] = []
  try {
    await run(packed, new DecompressionStream('deflate'), (piece) => {
      size += piece.length
      if (size > limit) throw tooLarge(limit)
      pieces.push(piece)
    })
  } catch (cause) {
    // The platform tells what is wrong with the octets by a `TypeError`, or by an error of its own.
    throw size > limit ? cause : unfit('not a zlib stream', cause)
  }
  const bytes = await joinInTurns(pieces, size)
  // Not all streams mind what follows their end; the last octets are the checksum, or something follows it.
  if (checksumAt(packed) !== (await adler32(bytes))) throw unfit('more behind its end')
  return bytes
}

async function run(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const writer = stream.writable.getWriter()
  // What goes wrong is seen where it is read.
  const feed = async () => {
    // A platform may work on what it is given at once.
    for (let start = 0; start < bytes.length; start += CHUNK)
      await writer.write(bytes.subarray(start, start + CHUNK) as Uint8Array<ArrayBuffer>)
    await writer.close()
  }
  feed().catch(() => {})
  const reader = stream.readable.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      take(value)
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

const checksumAt = (packed: Uint8Array): number =>
  packed.length < 4
    ? -1
    : new DataView(packed.buffer, packed.byteOffset, packed.length).getUint32(packed.length - 4)

/** RFC 1950, 8.2. */
async function adler32(bytes: Uint8Array): Promise<number> {
  let low = 1
  let high = 0
  const sum = (start: number, stop: number) => {
    for (let at = start; at < stop; ) {
      // So many sums stay exact before they are reduced.
      const end = Math.min(at + 3800, stop)
      for (; at < end; at++) {
        low += bytes[at] ?? 0
        high += low
      }
      low %= 65_521
      high %= 65_521
    }
  }
  await inTurns(bytes.length, sum, 2 * TURN_BYTES)
  return high * 65_536 + low
}

async function joinInTurns(pieces: readonly Uint8Array[], size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size)
  let at = 0
  let since = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
    if (at - since < 4 * TURN_BYTES) continue
    since = at
    await nextTurn()
  }
  return bytes
}

/** Bytes of ours, so that nobody meets a `Buffer` with methods that mean other things. */
const bytesOf = ({ buffer, byteOffset, length }: Uint8Array) => new Uint8Array(buffer, byteOffset, length)

const tooLarge = (limit: number) =>
  statusListError('ERR_STATUS_LIST_SIZE', { limit, unit: 'octets inflated' })
const unfit = (reason: string, cause?: unknown) =>
  statusListError('ERR_STATUS_LIST_COMPRESSION', { reason }, cause)
