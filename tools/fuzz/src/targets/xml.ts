import { TrustError } from '@xinyin/core'
import { parseXml } from '../../../../packages/e-seal/src/carriers/ofd/xml/parse.ts'
import { mutateText } from '../mutation/text.ts'
import { refusing, type Target } from '../target.ts'

/** The guarded XML reader under the OFD carrier. It is no export of the package: only its own files use it. */
export const xml: Target = {
  take: refusing(
    (error) => error instanceof TrustError,
    (input) => parseXml(input, 'fuzz.xml'),
  ),
  mutations: [mutateText],
}
