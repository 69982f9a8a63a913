/** How far the sealing of one document is. */
export interface SealingProgress {
  /** First all files are digested, then, after signing, the sealed document is written. */
  readonly step: 'digest' | 'write'
  /** In octets. */
  readonly done: number
  readonly total: number
}

export type OnProgress = (progress: SealingProgress) => void
