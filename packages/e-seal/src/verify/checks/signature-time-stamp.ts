import type { SealedData } from '../../signature/sealed-data.ts'
import type { SealSignature } from '../../signature/signature.ts'
import { inspectProof, type ProofContext, type TimeProof } from '../time-proof.ts'

/**
 * The time stamp on the signature, over the octets of the signature value as they stand in the bit string (GB/T
 * 38540-2020, 7.1; GM/T 0031-2025). Unconfirmed [?]: what exactly is stamped is told by no text at hand, and no real
 * signature with a stamp was; one over anything else fails.
 *
 * Signatures of GM/T 0031-2014 have no such place. What stands there in place of the time, in the part that is signed,
 * may be a stamp; it was there before the signature, so that it proves nothing of when that was made.
 *
 * @returns `signature.time-stamp`, and by when the signature is proven to have been there
 */
export async function checkTimeStamp(
  signature: SealSignature,
  data: SealedData,
  context: ProofContext,
): Promise<TimeProof> {
  const id = 'signature.time-stamp'
  const { timeStamp: embedded, signature: content, timeInfo } = signature
  const proof = await inspectProof(id, { embedded, content }, context)
  if (proof.check.status !== 'skipped' || timeInfo.kind !== 'time-stamp') return proof
  const { checkTimeInfoStamp } = await import('../seldom.ts')
  return { check: await checkTimeInfoStamp(timeInfo.content, data, context), proven: undefined }
}
