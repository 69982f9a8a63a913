import { licenceFormOf } from '@xinyin/e-license'
import { parseQrPicture } from '@xinyin/e-license/qr-symbol'
import { CliError } from '../errors.ts'

/** A photo of a code takes less. */
export const MAX_PICTURE_FILE = 16 * 1024 * 1024

/**
 * What the QR code of a licence in a picture says.
 *
 * @param bytes - a PNG or JPEG
 * @throws LicenceError `ERR_QR_PICTURE`; CliError `ERR_FILE_SIZE`, and `ERR_QR_OTHER` for a code that is no licence's
 */
export async function readPicture(bytes: Uint8Array): Promise<string> {
  if (bytes.length > MAX_PICTURE_FILE)
    throw new CliError('ERR_FILE_SIZE', { found: bytes.length, limit: MAX_PICTURE_FILE })
  const text = await parseQrPicture(bytes)
  if (licenceFormOf(text) === undefined) throw new CliError('ERR_QR_OTHER')
  return text
}
