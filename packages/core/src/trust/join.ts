import { encodeHex } from '../bytes/hex.ts'
import type { Clock } from '../ports.ts'
import type { Check } from '../report.ts'
import type { Certificate } from '../x509/certificate.ts'
import { type RevocationChecker, sentencesOf } from '../x509/path/revocation.ts'
import type { Role, Trust, TrustAnchor } from './anchor.ts'
import type { Grant } from './grant.ts'

/**
 * One trust of several: what any of them trusts, it trusts, within the grants of all. An anchor that one of them does
 * not limit in a role is not limited; one that is revoked is so whatever another says.
 *
 * Who finds out about revocation for one of them does so for all; where that are several, each has to be content. One
 * that knows enough for all of them goes in their place: `{ ...joinTrust(a, b), revocationChecker }`.
 */
export function joinTrust(...trusts: readonly Trust[]): Trust {
  const byCertificate = new Map<string, TrustAnchor[]>()
  for (const anchor of trusts.flatMap(({ anchors }) => anchors)) {
    const key = encodeHex(anchor.certificate.raw)
    byCertificate.set(key, [...(byCertificate.get(key) ?? []), anchor])
  }
  const anchors = [...byCertificate.values()].map(joinAnchors)
  const materials = trusts.flatMap(({ revocation }) => revocation ?? [])
  const revocation = {
    crls: materials.flatMap(({ crls }) => crls),
    ocspResponses: materials.flatMap(({ ocspResponses }) => ocspResponses),
  }
  const intermediates = unique(trusts.flatMap((trust) => trust.intermediates))
  const revocationChecker = joinCheckers(trusts.flatMap((trust) => trust.revocationChecker ?? []))
  const clock = latestOf(trusts.flatMap((trust) => trust.clock ?? []))
  return {
    anchors,
    intermediates,
    ...(clock === undefined ? {} : { clock }),
    ...(materials.length === 0 ? {} : { revocation }),
    ...(revocationChecker === undefined ? {} : { revocationChecker }),
  }
}

/** Of several clocks, that which is ahead: no list is in force for longer because of another one's trust. */
function latestOf(clocks: readonly Clock[]): Clock | undefined {
  const [first, ...others] = new Set(clocks)
  if (first === undefined || others.length === 0) return first
  return () => new Date(Math.max(...[first, ...others].map((clock) => clock().getTime())))
}

function joinCheckers(given: readonly RevocationChecker[]): RevocationChecker | undefined {
  const [first, ...others] = new Set(given)
  if (first === undefined || others.length === 0) return first
  return {
    async check(path, context) {
      let check = await first.check(path, context)
      for (const other of others) {
        if (check.status === 'failed') break
        const next = await other.check(path, context)
        if (weightOf(next) > weightOf(check)) check = next
      }
      return check
    },
    codes: async () => Object.assign({}, ...(await Promise.all([first, ...others].map(sentencesOf)))),
  }
}

/** What stands against a path outweighs what does not, and what was found outweighs what is not known. */
const weightOf = ({ status }: Check): number =>
  ['skipped', 'passed', 'indeterminate', 'failed'].indexOf(status)

function joinAnchors(parts: readonly TrustAnchor[]): TrustAnchor {
  const [first] = parts
  if (first === undefined || parts.length === 1) return parts[0] as TrustAnchor
  const roles = [...new Set(parts.flatMap((part) => part.roles))]
  const grants = roles.flatMap((role) => joinGrants(parts, role))
  return { certificate: first.certificate, roles, ...(grants.length === 0 ? {} : { grants }) }
}

function joinGrants(parts: readonly TrustAnchor[], role: Role): Grant[] {
  const each = parts
    .filter(({ roles }) => roles.includes(role))
    .map(({ grants = [] }) => grants.filter((grant) => grant.role === role))
  const isUnlimited = each.some((grants) => grants.length === 0)
  return each.flat().filter((grant) => !isUnlimited || grant.revoked !== undefined)
}

function unique(certificates: readonly Certificate[]): Certificate[] {
  return [...new Map(certificates.map((certificate) => [encodeHex(certificate.raw), certificate])).values()]
}
