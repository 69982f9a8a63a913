import { type FileHandle, open, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type BatchJournal, encodeJournalLine, type JournalEntry, parseJournal } from '../../batch/journal.ts'
import { syncFolder } from './durable.ts'
import { lockProcess } from './lock.ts'

/** A journal in a file, held by this process until it is closed. */
export interface FileJournal extends BatchJournal {
  close(): Promise<void>
}

/**
 * Opens the journal of a batch: a file of one line of JSON an entry, made when it is not there.
 *
 * A last line that was cut short is taken off. The file belongs on a disk of this machine: only there does it keep a second
 * process away, and only there is what was synced there after a loss of power.
 *
 * @throws SealError `ERR_BATCH_LOCKED` while another process of this machine has it open; `ERR_BATCH_JOURNAL` when a line
 *   before the last is damaged
 * @throws the error of the system when the file cannot be opened
 */
export async function openJournal(path: string): Promise<FileJournal> {
  const file = await open(path, 'a+', 0o600)
  let lock: Awaited<ReturnType<typeof lockProcess>> | undefined
  try {
    lock = await lockProcess(await realpath(path))
    const found = new Uint8Array(await file.readFile())
    const { entries, bytes } = parseJournal(found)
    if (bytes < found.length) await file.truncate(bytes)
    await file.sync()
    await syncFolder(dirname(path))
    return journalOn(file, entries, lock.release)
  } catch (error) {
    await file.close()
    await lock?.release()
    throw error
  }
}

function journalOn(
  file: FileHandle,
  found: readonly JournalEntry[],
  release: () => Promise<void>,
): FileJournal {
  const entries = [...found]
  // Once a write or a sync has failed, nobody knows what the disk holds: everything after fails with it.
  let written = Promise.resolve()
  let synced = Promise.resolve()
  let next: Promise<void> | undefined
  const note = (entry: JournalEntry) => {
    written = written.then(async () => {
      await file.appendFile(encodeJournalLine(entry))
      entries.push(entry)
    })
    return written
  }
  // Those who wait while the disk is busy share the next sync.
  const sync = () => {
    next ??= synced.then(() => {
      next = undefined
      synced = file.datasync()
      return synced
    })
    return next
  }
  return {
    read: async () => [...entries],
    note,
    append: async (entry) => {
      await note(entry)
      await sync()
    },
    close: async () => {
      try {
        await written
        await sync()
      } finally {
        await file.close()
        await release()
      }
    },
  }
}
