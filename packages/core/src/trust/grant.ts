import { type Check, failed, passed, skipped } from '../report.ts'
import type { Role, TrustAnchor } from './anchor.ts'
import { revocationOf } from './revoked-anchor.ts'

/** Within what an anchor may act in a role. What is not stated is not limited. */
export interface Grant {
  readonly role: Role
  /** From when on, that second included. */
  readonly from?: Date
  /** Until when, that moment included. */
  readonly until?: Date
  /**
   * Since when the key is known not to be its owner's alone. Nothing stands then, nothing earlier either, in no role, in
   * no other certificate of the key, and nothing below it.
   */
  readonly revoked?: Date
  /** Types of licences by their codes (GB/T 36904): `11100000000013338W009`. */
  readonly licenceTypes?: readonly string[]
  /** Prefixes of region codes (GB/T 2260): `33` for a province, `3301` for a city. */
  readonly regions?: readonly string[]
  /** Sign-on issuers by their identifiers, compared as they are. */
  readonly issuers?: readonly string[]
}

/** For what an anchor is needed, as far as grants can limit it. */
export interface Wanted {
  readonly licenceType?: string
  /** Region code, 6 digits: `330102`. */
  readonly region?: string
  readonly issuer?: string
}

/**
 * Whether a trust anchor's grants allow what is asked of it at that time.
 *
 * A limit on something that the caller does not state refuses: what is not known to be within is not within.
 *
 * @returns the check `path.grant`; of several grants that all refuse, the reason of the first. What is revoked is so
 *   whatever another grant says
 */
export function checkGrant(anchor: TrustAnchor, role: Role, at: Date, wanted: Wanted = {}): Check {
  const grants = anchor.grants?.filter((grant) => grant.role === role) ?? []
  if (grants.length === 0) return skipped('path.grant', 'grants')
  const revoked = revocationOf(anchor)
  if (revoked !== undefined) return revoked
  const refusals = grants.map((grant) => refusalOf(anchor, grant, at, wanted))
  const [first] = refusals
  if (first !== undefined && !refusals.includes(undefined)) return first
  return passed('path.grant', { anchor: anchor.certificate.subject.text, role })
}

function refusalOf(anchor: TrustAnchor, grant: Grant, at: Date, wanted: Wanted): Check | undefined {
  const facts = { anchor: anchor.certificate.subject.text, role: grant.role }
  const { from, until, licenceTypes, regions, issuers } = grant
  if ((from !== undefined && at < from) || (until !== undefined && at > until)) {
    const period = { from: from?.toISOString() ?? '-', until: until?.toISOString() ?? '-' }
    return failed('path.grant', 'ERR_GRANT_PERIOD', { ...facts, ...period, at: at.toISOString() })
  }
  const { licenceType = '', region = '', issuer = '' } = wanted
  if (licenceTypes !== undefined && !licenceTypes.includes(licenceType))
    return failed('path.grant', 'ERR_GRANT_LICENCE_TYPE', { ...facts, licenceType })
  if (regions !== undefined && !regions.some((prefix) => region !== '' && region.startsWith(prefix)))
    return failed('path.grant', 'ERR_GRANT_REGION', { ...facts, region })
  if (issuers !== undefined && !issuers.includes(issuer))
    return failed('path.grant', 'ERR_GRANT_ISSUER', { ...facts, issuer })
  return undefined
}
