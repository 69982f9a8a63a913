import { concatBytes } from '@xinyin/core'
import { statusListError } from './codes.ts'

/** The part of `node:zlib` that is used, named here because portable code has no Node types. */
interface NodeZlib {
  inflateSync(
    packed: Uint8Array,
    options: { info: true; maxOutputLength: number },
  ): { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } }
  deflateSync(bytes: Uint8Array, options: { level: number }): Uint8Array
  /** On a thread of its own. */
  deflate(
    bytes: Uint8Array,
    options: { level: number },
    done: (error: Error | null, packed: Uint8Array) => void,
  ): void
}

/** Asked for at run time and not imported, so that bundlers and browsers see nothing of it. */
function findNodeZlib(): NodeZlib | undefined {
  const { process } = globalThis as unknown as {
    process?: { getBuiltinModule?: (id: string) => unknown }
  }
  try {
    const zlib = process?.getBuiltinModule?.('node:zlib') as NodeZlib | undefined
    return zlib !== undefined && isStrict(zlib) ? zlib : undefined
  } catch {
    return undefined
  }
}

const SAMPLE_BYTES = 60

/** Platforms that stand in for Node may not say how much of the input they used, or give more than they were allowed. */
function isStrict(zlib: NodeZlib): boolean {
  const sample = zlib.deflateSync(new Uint8Array(SAMPLE_BYTES), { level: 9 })
  const { buffer, engine } = zlib.inflateSync(concatBytes(sample, Uint8Array.of(0)), {
    info: true,
    maxOutputLength: SAMPLE_BYTES,
  })
  return (
    buffer.length === SAMPLE_BYTES &&
    engine.bytesWritten === sample.length &&
    refusalOf(zlib, sample, SAMPLE_BYTES - 1) === 'ERR_BUFFER_TOO_LARGE' &&
    refusalOf(zlib, sample.subarray(0, -1), SAMPLE_BYTES) === 'Z_BUF_ERROR'
  )
}

function refusalOf(zlib: NodeZlib, packed: Uint8Array, limit: number): unknown {
  try {
    zlib.inflateSync(packed, { info: true, maxOutputLength: limit })
    return undefined
  } catch (error) {
    return codeOf(error)
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

let found: { readonly zlib: NodeZlib | undefined } | undefined

function nativeZlib(): NodeZlib | undefined {
  found ??= { zlib: findNodeZlib() }
  return found.zlib
}

/** A fifth larger than the smallest, in a thirtieth of the time: ten million places change often. */
const LEVEL = 6

/** Compresses as a status list is (RFC 1950), apart from the thread that answers. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const zlib = nativeZlib()
  if (zlib !== undefined)
    return new Promise((resolve, reject) => {
      zlib.deflate(bytes, { level: LEVEL }, (error, packed) =>
        error === null ? resolve(bytesOf(packed)) : reject(error),
      )
    })
  const pieces: Uint8Array[] = []
  await run(bytes, new CompressionStream('deflate'), (piece) => void pieces.push(piece))
  return concatBytes(...pieces)
}

/**
 * Takes a status list out of its compression (RFC 1950, RFC 1951), and no more of it than the limit: a few kilobytes can
 * stand for gigabytes.
 *
 * @throws LicenceError `ERR_STATUS_LIST_SIZE`, `ERR_STATUS_LIST_COMPRESSION` for what is no zlib stream, or more than one
 */
export async function inflate(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  const zlib = nativeZlib()
  return zlib === undefined ? inflatePortably(packed, limit) : inflateNatively(zlib, packed, limit)
}

function inflateNatively(zlib: NodeZlib, packed: Uint8Array, limit: number): Uint8Array {
  let inflated: ReturnType<NodeZlib['inflateSync']>
  try {
    inflated = zlib.inflateSync(packed, { info: true, maxOutputLength: Math.max(1, limit) })
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
  const bytes = concatBytes(...pieces)
  // Not all streams mind what follows their end; the last octets are the checksum, or something follows it.
  if (checksumAt(packed) !== adler32(bytes)) throw unfit('more behind its end')
  return bytes
}

async function run(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const writer = stream.writable.getWriter()
  // What goes wrong is seen where it is read.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {})
  writer.close().catch(() => {})
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
function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (let at = 0; at < bytes.length; ) {
    // So many sums stay exact before they are reduced.
    const end = Math.min(at + 3800, bytes.length)
    for (; at < end; at++) {
      low += bytes[at] ?? 0
      high += low
    }
    low %= 65_521
    high %= 65_521
  }
  return high * 65_536 + low
}

/** Bytes of ours, so that nobody meets a `Buffer` with methods that mean other things. */
const bytesOf = ({ buffer, byteOffset, length }: Uint8Array) => new Uint8Array(buffer, byteOffset, length)

const tooLarge = (limit: number) =>
  statusListError('ERR_STATUS_LIST_SIZE', { limit, unit: 'octets inflated' })
const unfit = (reason: string, cause?: unknown) =>
  statusListError('ERR_STATUS_LIST_COMPRESSION', { reason }, cause)
