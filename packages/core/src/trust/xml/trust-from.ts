import type { Clock } from '../../ports.ts'
import type { Role, Trust, TrustAnchor } from '../anchor.ts'
import type { Grant } from '../grant.ts'
import { joinTrust } from '../join.ts'
import { assertVerifiedXml, type VerifiedTrustedList } from './inspect.ts'
import type { TrustedListPeriod } from './list.ts'

/** Statuses in which a service may act (ETSI TS 119 612, 5.5.4). */
const ACTIVE: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted',
  'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/recognisedatnationallevel',
])

/** What the services of a list are trusted for here. */
export interface TrustedListRoles {
  /** Roles by the URI of the type of service; a type that is not in it gives none. */
  readonly roles: Readonly<Record<string, readonly Role[]>>
  /**
   * Extensions that the caller takes into account, by the local names of their content. A service with another critical
   * one gives nothing: it says something that was not understood.
   */
  readonly understood?: readonly string[]
  /** Tells whether the list is still in force; the machine's clock unless given. */
  readonly clock?: Clock
}

/**
 * The trust that a list of ETSI TS 119 612 gives, by a table of what its types of services mean here.
 *
 * @param verified - as `verifyTrustedList` returned it
 * @example
 * ```ts
 * const list = await verifyTrustedList(xml, { trust, territory: 'ES', at: new Date() })
 * const more = trustFromTrustedList(list, {
 *   roles: { 'http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST': ['time-stamper'] },
 * })
 * ```
 */
export function trustFromTrustedList(
  verified: VerifiedTrustedList,
  { roles, understood = [], clock }: TrustedListRoles,
): Trust {
  assertVerifiedXml(verified)
  // A list without a next one was closed, and tells nothing from then on.
  const due = verified.list.nextUpdate ?? verified.list.issuedAt
  const isUnderstood = ({ extensions }: TrustedListPeriod) =>
    extensions.every(({ name, critical }) => !critical || understood.includes(name))
  const anchors = verified.list.services.flatMap(({ certificates, history, ...current }): TrustAnchor[] => {
    const periods = [current, ...history]
    const grants = periods.flatMap((period, i): Grant[] => {
      if (!ACTIVE.has(period.status) || !isUnderstood(period)) return []
      const next = periods[i - 1]
      const until = next === undefined ? {} : { until: new Date(next.since.getTime() - 1) }
      const own = Object.hasOwn(roles, period.type) ? roles[period.type] : undefined
      return (own ?? []).map((role) => ({ role, from: period.since, ...until, due }))
    })
    const given = [...new Set(grants.map(({ role }) => role))]
    return given.length === 0
      ? []
      : certificates.map((certificate) => ({ certificate, roles: given, grants }))
  })
  return joinTrust({ anchors, intermediates: [], ...(clock === undefined ? {} : { clock }) })
}
