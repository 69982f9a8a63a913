import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import { inspectStamp, type StampFinding } from '../../evidence/time-stamp.ts'
import { dataHashOf, type SealedData } from '../../signature/sealed-data.ts'
import type { ProofContext } from '../time-proof.ts'

/**
 * The time stamp that stands in place of the time in a signature of GM/T 0031-2014, in the part that is signed.
 *
 * @param token - the content of `timeInfo`
 * @returns `signature.time-stamp`
 */
export async function checkTimeInfoStamp(
  token: Uint8Array,
  data: SealedData,
  context: ProofContext,
): Promise<Check> {
  const id = 'signature.time-stamp'
  const { verdict, code, facts } = await inspectSigned(token, data, context)
  const told = { ...facts, source: 'time-info' }
  if (verdict === 'passed') return passed(id, told)
  return verdict === 'failed' ? failed(id, code, told) : indeterminate(id, code, told)
}

/** Over the digest of the data, or over the data [?]. */
async function inspectSigned(
  token: Uint8Array,
  data: SealedData,
  context: ProofContext,
): Promise<StampFinding> {
  const contents = [dataHashOf(data), ...(data instanceof Uint8Array ? [data] : [])]
  let last: StampFinding | undefined
  for (const content of contents) {
    last = await inspectStamp({ token, content, ...context })
    if (last.code !== 'ERR_TSP_IMPRINT') return last
  }
  const facts = last?.facts ?? {}
  return { verdict: 'indeterminate', code: 'ERR_TIME_STAMP_SUBJECT', facts, proven: undefined }
}
