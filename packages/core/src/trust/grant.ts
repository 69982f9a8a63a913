import { type Check, failed, indeterminate, passed, skipped } from '../report.ts'
import type { Role, TrustAnchor } from './anchor.ts'
import { revocationIn } from './revoked-anchor.ts'

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
  /**
   * When the list that says so is due to be replaced. After that it no longer tells, whatever time is asked about: what it
   * grants may have been withdrawn. That a key is revoked stands.
   */
  readonly due?: Date
  /** Types of licences by their codes (GB/T 36904): `11100000000013338W009`. */
  readonly licenceTypes?: readonly string[]
  /** Prefixes of region codes (GB/T 2260), of 2, 4 or 6 digits: `33` for a province, `3301` for a city. */
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

/** Whoever acts within grants: an anchor, or an issuer that is known by its keys alone. */
export interface Grantee {
  /** For people, as facts of checks tell it. */
  readonly name: string
  readonly grants?: readonly Grant[] | undefined
}

/** What {@link checkGrants} says of a trust anchor. */
export const checkGrant = (
  { certificate, grants }: TrustAnchor,
  role: Role,
  at: Date,
  wanted?: Wanted,
  now?: Date,
): Check => checkGrants({ name: certificate.subject.text, grants }, role, at, wanted, now)

/**
 * Whether grants allow what is asked of whoever has them at that time.
 *
 * A limit on something that the caller does not state refuses: what is not known to be within is not within.
 *
 * @param at - the time asked about, which may be long ago
 * @param now - when it is asked: the list that grants must be in force then, not only at the time asked about
 * @returns the check `path.grant`; of several grants that all refuse, the reason of the first. What is revoked is so
 *   whatever another grant says. `indeterminate` with `ERR_GRANT_OVERDUE` where only lists that are overdue allow it
 * @throws TypeError for a grant whose limits have no meaning: empty texts, a region of other than 2, 4 or 6 digits
 */
export function checkGrants(
  { name, grants: all }: Grantee,
  role: Role,
  at: Date,
  wanted: Wanted = {},
  now: Date = new Date(),
): Check {
  const grants = all?.filter((grant) => grant.role === role) ?? []
  if (grants.length === 0) return skipped('path.grant', 'grants')
  for (const grant of grants) assertLimits(grant)
  const revoked = revocationIn(name, all)
  if (revoked !== undefined) return revoked
  const refusals = grants.map((grant) => refusalOf(name, grant, at, wanted))
  const allowing = grants.filter((_, i) => refusals[i] === undefined)
  const [first] = refusals
  if (first !== undefined && allowing.length === 0) return first
  const facts = { anchor: name, role }
  const dues = allowing.flatMap(({ due }) => due ?? [])
  if (dues.length < allowing.length || dues.some((due) => now <= due)) return passed('path.grant', facts)
  const latest = new Date(Math.max(...dues.map((due) => due.getTime())))
  return indeterminate('path.grant', 'ERR_GRANT_OVERDUE', {
    ...facts,
    nextUpdate: isTime(latest) ? latest.toISOString() : '-',
    now: isTime(now) ? now.toISOString() : '-',
  })
}

const isTime = (date: Date): boolean => !Number.isNaN(date.getTime())

/** Whether a text is a prefix of region codes: a province, a city, or a county. Nothing at all would be everywhere. */
export const isRegionPrefix = (text: string): boolean => /^\d{2}(?:\d{2}){0,2}$/.test(text)

/** Texts that are compared as they are: nothing, or with blanks around, is what nobody can be. */
export const isNamed = (text: string): boolean => text !== '' && text.trim() === text

/**
 * A limit that is none, such as the region `''`, was meant as one: whoever wrote it must hear of it. An empty list is a
 * limit: nothing is allowed.
 */
function assertLimits({ licenceTypes, regions, issuers, from, until, due }: Grant): void {
  for (const [member, items, isRight] of [
    ['regions', regions, isRegionPrefix],
    ['licenceTypes', licenceTypes, isNamed],
    ['issuers', issuers, isNamed],
  ] as const)
    if (items !== undefined && !items.every(isRight))
      throw new TypeError(`grants: ${member} must name what it limits to, found ${JSON.stringify(items)}`)
  // No comparison with such a time is ever true, so that it would be no limit.
  for (const [member, time] of [
    ['from', from],
    ['until', until],
    ['due', due],
  ] as const)
    if (time !== undefined && !isTime(time)) throw new TypeError(`grants: ${member} is not a valid time`)
}

function refusalOf(anchor: string, grant: Grant, at: Date, wanted: Wanted): Check | undefined {
  const facts = { anchor, role: grant.role }
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
