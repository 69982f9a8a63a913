import { TrustError } from '@xinyin/core'
import { findStampAnnotations } from '../../../../packages/e-seal/src/carriers/ofd/annotations.ts'
import { readPageContent } from '../../../../packages/e-seal/src/carriers/ofd/page-content.ts'
import { readNow } from '../../../../packages/e-seal/src/carriers/ofd/reading.ts'
import { budgetReading } from '../../../../packages/e-seal/src/carriers/ofd/xml/budget.ts'
import { parseFullXml } from '../../../../packages/e-seal/src/carriers/ofd/xml/full.ts'
import { parseXml } from '../../../../packages/e-seal/src/carriers/ofd/xml/parse.ts'
import { mutateText } from '../mutation/text.ts'
import { refusing, type Target } from '../target.ts'

/** The guarded XML reader under the OFD carrier, and what looks into pages and annotations without it. */
export const xml: Target = {
  take: refusing(
    (error) => error instanceof TrustError,
    (input) => {
      readNow(new Map(), readPageContent(input, 'fuzz.xml'), parseFullXml)
      readNow(new Map(), findStampAnnotations(input, 'fuzz.xml', budgetReading()), parseFullXml)
      parseXml(input, 'fuzz.xml')
    },
  ),
  mutations: [mutateText],
}
