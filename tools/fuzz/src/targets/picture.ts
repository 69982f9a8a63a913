import { TrustError } from '@xinyin/core'
import { parsePicture } from '@xinyin/e-seal'
import { mutatePicture } from '../mutation/picture.ts'
import { refusing, type Target } from '../target.ts'

/** Pictures of seals, of every format. */
export const picture: Target = {
  take: refusing((error) => error instanceof TrustError, parsePicture),
  mutations: [mutatePicture],
}
