import type { PathOptions, Trust } from '@xinyin/core'
import { createRevocationChecker } from '@xinyin/core/revocation'
import type { SealStatusPolicy } from './seal-status.ts'
import type { Strict } from './tolerances.ts'

/** What certificates and seals are held against. */
export interface PathPolicy extends SealStatusPolicy {
  readonly trust: Trust
  readonly revocation: NonNullable<PathOptions['revocation']>
  readonly strict?: Strict | undefined
}

/**
 * Who finds out about revocation: who was named, else he of the trust, else one who looks at the lists in the trust.
 *
 * He takes the machine's time for now, not that for which a verdict is asked: lists that were made since tell of it too.
 */
export function pathPolicy({
  trust,
  revocation = trust.revocationChecker ?? createRevocationChecker(),
  status,
  requireStatus = false,
  strict,
}: SealStatusPolicy & {
  readonly trust: Trust
  readonly revocation?: PathOptions['revocation']
  readonly strict?: Strict | undefined
}): PathPolicy {
  return { trust, revocation, strict, requireStatus, ...(status === undefined ? {} : { status }) }
}
