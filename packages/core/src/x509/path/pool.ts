import { equalBytes } from '../../bytes/sequence.ts'
import type { TrustAnchor } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import { isEmptyName, normaliseName } from '../name-match.ts'

/** Certificates that may issue others, by their subjects. */
export interface Pool {
  /** The anchor that a certificate is, if it is one. */
  anchorOf(certificate: Certificate): TrustAnchor | undefined
  /**
   * Those that bear the name of a certificate's issuer, the likeliest first: of its key identifier, then anchors, then
   * those that are valid at the time. Nobody issues without a name of his own (RFC 5280, 4.1.2.4).
   */
  issuersOf(certificate: Certificate): Iterable<Certificate>
}

/** Octets as a text of as many characters, to look things up by. */
function keyOf(octets: Uint8Array): string {
  let key = ''
  for (let at = 0; at < octets.length; at += 4096) {
    key += String.fromCharCode(...octets.subarray(at, at + 4096))
  }
  return key
}

/**
 * Sorts certificates by subject once, so that every later look takes as long as there are candidates.
 *
 * Names that are the same octet for octet are found at once. Only when those have led nowhere are all names brought
 * into the form in which they are compared.
 */
export function createPool(anchors: readonly TrustAnchor[], others: readonly Certificate[], at: Date): Pool {
  const byOctets = new Map<string, Certificate[]>()
  const isAnchor = new Set<Certificate>()
  let byForm: Map<string, Certificate[]> | undefined

  for (const { certificate } of anchors) {
    isAnchor.add(certificate)
    addTo(byOctets, keyOf(certificate.subject.raw), certificate)
  }
  for (const certificate of others) addTo(byOctets, keyOf(certificate.subject.raw), certificate)

  const likelihood = (candidate: Certificate) =>
    (isAnchor.has(candidate) ? 2 : 0) + (at >= candidate.notBefore && at <= candidate.notAfter ? 1 : 0)
  const sorted = new Set<readonly Certificate[]>()

  /** Copies of one certificate would only be tried again. */
  function sortOnce(group: Certificate[]): readonly Certificate[] {
    if (group.length < 2 || sorted.has(group)) return group
    const distinct = new Map<string, Certificate>()
    for (const certificate of group) {
      const key = `${keyOf(certificate.signature)} ${keyOf(certificate.tbs)}`
      if (!distinct.has(key)) distinct.set(key, certificate)
    }
    group.splice(0, Infinity, ...[...distinct.values()].sort((a, b) => likelihood(b) - likelihood(a)))
    sorted.add(group)
    return group
  }

  function groupByForm(): Map<string, Certificate[]> {
    if (byForm !== undefined) return byForm
    byForm = new Map()
    for (const group of byOctets.values()) {
      const [first] = group
      if (first === undefined) continue
      const key = normaliseName(first.subject).join()
      for (const certificate of group) addTo(byForm, key, certificate)
    }
    return byForm
  }

  return {
    anchorOf: (certificate) =>
      anchors.find((anchor) => anchor.certificate === certificate) ??
      anchors.find((anchor) => equalBytes(anchor.certificate.raw, certificate.raw)),
    *issuersOf(certificate) {
      if (isEmptyName(certificate.issuer)) return
      const same = sortOnce(byOctets.get(keyOf(certificate.issuer.raw)) ?? [])
      yield* byKeyIdentifier(certificate, same)
      const alike = sortOnce(groupByForm().get(normaliseName(certificate.issuer).join()) ?? [])
      if (alike.length === same.length) return
      const seen = new Set(same)
      yield* byKeyIdentifier(
        certificate,
        alike.filter((candidate) => !seen.has(candidate)),
      )
    },
  }
}

function addTo(groups: Map<string, Certificate[]>, key: string, certificate: Certificate): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [certificate])
  else group.push(certificate)
}

function* byKeyIdentifier(certificate: Certificate, group: readonly Certificate[]): Generator<Certificate> {
  for (const candidate of group) if (!isOtherKey(certificate, candidate)) yield candidate
  for (const candidate of group) if (isOtherKey(certificate, candidate)) yield candidate
}

/**
 * Whether the certificate says that its issuer's key is not this one (RFC 5280, 4.2.1.1). It is a hint for the
 * search, no rule of validation.
 */
export function isOtherKey(certificate: Certificate, issuer: Certificate): boolean {
  const { authorityKeyIdentifier: wanted } = certificate
  const { subjectKeyIdentifier: found } = issuer
  return wanted !== undefined && found !== undefined && wanted !== found
}
