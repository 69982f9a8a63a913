export type { BatchDocument, OpenDocument } from './document.ts'
export { digestPieces } from './job.ts'
export {
  type BatchJournal,
  type DoneEntry,
  encodeJournalLine,
  type FailedEntry,
  type JobEntry,
  type JournalEntry,
  memoryJournal,
  parseJournal,
  type SealedEntry,
} from './journal.ts'
export type { BatchOutput, BatchStores } from './output.ts'
export type { BatchProgress, BatchResult } from './result.ts'
export type { BatchDocuments, BatchOptions } from './run.ts'
export { type SealBatchOptions, sealBatch } from './seal.ts'
export { type SignBatchOptions, signBatch } from './sign.ts'
