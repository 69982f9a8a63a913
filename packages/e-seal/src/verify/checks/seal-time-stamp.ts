import { failed } from '@xinyin/core'
import type { Proofs } from '../../evidence/proofs.ts'
import type { Seal } from '../../seal/seal.ts'
import { LOCAL_TIME_MS, showTime } from '../moments.ts'
import type { PathPolicy } from '../revocation.ts'
import { inspectProof, type TimeProof } from '../time-proof.ts'

/** How far the clocks of maker and time-stamping authority may be apart. */
const SKEW_MS = 60 * 1000

/**
 * The time stamp on the seal, over the octets of the maker's signature value as they stand in it (GM/T 0031-2025).
 * Unconfirmed [?]: no seal with one was at hand, nor the text. A stamp from before the seal was made is none of it,
 * unless the maker wrote Beijing time as UTC.
 *
 * @returns `seal.time-stamp`, and by when the seal is proven to have been there
 */
export async function checkSealTimeStamp(
  seal: Seal,
  policy: Pick<PathPolicy, 'trust' | 'revocation'>,
  proofs: Proofs,
  now: Date,
): Promise<TimeProof> {
  const id = 'seal.time-stamp'
  const proof = await inspectProof(
    id,
    { embedded: seal.timeStamp, content: seal.signature },
    { policy, proofs, now },
  )
  const { proven } = proof
  if (proven === undefined) return proof
  const { createdAt } = seal.info
  const late = createdAt.getTime() - proven.getTime()
  if (late <= SKEW_MS) return proof
  const facts = { time: showTime(proven), made: showTime(createdAt) }
  return late <= LOCAL_TIME_MS + SKEW_MS
    ? { ...proof, check: { ...proof.check, facts: { ...proof.check.facts, tolerance: 'local-time-as-utc' } } }
    : { check: failed(id, 'ERR_SEAL_TIME_STAMP_EARLY', facts), proven: undefined }
}
