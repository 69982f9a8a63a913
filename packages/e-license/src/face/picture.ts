import { parsePicture } from '@xinyin/e-seal'
import { faceError } from './codes.ts'
import type { FacePhoto, PictureMark } from './marks.ts'
import type { FaceBox, FacePicture } from './template.ts'

/** A photo of a person takes less; so much is read of one picture. */
const MAX_BYTES = 2 * 1024 * 1024

/** @throws LicenceError `ERR_FACE_PICTURE`; SealError `ERR_PICTURE_*` for a file that is broken or huge */
export function readPhoto(name: string, data: Uint8Array): FacePhoto {
  const { format, pixels } = parsePicture(data, { maxBytes: MAX_BYTES })
  if ((format !== 'png' && format !== 'jpeg') || pixels === undefined)
    throw faceError('ERR_FACE_PICTURE', { picture: name, reason: 'neither JPEG nor PNG' })
  return { data, format, ...pixels }
}

/** Where a picture goes so that it fills its box, or so that all of it shows, without being distorted. */
export function placePicture({ box, picture, fit = 'cover' }: FacePicture, photo: FacePhoto): PictureMark {
  const [x, y, width, height] = box
  const [across, down] = [width / photo.width, height / photo.height]
  const scale = fit === 'cover' ? Math.max(across, down) : Math.min(across, down)
  const [wide, high] = [photo.width * scale, photo.height * scale]
  const place: FaceBox = [x + (width - wide) / 2, y + (height - high) / 2, wide, high]
  return { kind: 'picture', name: picture, place, clip: fit === 'cover' ? box : place }
}
