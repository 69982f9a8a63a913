import { decode } from 'jpeg-js'
import { qrError } from '../codes.ts'
import { guardJpeg } from './jpeg-guard.ts'
import type { QrPictureLimits } from './picture-limits.ts'
import type { RgbImage } from './read.ts'

/** Megabytes that the coefficients of the largest picture take, four colours without subsampling among them. */
const MEMORY = 512

/** The pixels of a JPEG. */
export function decodeJpeg(bytes: Uint8Array, limits: QrPictureLimits): RgbImage {
  const { bytes: guarded, colorTransform } = guardJpeg(bytes, limits)
  try {
    return decode(guarded, {
      useTArray: true,
      formatAsRGBA: false,
      // Where the last interval of a scan is not full it would go on below the last row, and throw.
      tolerantDecoding: true,
      maxMemoryUsageInMB: MEMORY,
      ...(colorTransform === undefined ? {} : { colorTransform }),
    })
  } catch (cause) {
    throw qrError('ERR_QR_PICTURE', { problem: 'pixels' }, cause)
  }
}
