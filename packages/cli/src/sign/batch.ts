import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type BatchJournal,
  type BatchResult,
  memoryJournal,
  sealBatch,
  signBatch,
} from '@xinyin/e-seal/batch'
import {
  type FileJournal,
  fileDocuments,
  folderOutput,
  inPlaceOutput,
  openJournal,
} from '@xinyin/e-seal/node'
import { CliError } from '../errors.ts'
import { unwritable } from '../files/write.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { startProgress } from '../terminal/progress.ts'
import type { Inputs } from './inputs.ts'
import type { SigningMaterial } from './material.ts'

/** Where a batch writes, and what it goes on from. */
export interface BatchSettings {
  readonly out?: string
  readonly journal?: string
  readonly again?: boolean
  readonly force?: boolean
}

/** Of the journal, in the folder of the results. */
const JOURNAL = '.xinyin-sign.journal'

/**
 * Signs many documents, each once, into a folder or in their places; goes on where an earlier run ended.
 *
 * @throws CliError `ERR_FILE_UNWRITABLE`; SealError `ERR_BATCH_*`
 */
export async function signMany(
  { root, ids, isFolder }: Inputs,
  material: SigningMaterial,
  settings: BatchSettings,
  session: Session,
): Promise<readonly BatchResult[]> {
  const { out, again = false, force = false } = settings
  const { terminal, language } = session
  const journal = await journalOf(settings, isFolder ? root : undefined)
  const progress = await startProgress(terminal, ids.length, language)
  const { signal, release } = endSignal(session)
  const options = {
    journal,
    output: out === undefined ? inPlaceOutput(root) : folderOutput(out),
    again,
    overwrite: force,
    signal,
    onProgress: ({ done, result }: { done: number; result: BatchResult }) => progress.update(done, result.id),
  }
  try {
    const documents = fileDocuments(root, ids)
    return material.type === 'seal'
      ? await sealBatch(documents, { ...material.options, ...options })
      : await signBatch(documents, { ...material.options, ...options })
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    // A full disk, a folder without permission: an error of the system, which the next run goes on from.
    if (cause instanceof Error && 'syscall' in cause && code !== undefined)
      throw new CliError('ERR_FILE_UNWRITABLE', { file: out ?? root, reason: code }, cause)
    throw cause
  } finally {
    progress.end()
    release()
    await journal.close?.()
  }
}

/**
 * In place without a folder of their own, documents have no place for a journal: those that carry the seal are told by
 * that.
 */
async function journalOf(
  { out, journal }: BatchSettings,
  folder: string | undefined,
): Promise<BatchJournal & Partial<Pick<FileJournal, 'close'>>> {
  const beside = out ?? folder
  if (journal === undefined && beside === undefined) return memoryJournal()
  const file = journal ?? join(beside as string, JOURNAL)
  try {
    if (out !== undefined) await mkdir(out, { recursive: true })
    return await openJournal(file)
  } catch (cause) {
    if (cause instanceof Error && 'syscall' in cause) throw unwritable(file, cause)
    throw cause
  }
}

/** Asked to end, a batch finishes what is at work; asked again, it ends as any program does. */
function endSignal({ terminal, language }: Session): { signal: AbortSignal; release: () => void } {
  if (terminal.signal !== undefined) return { signal: terminal.signal, release: () => undefined }
  const end = new AbortController()
  const abort = () => {
    terminal.err(printable(ENDING[language]))
    end.abort()
  }
  process.once('SIGINT', abort)
  return { signal: end.signal, release: () => process.removeListener('SIGINT', abort) }
}

const ENDING = {
  en: 'xinyin: ending; the same command goes on from here',
  'zh-CN': 'xinyin: 正在结束；再次执行同一命令即可继续',
} as const
