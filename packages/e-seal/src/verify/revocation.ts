import type { PathOptions, Trust } from '@xinyin/core'
import { createRevocationChecker } from '@xinyin/core/revocation'

/** What certificates are held against. */
export interface PathPolicy {
  readonly trust: Trust
  readonly revocation: NonNullable<PathOptions['revocation']>
}

/**
 * Who finds out about revocation: who was named, else he of the trust, else one who looks at the lists in the trust.
 *
 * He takes the machine's time for now, not that for which a verdict is asked: lists that were made since tell of it too.
 */
export function pathPolicy({
  trust,
  revocation = trust.revocationChecker ?? createRevocationChecker(),
}: {
  readonly trust: Trust
  readonly revocation?: PathOptions['revocation']
}): PathPolicy {
  return { trust, revocation }
}
