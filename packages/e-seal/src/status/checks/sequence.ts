import { type Check, failed, passed, skipped } from '@xinyin/core'
import type { SealStatusList } from '../list.ts'
import type { SealStatusMemory } from '../memory.ts'

/** The list is newer than the one seen before, or is that one. */
export function checkStatusSequence(
  { sequence }: Pick<SealStatusList, 'sequence'>,
  digest: string,
  remembered: SealStatusMemory | undefined,
): Check {
  const id = 'seal-status.sequence'
  if (remembered === undefined) return skipped(id, 'remembered-list')
  const facts = { sequence, remembered: remembered.sequence }
  if (sequence < remembered.sequence) return failed(id, 'ERR_SEAL_STATUS_ROLLBACK', facts)
  return sequence === remembered.sequence && digest !== remembered.digest
    ? failed(id, 'ERR_SEAL_STATUS_EQUIVOCATION', facts)
    : passed(id, facts)
}
