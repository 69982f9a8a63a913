import type { Grant } from '../grant.ts'
import type { ServicePeriod, TrustedService } from './list.ts'
import { regionPrefix } from './uri.ts'

/**
 * When and within what a service may act, by its statuses: what was granted holds until the next status, and what was
 * done in that time stands. A revoked one holds at no time.
 */
export function grantsOf(service: TrustedService, territory: string, due: Date): Grant[] {
  const { role, status, since } = service
  if (status === 'revoked') return [{ role, revoked: since }]
  const periods = [service, ...service.history]
  return periods.flatMap((period, i): Grant[] =>
    period.status === 'granted' ? [{ ...grantOf(service, period, periods[i - 1], territory), due }] : [],
  )
}

function grantOf(
  { role }: TrustedService,
  { since, until, licenceTypes, issuers, regions }: ServicePeriod,
  next: ServicePeriod | undefined,
  territory: string,
): Grant {
  // To the end of its last second, or up to the moment before the next status.
  const last = until && new Date(until.getTime() + 999)
  const ends = [last, next && new Date(next.since.getTime() - 1)].filter((end) => end !== undefined)
  const end = ends.length === 0 ? undefined : new Date(Math.min(...ends.map((each) => each.getTime())))
  const own = regionPrefix(territory)
  const limits = regions ?? (role === 'licence-issuer' && own !== '' ? [own] : undefined)
  return {
    role,
    from: since,
    ...(end === undefined ? {} : { until: end }),
    ...(licenceTypes === undefined ? {} : { licenceTypes }),
    ...(limits === undefined ? {} : { regions: limits }),
    ...(issuers === undefined ? {} : { issuers }),
  }
}
