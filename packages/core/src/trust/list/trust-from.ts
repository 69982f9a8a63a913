import type { Clock } from '../../ports.ts'
import type { Trust, TrustAnchor } from '../anchor.ts'
import { joinTrust } from '../join.ts'
import { trustListError } from './codes.ts'
import { grantsOf } from './grants.ts'
import type { TrustList } from './list.ts'
import { assertVerified, type VerifiedTrustList } from './verified.ts'

/** How long the trust of lists stands. */
export interface TrustFromOptions {
  /** Tells whether the lists are still in force; the machine's clock unless given. */
  readonly clock?: Clock
  /** When what brought the lists is due itself, where that is earlier. */
  readonly due?: Date
}

/**
 * The trust that lists give, side by side: each of their certificates an anchor of its role, within its grants.
 *
 * A certificate that one list revokes is revoked, whatever another one says. The lists are in force until they are due to
 * be replaced: what is kept of them for longer makes verdicts `indeterminate` (`ERR_GRANT_OVERDUE`), at whatever time
 * something is judged. What another list, or a folder, grants as well is not touched by that.
 *
 * @param lists - as `verifyTrustList` returned them, each of another territory
 * @throws CoreError `ERR_TRUST_LIST_TWICE`, and `ERR_TRUST_LIST_ISSUER` where two lists claim the same sign-on
 * @throws TypeError for lists that were not verified
 */
export function trustFrom(lists: readonly VerifiedTrustList[], { clock, due }: TrustFromOptions = {}): Trust {
  if (due !== undefined && Number.isNaN(due.getTime())) throw new RangeError('due: not a valid time')
  const issuers = new Map<string, string>()
  const territories = new Set<string>()
  for (const verified of lists) {
    assertVerified(verified, 'lists')
    const { territory } = verified.list
    if (territories.has(territory)) throw trustListError('ERR_TRUST_LIST_TWICE', { territory })
    territories.add(territory)
    for (const issuer of issuersOf(verified.list)) {
      const other = issuers.get(issuer)
      if (other !== undefined) throw trustListError('ERR_TRUST_LIST_ISSUER', { issuer, territory, other })
      issuers.set(issuer, territory)
    }
  }
  const trusts = lists.map((verified): Trust => {
    const ends = due !== undefined && due < verified.due ? due : verified.due
    return { anchors: anchorsOf(verified.list, ends), intermediates: [] }
  })
  return { ...joinTrust(...trusts), ...(clock === undefined ? {} : { clock }) }
}

function issuersOf({ entities }: TrustList): Set<string> {
  const services = entities.flatMap((entity) => entity.services)
  return new Set(services.flatMap((service) => service.issuers ?? []))
}

/** A service that was never granted gives nothing, not even an anchor. */
function anchorsOf({ entities, territory }: TrustList, due: Date): TrustAnchor[] {
  return entities.flatMap(({ services }) =>
    services.flatMap((service) => {
      const grants = grantsOf(service, territory, due)
      if (grants.length === 0) return []
      return service.certificates.map((certificate) => ({ certificate, roles: [service.role], grants }))
    }),
  )
}
