import { pictureError } from './codes.ts'
import { readBmp } from './formats/bmp.ts'
import { recognizePicture } from './formats/format.ts'
import { readGif } from './formats/gif.ts'
import { readJpeg } from './formats/jpeg.ts'
import { openPicture } from './formats/octets.ts'
import { readOfd } from './formats/ofd.ts'
import { readPng } from './formats/png.ts'
import { readSvg } from './formats/svg.ts'
import { DEFAULT_PICTURE_LIMITS, type Picture, type PictureLimits } from './picture.ts'

/** Pictures of pixels, which hold no others. */
const RASTERS = { png: readPng, gif: readGif, bmp: readBmp, jpeg: readJpeg }

/**
 * Reads the structure of a picture, whose format is told by how it begins and not by what it is called. Nothing is
 * drawn, and pixels are not unpacked, so that a small file that claims to be a picture of gigabytes costs nothing.
 *
 * A drawing must not run or fetch anything; a package must not be sealed itself or hold another one.
 *
 * @throws SealError `ERR_PICTURE_FORMAT`, `ERR_PICTURE_STRUCTURE`, `ERR_PICTURE_LIMIT`, `ERR_PICTURE_FORBIDDEN`
 *
 * @example
 * ```ts
 * const { format, pixels, transparent } = parsePicture(seal.info.picture.data)
 * ```
 */
export function parsePicture(data: Uint8Array, options: Partial<PictureLimits> = {}): Picture {
  const limits = { ...DEFAULT_PICTURE_LIMITS, ...options }
  const readInner = (inner: Uint8Array) => parseRaster(inner, limits)
  const format = recognizePicture(data)
  if (format === 'ofd') return readOfd(openPicture(format, data, limits), readInner)
  if (format === 'svg') return readSvg(openPicture(format, data, limits), readInner)
  return parseRaster(data, limits)
}

function parseRaster(data: Uint8Array, limits: PictureLimits): Picture {
  const format = recognizePicture(data)
  if (format === undefined || format === 'ofd' || format === 'svg') throw pictureError('ERR_PICTURE_FORMAT')
  return RASTERS[format](openPicture(format, data, limits))
}
