import { type Check, failed, passed } from '@xinyin/core'
import { SealError } from '../../errors.ts'
import { declaredFormat } from '../../picture/formats/format.ts'
import { loadPicture } from '../../picture/load.ts'
import type { Picture } from '../../picture/picture.ts'
import type { Seal } from '../../seal/seal.ts'

const MAX_SIDE_MM = 1000
/** How much wider or higher than itself a picture is drawn before that is told. */
const PROPORTION = 1.1

/**
 * The picture is one that can be shown, and that is the same whenever it is shown (GB/T 38540-2020, 6.1.2): a tiny file
 * can claim to be a picture of gigabytes, and a drawing could run programs or fetch what it shows from elsewhere.
 *
 * That a picture is called by the name of another format, or is drawn in other proportions than its own, real seals
 * do; it is told as a fact.
 */
export async function checkPicture({
  info: { picture },
}: {
  readonly info: Pick<Seal['info'], 'picture'>
}): Promise<Check> {
  const { width, height } = picture
  const facts = { declared: picture.type.slice(0, 20), width, height }
  const found = await readPicture(picture.data)
  if (found instanceof SealError) return failed('seal.picture', found.code, { ...facts, ...found.facts })
  const isShown = [width, height].every((side) => side > 0 && side <= MAX_SIDE_MM)
  return isShown
    ? passed('seal.picture', { ...facts, found: found.format, ...pictureFacts(found, picture) })
    : failed('seal.picture', 'ERR_SEAL_PICTURE', { ...facts, found: found.format })
}

async function readPicture(data: Uint8Array): Promise<Picture | SealError> {
  try {
    return await loadPicture(data)
  } catch (error) {
    if (error instanceof SealError) return error
    throw error
  }
}

/** What is worth knowing before the picture is shown. Names of facts are there only where they hold. */
function pictureFacts(
  { format, pixels, size, deviations, tolerances: ofPackage = [] }: Picture,
  { type, width, height }: Seal['info']['picture'],
) {
  const own = pixels ?? size
  const stretch = own === undefined ? 1 : (width / height) * (own.height / own.width)
  const isMisnamed = declaredFormat(type) !== format
  const tolerances = [...(isMisnamed ? ['picture-type'] : []), ...ofPackage]
  return {
    ...(pixels === undefined ? {} : { pixels: `${pixels.width} × ${pixels.height}` }),
    ...(isMisnamed ? { misnamed: true } : {}),
    ...(tolerances.length === 0 ? {} : { tolerance: tolerances.join(', ') }),
    ...(stretch <= PROPORTION && stretch >= 1 / PROPORTION ? {} : { stretched: Number(stretch.toFixed(2)) }),
    ...(deviations.length === 0 ? {} : { deviations: deviations.join(', ') }),
  }
}
