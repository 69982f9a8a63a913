import { concatBytes } from '@xinyin/core'
import { encodeJournalLine, type JournalEntry } from '@xinyin/e-seal/batch'
import type { Seed } from '../corpus.ts'

const DIGEST = 'ab'.repeat(32)

const ENTRIES: readonly JournalEntry[] = [
  { kind: 'job', version: 1, seal: DIGEST, settings: DIGEST },
  { kind: 'sealed', id: '部门/一.ofd', source: DIGEST, output: DIGEST },
  { kind: 'done', id: '部门/一.ofd', output: DIGEST },
  { kind: 'failed', id: '二.ofd', code: 'ERR_ZIP_STRUCTURE' },
]

/** Journals of batches: a whole one, and one that was cut short. */
export function createJournals(): Seed[] {
  const whole = concatBytes(...ENTRIES.map(encodeJournalLine))
  return [
    { name: 'whole', bytes: whole },
    { name: 'cut', bytes: whole.subarray(0, -20) },
  ]
}
