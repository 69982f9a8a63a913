import { type Check, failed, passed } from '../../../report.ts'
import type { ServicePeriod, TrustedService, TrustList } from '../list.ts'
import { isWithin } from '../uri.ts'
import type { VerifiedTrustList } from '../verified.ts'

const ID = 'trust-list.scope'

/**
 * The list allows nothing that is not its to allow: regions within its territory, types of licences within what the list
 * above lets it. Who issues licences or runs a sign-on is limited to types and issuers that are named, since a list
 * of everything would be a list of everybody else's too.
 *
 * A list is refused as a whole. One of which a part is taken is one that nobody signed.
 */
export function checkScope(list: TrustList, above: VerifiedTrustList | undefined): Check {
  const { territory, entities, publishers } = list
  const allowed = above?.list.publishers.find((publisher) => publisher.territory === territory)?.licenceTypes
  for (const service of entities.flatMap((entity) => entity.services)) {
    for (const period of [service, ...service.history]) {
      const check = checkPeriod(service, period, territory, allowed)
      if (check !== undefined) return check
    }
  }
  for (const publisher of publishers) {
    const service = publisher.operator
    const region = publisher.territory
    const isBelow = region.slice(0, 2) === territory.slice(0, 2) && region.length > territory.length
    if (!isBelow || !isWithin(region.slice(3), territory)) {
      return failed(ID, 'ERR_TRUST_LIST_REGION', { territory, service, region })
    }
    const licenceType = typeBeyond(publisher.licenceTypes, allowed)
    if (licenceType !== undefined) {
      return failed(ID, 'ERR_TRUST_LIST_LICENCE_TYPE', { territory, service, licenceType })
    }
  }
  return passed(ID, { territory })
}

function checkPeriod(
  { name: service, role }: TrustedService,
  { regions, licenceTypes, issuers }: ServicePeriod,
  territory: string,
  allowed: readonly string[] | undefined,
): Check | undefined {
  const region = regions?.find((each) => !isWithin(each, territory))
  if (region !== undefined) return failed(ID, 'ERR_TRUST_LIST_REGION', { territory, service, region })
  const licenceType = licenceTypes === undefined ? undefined : typeBeyond(licenceTypes, allowed)
  if (licenceType !== undefined) {
    return failed(ID, 'ERR_TRUST_LIST_LICENCE_TYPE', { territory, service, licenceType })
  }
  if (role === 'licence-issuer' && licenceTypes === undefined) {
    return failed(ID, 'ERR_TRUST_LIST_UNLIMITED', { service, role, limit: 'licenceTypes' })
  }
  if (role === 'sign-on-issuer' && issuers === undefined) {
    return failed(ID, 'ERR_TRUST_LIST_UNLIMITED', { service, role, limit: 'issuers' })
  }
  return undefined
}

/** A type that is not among those allowed; of no types stated, which are all types, any that is not. */
function typeBeyond(
  types: readonly string[] | undefined,
  allowed: readonly string[] | undefined,
): string | undefined {
  if (allowed === undefined) return undefined
  return types === undefined ? '*' : types.find((type) => !allowed.includes(type))
}
