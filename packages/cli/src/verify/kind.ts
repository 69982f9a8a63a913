import { decodeUtf8 } from '@xinyin/core'
import { children, parseDer, TAG } from '@xinyin/core/der'
import { isLicenceQr, licenceFormOf } from '@xinyin/e-license'
import type { ByteSource } from '@xinyin/e-seal/ofd'
import { CliError } from '../errors.ts'

/** What a file is, by its content; names and endings do not count. */
export type Kind = 'seal' | 'sd-jwt' | 'qr' | 'picture' | 'certificate'

const END_OF_CENTRAL_DIRECTORY = [0x50, 0x4b, 0x05, 0x06] as const
/** `%PDF-` */
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d] as const
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const
const JPEG = [0xff, 0xd8, 0xff] as const
// The end record has 22 bytes and a comment of at most 65,535.
const END_RECORD_REACH = 22 + 65_535

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, i) => bytes[at + i] === byte)
}

/** Whether it is a ZIP, even one with bytes in front of it: what to think of those is for the OFD reader to say. */
export async function isPackage(source: ByteSource): Promise<boolean> {
  if (source.size < 22) return false
  if (startsWith(await source.read(0, 4), [0x50, 0x4b, 0x03, 0x04])) return true
  const reach = Math.min(source.size, END_RECORD_REACH)
  const tail = await source.read(source.size - reach, reach)
  for (let at = tail.length - 22; at >= 0; at--) {
    if (startsWith(tail, END_OF_CENTRAL_DIRECTORY, at)) return true
  }
  return false
}

/** A seal begins with a SEQUENCE in a SEQUENCE in a SEQUENCE; a certificate with a version or a serial number. */
function derKind(bytes: Uint8Array): Kind | undefined {
  const [first] = children(parseDer(bytes))
  if (first?.tag !== TAG.sequence) return undefined
  const [inner] = children(first)
  if (inner?.tag === TAG.sequence) return 'seal'
  return inner === undefined ? undefined : 'certificate'
}

function textKind(bytes: Uint8Array): Kind | undefined {
  const text = decodeUtf8(bytes).replace(/^\ufeff?\s*/, '')
  if (text.includes('-----BEGIN CERTIFICATE-----')) return 'certificate'
  if (isLicenceQr(text)) return 'qr'
  if (text.startsWith('{')) return licenceFormOf(text) === 'sd-jwt' ? 'sd-jwt' : undefined
  return /^[\w-]+\.[\w-]+\.[\w-]+~/.test(text) ? 'sd-jwt' : undefined
}

/** Whether it is a picture in which a QR code may be. */
export const isPicture = (bytes: Uint8Array): boolean => startsWith(bytes, PNG) || startsWith(bytes, JPEG)

/**
 * Tells what a file is that is no package.
 *
 * @throws CliError `ERR_FILE_EMPTY`, `ERR_FILE_PDF`, `ERR_FILE_KIND`
 */
export function detectKind(bytes: Uint8Array): Kind {
  if (bytes.length === 0) throw new CliError('ERR_FILE_EMPTY')
  if (startsWith(bytes, PDF)) throw new CliError('ERR_FILE_PDF')
  if (isPicture(bytes)) return 'picture'
  try {
    const kind = bytes[0] === TAG.sequence ? derKind(bytes) : textKind(bytes)
    if (kind !== undefined) return kind
  } catch (cause) {
    throw new CliError('ERR_FILE_KIND', {}, cause)
  }
  throw new CliError('ERR_FILE_KIND')
}
