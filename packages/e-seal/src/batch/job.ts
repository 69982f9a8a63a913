import { digest, encodeHex, encodeUtf8 } from '@xinyin/core'
import { SealError } from '../errors.ts'
import type { JobEntry, JournalEntry } from './journal.ts'

/** SM3 as the journal writes it. */
export const fingerprint = (bytes: Uint8Array): string => encodeHex(digest('SM3', bytes))

/**
 * The digest of settings, the same for the same settings in any order. Of functions only counts that they are there, since
 * nothing tells two of them apart.
 */
export function fingerprintSettings(settings: Readonly<Record<string, unknown>>): string {
  const plain = (_name: string, value: unknown): unknown => {
    if (typeof value === 'function') return 'function'
    if (value instanceof RegExp) return String(value)
    if (value instanceof Uint8Array) return fingerprint(value)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return fingerprint(encodeUtf8(JSON.stringify(settings, plain)))
}

/**
 * Whether a journal is that of this batch. One that goes on with another seal, or other stamps, would leave a mixture that
 * nobody asked for.
 *
 * @returns whether the journal is new, and the job is to be written first
 * @throws SealError `ERR_BATCH_OTHER_JOB`, `ERR_BATCH_JOURNAL`
 */
export function isNewJob(job: JobEntry, [first, ...others]: readonly JournalEntry[]): boolean {
  if (first === undefined) return true
  if (first.kind !== 'job') throw new SealError('ERR_BATCH_JOURNAL', { line: 1 })
  const second = others.findIndex(({ kind }) => kind === 'job')
  if (second >= 0) throw new SealError('ERR_BATCH_JOURNAL', { line: second + 2 })
  if (first.seal !== job.seal) throw new SealError('ERR_BATCH_OTHER_JOB', { what: 'seal' })
  if (first.settings !== job.settings) throw new SealError('ERR_BATCH_OTHER_JOB', { what: 'settings' })
  return false
}
