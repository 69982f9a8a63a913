import type { JournalEntry } from './journal.ts'

/** What the journal knows of one document. */
export interface DocumentRecord {
  readonly source: string
  readonly output: string
  /** Whether it is known to be in its place. */
  readonly done: boolean
}

/** What a journal says of each document: the last word counts. */
export function recordsOf(entries: readonly JournalEntry[]): Map<string, DocumentRecord> {
  const records = new Map<string, DocumentRecord>()
  for (const entry of entries) {
    if (entry.kind === 'sealed') {
      records.set(entry.id, { source: entry.source, output: entry.output, done: false })
    } else if (entry.kind === 'done') {
      const record = records.get(entry.id)
      if (record?.output === entry.output) records.set(entry.id, { ...record, done: true })
    }
  }
  return records
}
