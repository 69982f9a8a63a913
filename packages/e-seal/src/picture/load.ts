import { recognizePicture } from './formats/format.ts'
import { openPicture } from './formats/octets.ts'
import { readPng } from './formats/png.ts'
import { DEFAULT_PICTURE_LIMITS, type Picture } from './picture.ts'

/**
 * `parsePicture` for verifiers: nearly every seal has a PNG, so that what reads the other formats is loaded with the first
 * picture of another.
 */
export async function loadPicture(data: Uint8Array): Promise<Picture> {
  if (recognizePicture(data) === 'png') return readPng(openPicture('png', data, DEFAULT_PICTURE_LIMITS))
  return (await import('../verify/seldom.ts')).parsePicture(data)
}
