import type { Picture } from '../picture.ts'
import type { PictureSource } from './octets.ts'

const [START, END, SCAN, SIZE_LATER, APP0] = [0xd8, 0xd9, 0xda, 0xdc, 0xe0]
/** Frame headers (ISO/IEC 10918-1, B.1.1.3) are 0xc0 to 0xcf but for these: tables and a reserved one. */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc])
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker)
/** Markers without a segment: restarts inside the pixels, and one for private use. */
const isBare = (marker: number) => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01

/**
 * Reads the segments of a JPEG (ISO/IEC 10918-1); the pixels stay packed.
 *
 * @throws SealError `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT`
 */
export function readJpeg(source: PictureSource): Picture {
  const { octets, broken, count } = source
  let at = 2
  let frame: number | undefined
  let density: readonly [number, number] | undefined
  let scans = 0
  let finished = false
  while (!finished && at < octets.length) {
    count()
    if (octets.u8(at) !== 0xff) throw broken('no marker where one has to be')
    // Any number of these may stand before the marker itself.
    while (octets.u8(at + 1) === 0xff) at += 1
    const marker = octets.u8(at + 1)
    at += 2
    if (marker === END) finished = true
    else if (marker === START || marker === 0 || marker === SIZE_LATER) throw broken('marker')
    else if (!isBare(marker)) {
      const length = octets.u16(at)
      if (length < 2 || at + length > octets.length) throw broken('length of a segment')
      if (isFrame(marker)) {
        if (frame !== undefined || length < 8) throw broken('frame')
        frame = at
      } else if (marker === APP0) density ??= readDensity(source, at, length)
      at += length
      if (marker === SCAN) {
        if (frame === undefined) throw broken('pixels before their size')
        scans += 1
        at = skipPixels(source, at)
      }
    }
  }
  if (frame === undefined || scans === 0) throw broken('no pixels')
  return source.raster({
    width: octets.u16(frame + 5),
    height: octets.u16(frame + 3),
    density,
    transparent: false,
    frames: 1,
    end: at,
    finished,
  })
}

/** To the next marker: within pixels, 0xff is followed by a zero, or by a restart. */
function skipPixels({ data }: PictureSource, start: number): number {
  let at = start
  for (;;) {
    at = data.indexOf(0xff, at)
    if (at < 0) return data.length
    const next = data[at + 1] ?? 0
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    at += 2
  }
}

/** JFIF: dots for each inch or centimetre. */
function readDensity({ octets }: PictureSource, at: number, length: number) {
  const isJfif = length >= 14 && octets.u32(at + 2) === 0x4a464946
  const unit = isJfif ? octets.u8(at + 9) : 0
  if (unit !== 1 && unit !== 2) return undefined
  const mm = unit === 1 ? 25.4 : 10
  return [octets.u16(at + 10) / mm, octets.u16(at + 12) / mm] as const
}
