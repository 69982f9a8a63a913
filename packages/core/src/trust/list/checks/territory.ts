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
  return checkPublisher(territory, above) ?? passed('trust-list.territory', { territory })
}

/** What stands against any list of a territory where the list above names nobody to publish one. */
export function checkPublisher(territory: string, above: VerifiedTrustList | undefined): Check | undefined {
  if (above === undefined || above.list.publishers.some((publisher) => publisher.territory === territory))
    return undefined
  const facts = { territory, above: above.list.territory }
  return failed('trust-list.territory', 'ERR_TRUST_LIST_PUBLISHER', facts)
}
