import { type Check, failed, passed, skipped } from '@xinyin/core'
import type { BundleContent } from '../content.ts'
import type { BundleMemory } from '../memory.ts'

/**
 * The bundle is newer than the one seen before, or is that one, and of the same series: who could put an older one in its
 * place would take back what became of licences since.
 */
export function checkSequence(
  { bundle, sequence }: Pick<BundleContent, 'bundle' | 'sequence'>,
  digest: string,
  remembered: BundleMemory | undefined,
): Check {
  const id = 'bundle.sequence'
  if (remembered === undefined) return skipped(id, 'remembered-bundle')
  if (bundle !== remembered.bundle) {
    const facts = { found: bundle.slice(0, 200), expected: remembered.bundle.slice(0, 200) }
    return failed(id, 'ERR_BUNDLE_OTHER', facts)
  }
  const facts = { sequence, remembered: remembered.sequence }
  if (sequence < remembered.sequence) return failed(id, 'ERR_BUNDLE_ROLLBACK', facts)
  return sequence === remembered.sequence && digest !== remembered.digest
    ? failed(id, 'ERR_BUNDLE_EQUIVOCATION', facts)
    : passed(id, facts)
}
