import { decodeUtf8, encodeUtf8 } from '@xinyin/core'
import { batchError } from './codes.ts'

/** What the journal says before anything else: for which batch it is. */
export interface JobEntry {
  readonly kind: 'job'
  readonly version: 1
  /** SM3 of the seal, and of how it is used, in hexadecimal digits. */
  readonly seal: string
  readonly settings: string
}

/** A document was sealed and put aside; it goes to its place next. Digests are SM3 in hexadecimal digits. */
export interface SealedEntry {
  readonly kind: 'sealed'
  readonly id: string
  readonly source: string
  readonly output: string
}

/** A sealed document is in its place. */
export interface DoneEntry {
  readonly kind: 'done'
  readonly id: string
  readonly output: string
}

/** A document was not sealed. Said for people: the next run tries again. */
export interface FailedEntry {
  readonly kind: 'failed'
  readonly id: string
  readonly code: string
}

export type JournalEntry = JobEntry | SealedEntry | DoneEntry | FailedEntry

/** What a batch remembers between runs: a file, or a table. Entries are added, never changed. */
export interface BatchJournal {
  /** Every entry, in the order in which they were added. */
  readonly read: () => Promise<readonly JournalEntry[]>
  /** Adds an entry. It is there, also after a loss of power, when the promise resolves. */
  readonly append: (entry: JournalEntry) => Promise<void>
  /** Adds an entry that may be lost with the machine, since the next run would find out by itself. */
  readonly note: (entry: JournalEntry) => Promise<void>
}

/** A journal for batches that need not outlive the process. */
export function memoryJournal(): BatchJournal {
  const entries: JournalEntry[] = []
  const add = async (entry: JournalEntry) => {
    entries.push(entry)
  }
  return { read: async () => [...entries], append: add, note: add }
}

/** One line of a journal: JSON and a line end. */
export const encodeJournalLine = (entry: JournalEntry): Uint8Array => encodeUtf8(`${JSON.stringify(entry)}\n`)

const NEWLINE = 10

/**
 * Reads the lines of a journal. The last one may be cut short, by whatever ended the run that wrote it: what it was to say
 * had not happened yet.
 *
 * @returns the entries, and how many bytes they take: what follows is to be cut off before a line is added
 * @throws SealError `ERR_BATCH_JOURNAL`
 */
export function parseJournal(bytes: Uint8Array): { entries: JournalEntry[]; bytes: number } {
  const entries: JournalEntry[] = []
  let start = 0
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(NEWLINE, start)
    if (end < 0) return { entries, bytes: start }
    const entry = parseLine(bytes.subarray(start, end))
    if (entry === undefined) {
      // After a loss of power the last line may have its length, but not its content.
      if (bytes.indexOf(NEWLINE, end + 1) < 0) return { entries, bytes: start }
      throw batchError('ERR_BATCH_JOURNAL', { line })
    }
    entries.push(entry)
    start = end + 1
  }
}

/** The members that an entry of each kind has, all of them texts but the version. */
const MEMBERS: Readonly<Record<JournalEntry['kind'], readonly string[]>> = {
  job: ['seal', 'settings'],
  sealed: ['id', 'source', 'output'],
  done: ['id', 'output'],
  failed: ['id', 'code'],
}

function parseLine(line: Uint8Array): JournalEntry | undefined {
  let value: unknown
  try {
    value = JSON.parse(decodeUtf8(line))
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const found = value as Record<string, unknown>
  const kind = found['kind']
  if (typeof kind !== 'string' || !Object.hasOwn(MEMBERS, kind)) return undefined
  if (kind === 'job' && found['version'] !== 1) return undefined
  const isWhole = MEMBERS[kind as JournalEntry['kind']].every((name) => typeof found[name] === 'string')
  return isWhole ? (value as JournalEntry) : undefined
}
