import { crc32 } from '../../carriers/ofd/zip/crc32.ts'
import type { Picture } from '../picture.ts'
import type { PictureSource } from './octets.ts'

/** Bits for each sample that a colour type may have (ISO/IEC 15948, 11.2.2). */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}
const PALETTE = 3
/** Colour types with an opacity for each pixel. */
const OPACITY = new Set([4, 6])
/** The chunks that a reader has to know: those with a capital letter in front. */
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND'])
/** Once only, and before the pixels. What may be left out altogether is passed over where it is late. */
const EARLY = new Set(['IHDR', 'PLTE'])
const IGNORED_LATE = new Set(['tRNS', 'pHYs', 'acTL'])

interface Chunk {
  readonly type: string
  /** Where its data begins. */
  readonly at: number
  readonly length: number
}

/**
 * Reads the chunks of a PNG (ISO/IEC 15948), with their checksums; the pixels stay packed.
 *
 * @throws SealError `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT`
 */
export function readPng(source: PictureSource): Picture {
  const { octets, broken } = source
  const header = readChunk(source, 8)
  if (header.type !== 'IHDR' || header.length !== 13) throw broken('no header')
  const [depth, colour] = [octets.u8(header.at + 8), octets.u8(header.at + 9)]
  if (!DEPTHS[colour]?.includes(depth)) throw broken('colour type')
  if (octets.u16(header.at + 10) !== 0 || octets.u8(header.at + 12) > 1) throw broken('packing')
  const seen = new Map([['IHDR', header]])
  let before = header
  let end = header.at + header.length + 4
  // Without its last chunk, which says nothing, it can still be shown.
  while (before.type !== 'IEND' && end < octets.length) {
    const chunk = readChunk(source, end)
    const again = seen.has(chunk.type)
    const late = again || seen.has('IDAT')
    const apart = chunk.type === 'IDAT' && again && before.type !== 'IDAT'
    if ((EARLY.has(chunk.type) && late) || apart) throw broken(`${chunk.type} out of order`)
    if (!(IGNORED_LATE.has(chunk.type) && late)) seen.set(chunk.type, chunk)
    end = chunk.at + chunk.length + 4
    before = chunk
  }
  const finished = before.type === 'IEND'
  if (finished && before.length !== 0) throw broken('IEND')
  if (!seen.has('IDAT')) throw broken('no pixels')
  if (colour === PALETTE && !seen.has('PLTE')) throw broken('no palette')
  const animation = seen.get('acTL')
  if (animation !== undefined && animation.length !== 8) throw broken('acTL')
  return source.raster({
    width: octets.u32(header.at),
    height: octets.u32(header.at + 4),
    density: readDensity(source, seen.get('pHYs')),
    transparent: OPACITY.has(colour) || seen.has('tRNS'),
    frames: animation === undefined ? 1 : octets.u32(animation.at),
    end,
    finished,
  })
}

function readChunk({ data, octets, broken, count }: PictureSource, start: number): Chunk {
  count()
  const length = octets.u32(start)
  const at = start + 8
  const sum = octets.u32(at + length)
  const type = String.fromCharCode(...data.subarray(start + 4, at))
  if (!/^[A-Za-z]{4}$/.test(type)) throw broken('name of a chunk')
  if (/^[A-Z]/.test(type) && !CRITICAL.has(type)) throw broken(`unknown chunk ${type}`)
  if (crc32(data.subarray(start + 4, at + length)) !== sum) throw broken(`checksum of ${type}`)
  return { type, at, length }
}

function readDensity({ octets, broken }: PictureSource, chunk: Chunk | undefined) {
  if (chunk === undefined) return undefined
  if (chunk.length !== 9) throw broken('pHYs')
  const isMetre = octets.u8(chunk.at + 8) === 1
  return isMetre ? ([octets.u32(chunk.at) / 1000, octets.u32(chunk.at + 4) / 1000] as const) : undefined
}
