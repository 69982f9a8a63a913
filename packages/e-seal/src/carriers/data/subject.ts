import type { Name } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import type { DataDescription } from './description.ts'
import type { DataSealForm } from './form.ts'

/** What was found of a seal over data. Trust it only when the report's verdict is `passed`. */
export interface SealedData {
  readonly form: DataSealForm
  /** What the seal says of the data; nothing where it says it in no known form. */
  readonly description: DataDescription | undefined
  /** How much data there was, in octets. */
  readonly size: number
  /** The seal; nothing where the form has none. */
  readonly seal: Seal | undefined
  readonly signer: Name | undefined
  readonly maker: Name | undefined
  /** As the signer claims it. */
  readonly time: Date | undefined
  /** The latest time at which the signature was made, proven by a time stamp that holds. */
  readonly provenAt: Date | undefined
}
