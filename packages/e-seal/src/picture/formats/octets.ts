import type { SealError } from '../../errors.ts'
import { pictureError } from '../codes.ts'
import type { Picture, PictureDeviation, PictureLimits } from '../picture.ts'
import type { PictureFormat } from './format.ts'

/** The octets of a picture, which are never read beyond their end. */
export interface Octets {
  readonly length: number
  /** Numbers with their most significant octet first. */
  u8(at: number): number
  u16(at: number): number
  u32(at: number): number
  /** Numbers with their least significant octet first. */
  le16(at: number): number
  le32(at: number): number
  signed32(at: number): number
}

/** What a reader of one format works with. */
export interface PictureSource {
  readonly data: Uint8Array
  readonly octets: Octets
  readonly limits: PictureLimits
  broken(part: string): SealError
  /** Counts one more part. @throws SealError `ERR_PICTURE_LIMIT` */
  count(): void
  /** @throws SealError `ERR_PICTURE_LIMIT` */
  assertParts(parts: number, what: string): void
  /** @throws SealError `ERR_PICTURE_LIMIT` */
  assertSide(side: number, what: string): void
  /** A picture of pixels. @throws SealError `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT` for a size that is none */
  raster(found: Raster): Picture
}

/** What the formats of pixels have in common. */
export interface Raster {
  readonly width: number
  readonly height: number
  /** Pixels for each mm across and down, where the picture says so. */
  readonly density: readonly [x: number, y: number] | undefined
  readonly transparent: boolean
  readonly frames: number
  /** Where its end was found. */
  readonly end: number
  readonly finished: boolean
}

export function openPicture(format: PictureFormat, data: Uint8Array, limits: PictureLimits): PictureSource {
  const broken = (part: string) => pictureError('ERR_PICTURE_STRUCTURE', { format, part })
  const over = (what: string, found: number, limit: number) =>
    pictureError('ERR_PICTURE_LIMIT', { format, what, found, limit })
  if (data.length > limits.maxBytes) throw over('bytes', data.length, limits.maxBytes)
  const assertSide = (side: number, what: string) => {
    if (side > limits.maxSide) throw over(what, Math.round(side), limits.maxSide)
  }
  const assertParts = (found: number, what: string) => {
    if (found > limits.maxParts) throw over(what, found, limits.maxParts)
  }
  let parts = 0
  return {
    data,
    octets: readOctets(data, () => broken('it is cut short')),
    limits,
    broken,
    assertParts,
    assertSide,
    count() {
      parts += 1
      assertParts(parts, 'parts')
    },
    raster({ width, height, density, ...found }) {
      if (width < 1 || height < 1) throw broken(`${width} × ${height} pixels`)
      assertSide(Math.max(width, height), 'pixels of one side')
      if (width * height > limits.maxPixels) throw over('pixels', width * height, limits.maxPixels)
      return {
        format,
        pixels: { width, height },
        size: sizeOf(width, height, density),
        transparent: found.transparent,
        frames: found.frames,
        deviations: deviationsOf(found, data.length),
      }
    },
  }
}

function readOctets(data: Uint8Array, cut: () => SealError): Octets {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const within = (at: number, bytes: number) => {
    if (at < 0 || at + bytes > data.length) throw cut()
    return at
  }
  return {
    length: data.length,
    u8: (at) => view.getUint8(within(at, 1)),
    u16: (at) => view.getUint16(within(at, 2)),
    u32: (at) => view.getUint32(within(at, 4)),
    le16: (at) => view.getUint16(within(at, 2), true),
    le32: (at) => view.getUint32(within(at, 4), true),
    signed32: (at) => view.getInt32(within(at, 4), true),
  }
}

function sizeOf(width: number, height: number, density: Raster['density']): Picture['size'] {
  if (density === undefined) return undefined
  const [x, y] = density
  return x > 0 && y > 0 ? { width: width / x, height: height / y } : undefined
}

function deviationsOf(
  { frames, end, finished }: Omit<Raster, 'width' | 'height' | 'density'>,
  length: number,
) {
  const deviations: PictureDeviation[] = []
  if (end !== length) deviations.push('trailing-bytes')
  if (!finished) deviations.push('unfinished')
  if (frames > 1) deviations.push('several-frames')
  return deviations
}
