import type { Picture } from '../picture.ts'
import type { PictureSource } from './octets.ts'

const IMAGE = 0x2c
const EXTENSION = 0x21
const TRAILER = 0x3b
const CONTROL = 0xf9
/** Octets of a header with the size of the picture. */
const HEADER = 13

/**
 * Reads the blocks of a GIF (87a, 89a); the pixels stay packed.
 *
 * @throws SealError `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT`
 */
export function readGif(source: PictureSource): Picture {
  const { data, octets, broken, count } = source
  const version = String.fromCharCode(...data.subarray(3, 6))
  if (version !== '87a' && version !== '89a') throw broken('version')
  let at = HEADER + paletteBytes(octets.u8(10))
  let frames = 0
  let transparent = false
  let finished = false
  // Many writers leave the trailer out; what ends between two blocks is a picture all the same.
  while (!finished && at < octets.length) {
    count()
    const kind = octets.u8(at)
    if (kind === IMAGE) {
      const packing = octets.u8(at + 10 + paletteBytes(octets.u8(at + 9)))
      if (packing < 1 || packing > 11) throw broken('packing')
      frames += 1
      at = skipBlocks(source, at + 11 + paletteBytes(octets.u8(at + 9)))
    } else if (kind === EXTENSION) {
      if (octets.u8(at + 1) === CONTROL) transparent ||= (octets.u8(at + 3) & 1) === 1
      at = skipBlocks(source, at + 2)
    } else if (kind === TRAILER) {
      finished = true
      at += 1
    } else throw broken(`block 0x${kind.toString(16).padStart(2, '0')}`)
  }
  if (frames === 0) throw broken('no pixels')
  return source.raster({
    width: octets.le16(6),
    height: octets.le16(8),
    density: undefined,
    transparent,
    frames,
    end: at,
    finished,
  })
}

/** The size of the table of colours that flags announce. */
const paletteBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** The end of data that comes in blocks of up to 255 octets, the last one empty. */
function skipBlocks({ octets }: PictureSource, start: number): number {
  let at = start
  for (;;) {
    const length = octets.u8(at)
    at += 1 + length
    if (length === 0) return at
  }
}
