import { type Facts, TrustError } from '@xinyin/core'
import { sourceOf } from '../carriers/ofd/source.ts'
import { batchError } from './codes.ts'
import { type BatchDocument, isPlainPath, type OpenDocument } from './document.ts'
import { isNewJob } from './job.ts'
import type { JobEntry } from './journal.ts'
import type { BatchStores } from './output.ts'
import { recordsOf } from './record.ts'
import type { BatchProgress, BatchResult } from './result.ts'
import { type SealOne, type Settled, settle } from './settle.ts'

/** How a batch is run, whatever is done to its documents. */
export interface BatchOptions extends BatchStores {
  /** Documents at work at once; 4 unless given. */
  readonly concurrency?: number
  /** Whether a file that the batch did not make may be replaced; never unless given. */
  readonly overwrite?: boolean
  /** Ends the run: documents at work are finished, the others are `untried`. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: BatchProgress) => void
}

export type BatchDocuments = Iterable<BatchDocument> | AsyncIterable<BatchDocument>

/** Does the work on each document, once. */
export async function runBatch(
  documents: BatchDocuments,
  job: JobEntry,
  seal: SealOne,
  options: BatchOptions,
): Promise<BatchResult[]> {
  const { journal, output, concurrency = 4, overwrite = false, signal, onProgress } = options
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64)
    throw new RangeError('concurrency: a whole number from 1 to 64')
  const entries = await journal.read()
  if (isNewJob(job, entries)) await journal.append(job)
  const records = recordsOf(entries)
  const seen = new Set<string>()
  const results: BatchResult[] = []
  const total = Array.isArray(documents) ? documents.length : undefined
  let done = 0

  const settleOne = async ({ id, open }: BatchDocument): Promise<Settled> => {
    if (!isPlainPath(id)) throw batchError('ERR_BATCH_ID')
    if (seen.has(id)) throw batchError('ERR_BATCH_DUPLICATE')
    seen.add(id)
    const document = await openSource(open)
    try {
      const record = records.get(id)
      return await settle({ id, source: sourceOf(document), record, overwrite, seal }, { journal, output })
    } finally {
      if ('close' in document) await document.close?.()
    }
  }
  const resultOf = async (document: BatchDocument): Promise<BatchResult> => {
    const { id } = document
    if (signal?.aborted === true) return { id, outcome: 'untried' }
    try {
      return { id, ...(await settleOne(document)) }
    } catch (error) {
      const failure = failureOf(error)
      if (failure === undefined) throw error
      await journal.note({ kind: 'failed', id, code: failure.code })
      return { id, outcome: 'failed', ...failure }
    }
  }

  const queue = numbered(documents)
  let broken = false
  const worker = async () => {
    while (!broken) {
      const next = await queue.next()
      if (next.done === true) return
      const [place, document] = next.value
      try {
        const result = await resultOf(document)
        results[place] = result
        onProgress?.({ done: ++done, total, result })
      } catch (error) {
        broken = true
        throw error
      }
    }
  }
  // All come to an end before anything is thrown: nothing of a batch goes on after it.
  const ends = await Promise.allSettled(Array.from({ length: concurrency }, worker))
  await queue.return(undefined)
  const fault = ends.find((end) => end.status === 'rejected')
  if (fault !== undefined) throw fault.reason
  return results
}

async function* numbered(documents: BatchDocuments): AsyncGenerator<[number, BatchDocument]> {
  let place = 0
  for await (const document of documents) yield [place++, document]
}

async function openSource(open: BatchDocument['open']): Promise<OpenDocument> {
  try {
    return await open()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw batchError('ERR_BATCH_SOURCE', { reason: code }, cause)
  }
}

/**
 * What is said of a document that was not sealed. Data that is refused, and a way of sealing that does not fit the
 * document, concern this one alone; anything else, as a full disk, ends the run.
 */
function failureOf(error: unknown): { code: string; facts: Facts; error: Error } | undefined {
  if (error instanceof TrustError) return { code: error.code, facts: error.facts, error }
  if (!(error instanceof RangeError)) return undefined
  const refused = batchError('ERR_BATCH_REFUSED', { reason: error.message }, error)
  return { code: refused.code, facts: refused.facts, error: refused }
}
