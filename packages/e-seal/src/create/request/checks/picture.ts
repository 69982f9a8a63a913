import { type Check, failed, passed } from '@xinyin/core'
import { checkPicture } from '../../../verify/checks/seal-picture.ts'
import type { SealPolicy } from '../policy.ts'
import type { SealRequest } from '../request.ts'

/** Seals call one format by two names. */
const nameOf = (format: string) => (format === 'jpg' ? 'jpeg' : format)

/** The picture is one, as it is called, of a size that seals have. */
export async function checkRequestPicture(
  { picture }: SealRequest,
  { leastSide, mostSide }: SealPolicy,
): Promise<Check> {
  const id = 'seal-request.picture'
  const found = { ...(await checkPicture({ info: { picture } })), id }
  if (found.status !== 'passed') return found
  const declared = picture.type.toLowerCase()
  const format = String(found.facts['found'])
  if (nameOf(declared) !== format)
    return failed(id, 'ERR_SEAL_REQUEST_PICTURE', { declared: picture.type, found: format })
  const { width, height } = picture
  const isUsual = [width, height].every((side) => side >= leastSide && side <= mostSide)
  return isUsual
    ? passed(id, { format, width, height })
    : failed(id, 'ERR_SEAL_REQUEST_SIZE', { width, height, least: leastSide, most: mostSide })
}
