import { encodeHex } from '../bytes/hex.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { Role, Trust, TrustAnchor } from './anchor.ts'
import type { Grant } from './grant.ts'

/**
 * One trust of several: what any of them trusts, it trusts, within the grants of all. An anchor that one of them does
 * not limit in a role is not limited; one that is revoked is so whatever another says.
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
  return { anchors, intermediates, ...(materials.length === 0 ? {} : { revocation }) }
}

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
