import { qrError } from '../codes.ts'

/** What a picture may have at most. */
export interface QrPictureLimits {
  /** Bytes of the file; 16 MiB unless given. */
  readonly maxBytes: number
  /** Pixels; 16 million unless given, and no side has more than 4,096. */
  readonly maxPixels: number
}

export const QR_PICTURE_LIMITS: QrPictureLimits = { maxBytes: 16 * 1024 * 1024, maxPixels: 16_000_000 }

/** Pixels along a side that what looks for codes takes. */
const SIDE_LIMIT = 4096

/** @throws LicenceError `ERR_QR_PICTURE_SIZE` */
export function assertFileSize(bytes: Uint8Array, { maxBytes }: QrPictureLimits): void {
  if (bytes.length > maxBytes) throw qrError('ERR_QR_PICTURE_SIZE', { limit: maxBytes, unit: 'bytes' })
}

/**
 * What a header says of the size, before anything is unpacked by it.
 *
 * @throws LicenceError `ERR_QR_PICTURE_SIZE`
 */
export function assertPixelSize(width: number, height: number, { maxPixels }: QrPictureLimits): void {
  if (width > SIDE_LIMIT || height > SIDE_LIMIT)
    throw qrError('ERR_QR_PICTURE_SIZE', { limit: SIDE_LIMIT, unit: 'pixels along a side' })
  if (width * height > maxPixels) throw qrError('ERR_QR_PICTURE_SIZE', { limit: maxPixels, unit: 'pixels' })
}
