import type { BatchJournal } from './journal.ts'

/**
 * Where sealed documents go: a folder, the documents' own places, a table.
 *
 * What is made is first put aside, where nobody takes it for a result, and then put in its place at once. Between the
 * two the journal is written, so that a run that ends at any moment leaves what the next one can understand.
 */
export interface BatchOutput {
  /** Whether documents are replaced by what is made of them. */
  readonly inPlace: boolean
  /** The digest of what lies in the place of a document, if anything does: as `digestPieces` gives it. */
  readonly digest: (id: string) => Promise<string | undefined>
  /** Puts bytes aside. They are there, also after a loss of power, when the promise resolves. */
  readonly stage: (id: string, pieces: AsyncIterable<Uint8Array>) => Promise<void>
  /** The digest of what was put aside, if anything was. */
  readonly staged: (id: string) => Promise<string | undefined>
  /**
   * Puts in its place what was put aside, whole.
   *
   * @param replaces - digest of what lies there now, which must not have become another; nothing when nothing lies there
   * @throws SealError `ERR_BATCH_OUTPUT_EXISTS`, `ERR_BATCH_SOURCE_CHANGED` when it has
   */
  readonly publish: (id: string, replaces: string | undefined) => Promise<void>
  /** Throws away what was put aside. */
  readonly discard: (id: string) => Promise<void>
}

/** The two ports of a batch that remember what was done. */
export interface BatchStores {
  readonly journal: BatchJournal
  readonly output: BatchOutput
}
