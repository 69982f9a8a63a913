import { equalBytes } from '@xinyin/core'
import { type SignOfdOptions, signOfdStream } from '../carriers/ofd/sign.ts'
import type { SignedValue } from '../signature/signed-value.ts'
import { refuseSigned } from './carried.ts'
import { createJob } from './job.ts'
import type { BatchResult } from './result.ts'
import { type BatchDocuments, type BatchOptions, runBatch } from './run.ts'
import { readPieces } from './stream.ts'

/** How the documents of a batch are signed without a seal, and where they go. */
export interface SignBatchOptions extends Omit<SignOfdOptions, 'onProgress'>, BatchOptions {
  /** Whether documents are signed that carry a signature with this certificate; they are refused unless given. */
  readonly again?: boolean
}

/**
 * Signs many OFD documents without a seal, each of them once. As `sealBatch` in all else.
 *
 * @throws SealError `ERR_BATCH_JOURNAL`, `ERR_BATCH_OTHER_SEAL`, `ERR_BATCH_OTHER_SETTINGS`
 * @throws TypeError, RangeError for a wrong call; and what the ports throw, as when a disk is full
 */
export async function signBatch(
  documents: BatchDocuments,
  options: SignBatchOptions,
): Promise<readonly BatchResult[]> {
  const { journal, output, concurrency, overwrite, signal, onProgress, again = false, ...signing } = options
  const { signer, certificate, at: _time, limits = {}, ...settings } = signing
  const { raw } = certificate
  const job = createJob(raw, { ...settings, signer: signer.publicKey })
  const isOwn = ({ type, signature }: SignedValue) =>
    type === 'Sign' && signature.message.certificates.some((each) => equalBytes(each.raw, raw))
  return runBatch(
    documents,
    job,
    async (source) => {
      if (!again) await refuseSigned(source, isOwn, limits)
      return readPieces(await signOfdStream(source, signing))
    },
    options,
  )
}
