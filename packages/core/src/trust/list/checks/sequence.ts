import { type Check, failed, passed, skipped } from '../../../report.ts'
import type { TrustList } from '../list.ts'
import { digestOf, type TrustListMemory } from '../memory.ts'

/** The list is newer than the one seen before, or is that one. */
export async function checkSequence(
  { sequence }: Pick<TrustList, 'sequence'>,
  payload: Uint8Array,
  remembered: Pick<TrustListMemory, 'sequence' | 'digest'> | undefined,
): Promise<Check> {
  if (remembered === undefined) return skipped('trust-list.sequence', 'remembered-list')
  const facts = { sequence, remembered: remembered.sequence }
  if (sequence < remembered.sequence) return failed('trust-list.sequence', 'ERR_TRUST_LIST_ROLLBACK', facts)
  if (sequence === remembered.sequence && (await digestOf(payload)) !== remembered.digest) {
    return failed('trust-list.sequence', 'ERR_TRUST_LIST_EQUIVOCATION', facts)
  }
  return passed('trust-list.sequence', facts)
}
