import { type Check, skipped } from '@xinyin/core'
import { NO_PROOFS } from '../evidence/no-proofs.ts'
import type { Proofs } from '../evidence/proofs.ts'
import type { PathPolicy } from './revocation.ts'

/** What time stamps say of one signature value. */
export interface TimeProof {
  readonly check: Check
  /** The value was there at this time at the latest. */
  readonly proven: Date | undefined
}

/** What proofs are held against. */
export interface ProofContext {
  readonly policy: Pick<PathPolicy, 'trust' | 'revocation'>
  readonly proofs: Proofs
  readonly now: Date
}

/** A signature value, and the time stamp in the structure, if it has one. */
export interface Stamped {
  readonly embedded: Uint8Array | undefined
  readonly content: Uint8Array
}

/**
 * Looks for the earliest time by which a signature value is proven to have been there: by the time stamp in the
 * structure, by those of the evidence, and by stamps over evidence that name it.
 *
 * A stamp in the structure that is not one for this value, or has no good signature, fails: it is shown to people as
 * this signature's. One of the evidence that proves nothing is passed over, since anybody can put it there.
 */
export async function inspectProof(id: string, stamped: Stamped, context: ProofContext): Promise<TimeProof> {
  if (stamped.embedded === undefined && context.proofs === NO_PROOFS)
    return { check: skipped(id, 'time-stamp'), proven: undefined }
  return (await import('./seldom.ts')).proveByStamps(id, stamped, context)
}
