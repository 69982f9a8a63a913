import { type Check, failed, passed } from '@xinyin/core'
import { recognizePicture } from '../../picture/format.ts'
import type { Seal } from '../../seal/seal.ts'

const MAX_SIDE_MM = 1000
const MAX_SIDE_PIXELS = 20_000
const MAX_PIXELS = 100_000_000

/** The picture is one, of a size that can be shown: a tiny file can claim to be a picture of gigabytes. */
export function checkPicture({ info: { picture } }: Seal): Check {
  const found = recognizePicture(picture.data)
  const declared = picture.type.slice(0, 20)
  const facts = { declared, found: found?.format ?? 'unknown', width: picture.width, height: picture.height }
  const hasSize = [picture.width, picture.height].every((side) => side > 0 && side <= MAX_SIDE_MM)
  const { pixels } = found ?? {}
  const isBounded =
    pixels === undefined ||
    (pixels.width > 0 &&
      pixels.height > 0 &&
      Math.max(pixels.width, pixels.height) <= MAX_SIDE_PIXELS &&
      pixels.width * pixels.height <= MAX_PIXELS)
  return found !== undefined && hasSize && isBounded
    ? passed('seal.picture', facts)
    : failed('seal.picture', 'ERR_SEAL_PICTURE', facts)
}
