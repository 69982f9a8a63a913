import { inspectResidentId, inspectUscc, isUscc } from '@xinyin/core/register-codes'
import { diagnoseIdentifier, isIdentifier, parseIdentifier } from '@xinyin/e-license'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

/** E-licence identifiers, as text of any kind: every way of asking says the same, and what is proposed is right. */
export const identifier: Target = {
  take(input) {
    const text = decodeText(input)
    const { report, proposals } = diagnoseIdentifier(text)
    const isRight = report.verdict === 'passed'
    if (isIdentifier(text) !== isRight) throw new Error('the quick answer differs from the report')
    if (!proposals.every((proposal) => isIdentifier(proposal.identifier)))
      throw new Error('what is proposed is wrong itself')
    for (const code of text.split('.')) {
      if ((inspectUscc(code).verdict === 'passed') !== isUscc(code))
        throw new Error('the quick answer on a credit code differs from the report')
      inspectResidentId(code)
    }
    if (!isRight) return 'refused'
    parseIdentifier(text)
    return 'passed'
  },
  mutations: [mutateText],
  // Other identifiers are valid as well; what is wrong is one spelling too many, and that parts would show.
  sameMeaning: (input) => /^1\.2\.156\.3005\.2(\.[0-9A-Z]+){5}$/.test(decodeText(input)),
}
