import type { Trust, TrustAnchor } from '../anchor.ts'
import { joinTrust } from '../join.ts'
import { trustListError } from './codes.ts'
import { grantsOf } from './grants.ts'
import type { TrustList } from './list.ts'
import { assertVerified, type VerifiedTrustList } from './verified.ts'

/**
 * The trust that lists give, side by side: each of their certificates an anchor of its role, within its grants.
 *
 * A certificate that one list revokes is revoked, whatever another one says.
 *
 * @param lists - as `verifyTrustList` returned them, each of another territory
 * @throws CoreError `ERR_TRUST_LIST_TWICE`, and `ERR_TRUST_LIST_ISSUER` where two lists claim the same sign-on
 * @throws TypeError for lists that were not verified
 */
export function trustFrom(lists: readonly VerifiedTrustList[]): Trust {
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
  return joinTrust(...lists.map(({ list }) => ({ anchors: anchorsOf(list), intermediates: [] })))
}

function issuersOf({ entities }: TrustList): Set<string> {
  const services = entities.flatMap((entity) => entity.services)
  return new Set(services.flatMap((service) => service.issuers ?? []))
}

/** A service that was never granted gives nothing, not even an anchor. */
function anchorsOf({ entities, territory }: TrustList): TrustAnchor[] {
  return entities.flatMap(({ services }) =>
    services.flatMap((service) => {
      const grants = grantsOf(service, territory)
      if (grants.length === 0) return []
      return service.certificates.map((certificate) => ({ certificate, roles: [service.role], grants }))
    }),
  )
}
