import { type SealOfdOptions, sealOfdStream } from '../carriers/ofd/seal.ts'
import { parseSeal } from '../seal/parse.ts'
import type { SignedValue } from '../signature/signed-value.ts'
import { refuseSigned } from './carried.ts'
import { createJob } from './job.ts'
import type { BatchResult } from './result.ts'
import { type BatchDocuments, type BatchOptions, runBatch } from './run.ts'
import { readPieces } from './stream.ts'

/** How the documents of a batch are sealed, and where they go. */
export interface SealBatchOptions extends Omit<SealOfdOptions, 'onProgress'>, BatchOptions {
  /** Whether documents are sealed that carry a signature with this seal already; they are refused unless given. */
  readonly again?: boolean
}

/**
 * Seals many OFD documents with one seal, each of them once, however often the run is broken off and started again.
 *
 * A batch is known by its journal. A run that finds one with entries goes on where the last ended, at any instruction:
 * what is sealed stays, what was half written is thrown away, what is left is sealed. A journal of another seal or of
 * other settings is refused; the claimed time `at` is no setting. One document that cannot be sealed does not hold up
 * the others. No document is held in memory whole. Only one process may work with a journal at a time; `openJournal` of `@xinyin/e-seal/node` sees to that.
 *
 * @param documents - a list, or a queue that hands them out one by one
 * @returns what became of each document, in their order
 * @throws SealError `ERR_BATCH_JOURNAL`, `ERR_BATCH_OTHER_SEAL`, `ERR_BATCH_OTHER_SETTINGS`; `ERR_SEAL_*` for the seal itself
 * @throws TypeError, RangeError for a wrong call; and what the ports throw, as when a disk is full
 *
 * @example
 * ```ts
 * const journal = await openJournal('outgoing/2026-05.journal')
 * const results = await sealBatch(fileDocuments('incoming', names), {
 *   seal, signer, stamps: [{ page: 1, box: [140, 200, 40, 40] }],
 *   journal, output: folderOutput('outgoing/2026-05'),
 *   onProgress: ({ done, total }) => console.log(`${done} of ${total}`),
 * })
 * ```
 */
export async function sealBatch(
  documents: BatchDocuments,
  options: SealBatchOptions,
): Promise<readonly BatchResult[]> {
  const { journal, output, concurrency, overwrite, signal, onProgress, again = false, ...sealing } = options
  const seal = sealing.seal instanceof Uint8Array ? parseSeal(sealing.seal) : sealing.seal
  const { signer, at: _time, limits = {}, seal: _seal, ...settings } = sealing
  const job = createJob(seal.raw, { ...settings, signer: signer.publicKey })
  return runBatch(
    documents,
    job,
    async (source) => {
      const isOwn = (value: SignedValue) =>
        value.type === 'Seal' && value.signature.seal.info.id === seal.info.id
      if (!again) await refuseSigned(source, isOwn, limits)
      return readPieces(await sealOfdStream(source, { ...sealing, seal }))
    },
    options,
  )
}
