import { SealError } from '../../errors.ts'
import type { Picture } from '../picture.ts'

/** Reads a picture inside the picture, which may be one of pixels only. */
export type ReadInner = (data: Uint8Array) => Picture

/**
 * A picture inside has to keep the bounds, or whoever draws it runs out of memory. What else may be wrong with it
 * shows as an empty place.
 *
 * @throws SealError `ERR_PICTURE_LIMIT`, and whatever opening it throws
 */
export function refuseOverLimit(readInner: ReadInner, open: () => Uint8Array): void {
  const data = open()
  try {
    readInner(data)
  } catch (error) {
    if (!(error instanceof SealError) || error.code === 'ERR_PICTURE_LIMIT') throw error
  }
}
