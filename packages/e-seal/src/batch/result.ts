import type { Facts } from '@xinyin/core'

/** What became of one document of a batch. */
export interface BatchResult {
  readonly id: string
  /**
   * `sealed` in this run; `sealed-earlier` by a run before, and still in its place; `failed`; `untried` because the run was
   * told to end before its turn came.
   */
  readonly outcome: 'sealed' | 'sealed-earlier' | 'failed' | 'untried'
  /** SM3 of the sealed document, in hexadecimal digits. */
  readonly digest?: string
  /** Why it failed: `ERR_BATCH_*`, or a code of `sealOfd`. */
  readonly code?: string
  readonly facts?: Facts
  /** The error behind the code. */
  readonly error?: Error
}

/** How far a batch has come. */
export interface BatchProgress {
  /** Documents that are through, one way or another. */
  readonly done: number
  /** All of them, where it is known. */
  readonly total: number | undefined
  /** The one that has just come through. */
  readonly result: BatchResult
}
