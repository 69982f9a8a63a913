import type { Seal } from '../seal/seal.ts'
import { revokeSeal, type SealRecord } from '../status/record.ts'

/** A seal that was made, and what its maker is to keep. */
export interface IssuedSeal {
  readonly seal: Seal
  readonly record: SealRecord
  /** The record of the seal whose place it takes, withdrawn from then on. */
  readonly former: SealRecord | undefined
}

/** @throws RangeError for a seal that was withdrawn or suspended: it does not come back by being renewed */
export function assertRenewable({ status }: SealRecord): void {
  if (status.state !== 'valid') throw new RangeError(`record: the seal is ${status.state}`)
}

/** What is to be kept of a seal whose place another one takes. */
export function supersede(former: SealRecord, { info }: Seal): SealRecord {
  return revokeSeal(former, { since: info.createdAt, reason: 'superseded', successor: info.id })
}
