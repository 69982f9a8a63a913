import { equalBytes } from '../../bytes/sequence.ts'
import type { TrustAnchor } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import { isEmptyName, normaliseName } from '../name-match.ts'

/** Certificates that may issue others. */
export interface Pool {
  readonly anchors: readonly TrustAnchor[]
  /** Each certificate once; where there are more than a few, in the order of the octets of their subjects. */
  readonly members: readonly Certificate[]
  /** The time for which issuers are sought, in milliseconds. */
  readonly time: number
  /** By the subject as names are compared, made when it is first needed. */
  byForm: Map<string, Certificate[]> | undefined
}

/** A few are looked through: to put them in order takes longer. */
const FEW = 8

/** Sorts many certificates by subject once, so that every later look takes as long as there are candidates. */
export function createPool(
  anchors: readonly TrustAnchor[],
  known: readonly Certificate[],
  given: readonly Certificate[],
  at: Date,
): Pool {
  const members: Certificate[] = []
  for (const { certificate } of anchors) members.push(certificate)
  for (const certificate of known) members.push(certificate)
  for (const certificate of given) members.push(certificate)
  if (members.length > FEW) members.sort(compareMembers)
  return { anchors, members: members.filter(isFirst), time: at.getTime(), byForm: undefined }
}

const compareMembers = (a: Certificate, b: Certificate) =>
  compareBytes(a.subject.raw, b.subject.raw) || compareBytes(a.signature, b.signature)

/** Any total order will do: shorter ones first. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  let order = a.length - b.length
  for (let at = 0; order === 0 && at < a.length; at++) order = (a[at] ?? 0) - (b[at] ?? 0)
  return order
}

/** A copy would only be tried again. Those that are anchors stand in front; copies that are in order are neighbours. */
function isFirst({ signature, tbs }: Certificate, at: number, all: readonly Certificate[]): boolean {
  for (let earlier = all.length > FEW ? at - 1 : 0; earlier < at; earlier++) {
    const before = all[earlier]
    if (before !== undefined && equalBytes(before.signature, signature) && equalBytes(before.tbs, tbs))
      return false
  }
  return true
}

/** The anchor that a certificate is, if it is one. */
export function anchorOf({ anchors }: Pool, certificate: Certificate): TrustAnchor | undefined {
  for (const anchor of anchors) {
    if (anchor.certificate === certificate || equalBytes(anchor.certificate.raw, certificate.raw))
      return anchor
  }
  return undefined
}

/**
 * Those whose subject is a certificate's issuer octet for octet, the likeliest first. Nobody issues without a name of
 * his own (RFC 5280, 4.1.2.4).
 */
export function issuersOf(pool: Pool, certificate: Certificate): readonly Certificate[] {
  if (isEmptyName(certificate.issuer)) return []
  const { raw } = certificate.issuer
  return byLikelihood(pool, certificate, withSubject(pool.members, raw))
}

function withSubject(members: readonly Certificate[], raw: Uint8Array): Certificate[] {
  const found: Certificate[] = []
  const few = members.length <= FEW
  for (let at = few ? 0 : firstFrom(members, raw); at < members.length; at++) {
    const member = members[at]
    if (member !== undefined && equalBytes(member.subject.raw, raw)) found.push(member)
    else if (!few) break
  }
  return found
}

/** Where among members in order those of a subject begin. */
function firstFrom(members: readonly Certificate[], raw: Uint8Array): number {
  let [from, to] = [0, members.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const subject = members[middle]?.subject.raw
    if (subject !== undefined && compareBytes(subject, raw) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * Those whose subject is the issuer only by the rules by which names are compared (RFC 5280, 7.1). All names have to be
 * brought into that form for it, which is done once and only if the others have led nowhere.
 */
export function issuersAlike(pool: Pool, certificate: Certificate): readonly Certificate[] {
  const { issuer } = certificate
  if (isEmptyName(issuer)) return []
  pool.byForm ??= groupByForm(pool.members)
  const alike = pool.byForm.get(normaliseName(issuer).join()) ?? []
  return byLikelihood(
    pool,
    certificate,
    alike.filter(({ subject }) => !equalBytes(subject.raw, issuer.raw)),
  )
}

function groupByForm(members: readonly Certificate[]): Map<string, Certificate[]> {
  const groups = new Map<string, Certificate[]>()
  let last: Certificate | undefined
  let group: Certificate[] = []
  for (const certificate of members) {
    if (last === undefined || !equalBytes(last.subject.raw, certificate.subject.raw)) {
      const form = normaliseName(certificate.subject).join()
      group = groups.get(form) ?? []
      groups.set(form, group)
    }
    group.push(certificate)
    last = certificate
  }
  return groups
}

/** Those first whose key is the one that the certificate names; then those that are valid; then the anchors. */
function byLikelihood(pool: Pool, certificate: Certificate, group: Certificate[]): readonly Certificate[] {
  if (group.length < 2) return group
  const anchors = new Set(pool.anchors.map((anchor) => anchor.certificate))
  const rank = (issuer: Certificate) =>
    (isOtherKey(certificate, issuer) ? 4 : 0) +
    (isCurrent(issuer, pool.time) ? 0 : 2) +
    (anchors.has(issuer) ? 0 : 1)
  return group
    .map((issuer) => ({ issuer, rank: rank(issuer) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ issuer }) => issuer)
}

const isCurrent = ({ notBefore, notAfter }: Certificate, time: number) =>
  time >= notBefore.getTime() && time <= notAfter.getTime()

/**
 * Whether the certificate says that its issuer's key is not this one (RFC 5280, 4.2.1.1). It is a hint for the
 * search, no rule of validation.
 */
export function isOtherKey(certificate: Certificate, issuer: Certificate): boolean {
  const { authorityKeyIdentifier: wanted } = certificate
  const { subjectKeyIdentifier: found } = issuer
  return wanted !== undefined && found !== undefined && wanted !== found
}
