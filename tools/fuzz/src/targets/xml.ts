import { TrustError } from '@xinyin/core'
import { findStampAnnotations } from '../../../../packages/e-seal/src/carriers/ofd/annotations.ts'
import { readPageContent } from '../../../../packages/e-seal/src/carriers/ofd/page-content.ts'
import { parseXml } from '../../../../packages/e-seal/src/carriers/ofd/xml/parse.ts'
import { mutateText } from '../mutation/text.ts'
import { refusing, type Target } from '../target.ts'

/** The guarded XML reader under the OFD carrier, and what looks into pages and annotations without it. */
export const xml: Target = {
  take: refusing(
    (error) => error instanceof TrustError,
    (input) => {
      readPageContent(input, 'fuzz.xml')
      findStampAnnotations(input, 'fuzz.xml', parseXml)
      parseXml(input, 'fuzz.xml')
    },
  ),
  mutations: [mutateText],
}
