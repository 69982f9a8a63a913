import { encodeHex } from '../../bytes/hex.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import type { Role, Trust, TrustAnchor } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import type { Name } from '../name.ts'
import { isEmptyName, normaliseName } from '../name-match.ts'

/** Certificates that may issue others. */
export interface Pool {
  /** The anchors of the role in question. */
  readonly anchors: AnchorShelf
  /** The intermediates of the trust. */
  readonly known: Shelf
  /** Those that came with a message. */
  readonly given: Shelf
  /** The time for which issuers are sought, in milliseconds. */
  readonly time: number
  /** Found when there are many and it is first asked. */
  distances: Distances | undefined
}

/** Certificates in order. Nothing here changes once it is made, but for what is found when it is first needed. */
interface Shelf {
  /** Each certificate once; where there are more than a few, in the order of the octets of their subjects. */
  readonly members: readonly Certificate[]
  readonly hasNameConstraints: boolean
  /** By the subject as names are compared. */
  byForm: ReadonlyMap<string, readonly Certificate[]> | undefined
}

interface AnchorShelf extends Shelf {
  readonly anchorOf: ReadonlyMap<Certificate, TrustAnchor>
}

/** A few are looked through: to put them in order takes longer. */
const FEW = 8

/**
 * Puts the certificates of a trust in order, once for all paths, so that every look takes as long as there are
 * candidates, however many anchors and intermediates a trust has.
 *
 * @param given - those that came with a message
 */
export function createPool(
  { anchors, intermediates }: Pick<Trust, 'anchors' | 'intermediates'>,
  role: Role,
  given: readonly Certificate[],
  at: Date,
): Pool {
  return {
    anchors: anchorShelf(anchors, role),
    known: intermediates.length <= FEW ? createShelf(intermediates) : knownShelf(intermediates),
    given: createShelf(given),
    time: at.getTime(),
    distances: undefined,
  }
}

const shelvesOf = ({ anchors, known, given }: Pool): readonly Shelf[] => [anchors, known, given]

/** Whether one of a pool has constraints on names. */
export const isConstrained = (pool: Pool): boolean =>
  shelvesOf(pool).some(({ hasNameConstraints }) => hasNameConstraints)

const keptKnown = new WeakMap<object, { readonly of: readonly Certificate[]; readonly shelf: Shelf }>()

/** What was put in order serves again for the very same certificates, one by one: a list may be changed in place. */
function knownShelf(certificates: readonly Certificate[]): Shelf {
  const kept = keptKnown.get(certificates)
  if (kept !== undefined && isSameList(kept.of, certificates)) return kept.shelf
  const shelf = createShelf(certificates)
  keptKnown.set(certificates, { of: [...certificates], shelf })
  return shelf
}

interface KeptAnchors {
  readonly of: readonly TrustAnchor[]
  readonly certificates: readonly Certificate[]
  readonly shelf: AnchorShelf
}

const keptAnchors = new WeakMap<object, Map<Role, KeptAnchors>>()

/** The anchors of a role, kept in the same way: for what each is trusted, and with what limits, is asked anew. */
function anchorShelf(all: readonly TrustAnchor[], role: Role): AnchorShelf {
  const anchors = all.filter(({ roles }) => roles.includes(role))
  if (anchors.length <= FEW) return createAnchorShelf(anchors)
  const byRole = keptAnchors.get(all) ?? new Map<Role, KeptAnchors>()
  const kept = byRole.get(role)
  const certificates = anchors.map(({ certificate }) => certificate)
  if (kept !== undefined && isSameList(kept.of, anchors) && isSameList(kept.certificates, certificates))
    return kept.shelf
  const shelf = createAnchorShelf(anchors)
  keptAnchors.set(all, byRole.set(role, { of: anchors, certificates, shelf }))
  return shelf
}

function createAnchorShelf(anchors: readonly TrustAnchor[]): AnchorShelf {
  const anchorOf = new Map<Certificate, TrustAnchor>()
  for (const anchor of anchors)
    if (!anchorOf.has(anchor.certificate)) anchorOf.set(anchor.certificate, anchor)
  return { ...createShelf(anchors.map(({ certificate }) => certificate)), anchorOf }
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}

function createShelf(certificates: readonly Certificate[]): Shelf {
  const all = [...certificates]
  if (all.length > FEW) all.sort(compareMembers)
  const members = all.filter(isFirst)
  const hasNameConstraints = members.some(({ nameConstraints }) => nameConstraints !== undefined)
  return { members, hasNameConstraints, byForm: undefined }
}

const compareMembers = (a: Certificate, b: Certificate) =>
  compareBytes(a.subject.raw, b.subject.raw) || compareBytes(a.signature, b.signature)

/** Any total order will do: shorter ones first. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  let order = a.length - b.length
  for (let at = 0; order === 0 && at < a.length; at++) order = (a[at] ?? 0) - (b[at] ?? 0)
  return order
}

/** A copy would only be tried again. Copies that are in order are neighbours. */
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
  const itself = anchors.anchorOf.get(certificate)
  if (itself !== undefined) return itself
  const same = withSubject(anchors.members, certificate.subject.raw).find((member) =>
    isCopy(member, certificate),
  )
  return same && anchors.anchorOf.get(same)
}

const isCopy = (a: Certificate, b: Certificate) => a === b || equalBytes(a.raw, b.raw)

/**
 * Those whose subject is a certificate's issuer octet for octet, the likeliest first. Nobody issues without a name of
 * his own (RFC 5280, 4.1.2.4).
 */
export function issuersOf(pool: Pool, certificate: Certificate): readonly Certificate[] {
  if (isEmptyName(certificate.issuer)) return []
  const { raw } = certificate.issuer
  return byLikelihood(
    pool,
    certificate,
    gather(pool, ({ members }) => withSubject(members, raw)),
  )
}

/** What the shelves of a pool have, each certificate once: of copies that of the anchor, else that of the trust. */
function gather(pool: Pool, look: (shelf: Shelf) => readonly Certificate[]): Certificate[] {
  const found: Certificate[] = []
  for (const shelf of shelvesOf(pool)) {
    // On one shelf there are no copies.
    const earlier = found.length
    for (const certificate of look(shelf)) {
      let at = 0
      while (at < earlier && !isCopy(found[at] as Certificate, certificate)) at++
      if (at === earlier) found.push(certificate)
    }
  }
  return found
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
  const form = normaliseName(issuer).join()
  const alike = gather(pool, (shelf) => {
    shelf.byForm ??= groupByForm(shelf.members)
    return shelf.byForm.get(form) ?? []
  })
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
  const rank = (issuer: Certificate) =>
    (isOtherKey(certificate, issuer) ? 4 : 0) +
    (isCurrent(issuer, pool.time) ? 0 : 2) +
    (pool.anchors.anchorOf.has(issuer) ? 0 : 1)
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

/** By a name, how many certificates it is at least to an anchor for one whom that name issued. */
type Distances = ReadonlyMap<string, number>

/** Where nothing says how far it is: farther than any path is long. */
const FAR = 16

/**
 * How many certificates there are at least between one and an anchor, the anchor included, by what names alone say. It is
 * a hint for the search, which finds a path without it too, but later. Of a few it is not worth finding out.
 */
export function distanceToAnchor(pool: Pool, certificate: Certificate): number {
  if (pool.anchors.anchorOf.has(certificate)) return 0
  if (pool.given.members.length <= FEW && pool.known.members.length <= FEW) return 1
  pool.distances ??= findDistances(pool)
  return pool.distances.get(keyOf(certificate.issuer)) ?? FAR
}

const isAnchorName = ({ anchors }: Pool, name: Name) => withSubject(anchors.members, name.raw).length > 0

/**
 * Goes from the names of anchors outwards over the intermediates. Those of a trust are gone over with each pool that asks:
 * that is where there are several ways already.
 */
function findDistances(pool: Pool): Distances {
  const distances = new Map<string, number>()
  const subjectsByIssuer = new Map<string, string[]>()
  for (const { members } of [pool.known, pool.given]) {
    for (const { issuer, subject } of members) {
      const key = keyOf(issuer)
      if (!distances.has(key) && isAnchorName(pool, issuer)) distances.set(key, 1)
      const below = subjectsByIssuer.get(key)
      if (below === undefined) subjectsByIssuer.set(key, [keyOf(subject)])
      else below.push(keyOf(subject))
    }
  }
  // A map goes on to what is added to it while it is gone through: from the anchors outwards.
  for (const [name, distance] of distances) {
    for (const below of subjectsByIssuer.get(name) ?? []) {
      if (!distances.has(below)) distances.set(below, distance + 1)
    }
  }
  return distances
}

const keys = new WeakMap<Name, string>()

function keyOf(name: Name): string {
  let key = keys.get(name)
  if (key === undefined) {
    key = encodeHex(name.raw)
    keys.set(name, key)
  }
  return key
}
