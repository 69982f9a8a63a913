import { TrustError } from '@xinyin/core'
import { encodeEvidence, parseEvidence } from '@xinyin/e-seal/evidence'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJson } from '../mutation/json.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'

/** Files of evidence. What is read is written and read again as it was. */
export const evidence: Target = {
  async take(input) {
    let text: string
    try {
      text = encodeEvidence(parseEvidence(input))
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
    if (encodeEvidence(parseEvidence(text)) !== text)
      throw new Error('evidence is read otherwise than written')
    return 'read'
  },
  mutations: [mutateJson, mutateJson, mutateText, mutateBytes],
}
