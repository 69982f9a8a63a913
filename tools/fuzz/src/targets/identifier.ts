import { inspectIdentifier, parseIdentifier } from '@xinyin/e-license'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

/** E-licence identifiers, as text of any kind. */
export const identifier: Target = {
  take(input) {
    const text = decodeText(input)
    if (inspectIdentifier(text).verdict !== 'passed') return 'refused'
    parseIdentifier(text)
    return 'passed'
  },
  mutations: [mutateText],
  // Other identifiers are valid as well; what is wrong is one spelling too many, and that parts would show.
  sameMeaning: (input) => /^1\.2\.156\.3005\.2(\.[0-9A-Z]+){5}$/.test(decodeText(input)),
}
