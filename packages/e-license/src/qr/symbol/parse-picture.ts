import { QR_PICTURE_LIMITS, type QrPictureLimits } from './picture-limits.ts'

/**
 * Reads the QR code in a PNG or JPEG: a screenshot, a scan, a photograph, a drawing of `encodeQrPng`.
 *
 * What it says is a claim of whoever drew it, like any text.
 *
 * @param bytes - of JPEG: 8 bits, Huffman codes, baseline, extended or progressive; grey, colours or CMYK as Adobe writes it
 * @throws LicenceError `ERR_QR_PICTURE`, `ERR_QR_PICTURE_SIZE`, `ERR_QR_NOT_FOUND`; RangeError for limits that are none
 */
export async function parseQrPicture(
  bytes: Uint8Array,
  limits: Partial<QrPictureLimits> = {},
): Promise<string> {
  const { maxBytes = QR_PICTURE_LIMITS.maxBytes, maxPixels = QR_PICTURE_LIMITS.maxPixels } = limits
  if (!(maxBytes >= 0) || !(maxPixels >= 0)) throw new RangeError('maxBytes, maxPixels: numbers, from 0')
  // Who only draws does not load what looks for codes in pictures.
  const { readQrPicture } = await import('./read.ts')
  return readQrPicture(bytes, { maxBytes, maxPixels })
}
