import { concatBytes, equalBytes, TrustError } from '@xinyin/core'
import { Unzlib } from 'fflate'
import { qrError } from '../codes.ts'
import { assertFileSize, assertPixelSize, type QrPictureLimits } from './picture-limits.ts'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const DEPTHS = [1, 2, 4, 8, 16]
/** What the pixels hang on. Profiles and texts are left out, packed ones may unpack to anything. */
const NEEDED: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
/** Bytes unpacked in one go, so that what is too much is seen early: at most a thousand times as many come out. */
const SLICE = 1024

const broken = (problem: string) => qrError('ERR_QR_PICTURE', { problem })

/**
 * The chunks of a PNG (ISO/IEC 15948) on which its pixels hang, and nothing else; its size is held to the limits, and its
 * pixels are unpacked once to see that they are no more than its header says.
 *
 * @throws LicenceError `ERR_QR_PICTURE`, `ERR_QR_PICTURE_SIZE`
 */
export function guardPng(bytes: Uint8Array, limits: QrPictureLimits): Uint8Array {
  assertFileSize(bytes, limits)
  if (!equalBytes(bytes.subarray(0, 8), SIGNATURE)) throw broken('no signature')
  const chunks = readChunks(bytes)
  const [header] = chunks
  if (header?.type !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.type !== 'IEND')
    throw broken('header or end')
  assertPixels(
    readPixelBytes(header.data, limits),
    chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data),
  )
  return concatBytes(SIGNATURE, ...chunks.map(({ whole }) => whole))
}

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  readonly whole: Uint8Array
}

/** Most chunks that hang on pixels: editors write them of 8 kB. */
const CHUNK_LIMIT = 20_000

function readChunks(bytes: Uint8Array): readonly Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const chunks: Chunk[] = []
  let at = 8
  while (chunks.at(-1)?.type !== 'IEND') {
    if (at + 12 > bytes.length) throw broken('cut off')
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) throw broken('cut off')
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (type === 'IHDR' && at !== 8) throw broken('two headers')
    if (NEEDED.has(type))
      chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) })
    if (chunks.length > CHUNK_LIMIT)
      throw qrError('ERR_QR_PICTURE_SIZE', { limit: CHUNK_LIMIT, unit: 'chunks' })
    at = end
  }
  return chunks
}

/** Bytes that the pixels take unpacked, at most: each row has one more, and each of seven passes may have rows. */
function readPixelBytes(header: Uint8Array, limits: QrPictureLimits): number {
  const view = new DataView(header.buffer, header.byteOffset, header.length)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth, colour] = [header[8] ?? 0, header[9] ?? 0]
  const samples = SAMPLES[colour]
  if (samples === undefined || !DEPTHS.includes(depth) || width === 0 || height === 0) throw broken('header')
  assertPixelSize(width, height, limits)
  const isInterlaced = header[12] !== 0
  const plain = height * (1 + Math.ceil((width * samples * depth) / 8))
  return isInterlaced ? plain + 7 * (width + 2 * height) : plain
}

function assertPixels(limit: number, parts: readonly Uint8Array[]): void {
  let unpacked = 0
  const stream = new Unzlib((piece) => {
    unpacked += piece.length
    if (unpacked > limit) throw broken('more pixels than it says')
  })
  try {
    for (const part of parts)
      for (let at = 0; at < part.length; at += SLICE) stream.push(part.subarray(at, at + SLICE), false)
  } catch (cause) {
    if (cause instanceof TrustError) throw cause
    throw qrError('ERR_QR_PICTURE', { problem: 'pixels' }, cause)
  }
}
