import { concatBytes, TrustError } from '@xinyin/core'
import { encodeJournalLine, parseJournal } from '@xinyin/e-seal/batch'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'

/** Journals of batches. What is kept of one that ends in the middle reads as the same entries, written anew as well. */
export const batchJournal: Target = {
  async take(input) {
    try {
      const { entries, bytes } = parseJournal(input)
      const kept = JSON.stringify(entries)
      for (const again of [input.subarray(0, bytes), concatBytes(...entries.map(encodeJournalLine))])
        if (JSON.stringify(parseJournal(again).entries) !== kept)
          throw new Error('a journal is read in two ways')
      return 'read'
    } catch (error) {
      if (error instanceof TrustError) return 'refused'
      throw error
    }
  },
  mutations: [mutateText, mutateText, mutateBytes],
}
