import { type Check, failed, passed } from '../../../report.ts'
import type { TrustList } from '../list.ts'
import type { VerifiedTrustList } from '../verified.ts'

/** The list is that of the territory that was asked for: one of another place says nothing about this one. */
export function checkTerritory(
  { territory }: TrustList,
  expected: string,
  above: VerifiedTrustList | undefined,
): Check {
  if (territory !== expected) {
    return failed('trust-list.territory', 'ERR_TRUST_LIST_TERRITORY', { territory, expected })
  }
  const isNamed = above?.list.publishers.some((publisher) => publisher.territory === territory)
  if (above !== undefined && !isNamed) {
    const facts = { territory, above: above.list.territory }
    return failed('trust-list.territory', 'ERR_TRUST_LIST_PUBLISHER', facts)
  }
  return passed('trust-list.territory', { territory })
}
