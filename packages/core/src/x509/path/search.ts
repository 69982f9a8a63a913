import { equalBytes } from '../../bytes/sequence.ts'
import type { TrustAnchor } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import { isEmptyName, sameName } from '../name-match.ts'

/** Certificates from the leaf to the anchor, both included. */
export interface Path {
  readonly certificates: readonly Certificate[]
  readonly anchor: TrustAnchor
}

/** What a search may take: certificates in a path, and steps: links looked at, each by its cost. */
export interface SearchLimits {
  readonly maxLength: number
  readonly maxSteps: number
}

/** Says whether a certificate may have been issued by the other. */
export interface Link {
  /** The steps that finding out takes, at least one. */
  cost(certificate: Certificate, issuer: Certificate): number
  holds(certificate: Certificate, issuer: Certificate): Promise<boolean>
}

/** Counts the steps, over all searches for one leaf. */
export interface Effort {
  steps: number
  spent: boolean
}

/**
 * Goes through the paths from a leaf to the anchors, depth first.
 *
 * A loop cannot arise: no certificate, and no other one of the same name and key, occurs twice in a path. The search
 * ends when `limits.maxSteps` steps were taken, and says so in `effort.spent`: a pool of cross-certificates
 * could otherwise keep it busy without end.
 */
export async function* searchPaths(
  leaf: Certificate,
  anchors: readonly TrustAnchor[],
  intermediates: readonly Certificate[],
  link: Link,
  limits: SearchLimits,
  effort: Effort,
): AsyncGenerator<Path> {
  async function* extend(chain: readonly Certificate[]): AsyncGenerator<Path> {
    const last = chain.at(-1)
    if (last === undefined) return
    const anchor = anchors.find((candidate) => equalBytes(candidate.certificate.raw, last.raw))
    if (anchor !== undefined) yield { certificates: chain, anchor }
    if (chain.length >= limits.maxLength) return
    for (const issuer of issuersOf(last, anchors, intermediates)) {
      if (chain.some((certificate) => isSameSubject(certificate, issuer))) continue
      if (effort.steps >= limits.maxSteps) {
        effort.spent = true
        return
      }
      effort.steps += link.cost(last, issuer)
      if (await link.holds(last, issuer)) yield* extend([...chain, issuer])
    }
  }
  yield* extend([leaf])
}

/**
 * Anchors first, then those whose key is the one that the certificate names. Nobody issues without a name of his own
 * (RFC 5280, 4.1.2.4).
 */
function issuersOf(
  certificate: Certificate,
  anchors: readonly TrustAnchor[],
  intermediates: readonly Certificate[],
): Certificate[] {
  if (isEmptyName(certificate.issuer)) return []
  const named = [...anchors.map((anchor) => anchor.certificate), ...intermediates].filter((candidate) =>
    sameName(candidate.subject, certificate.issuer),
  )
  return named.sort((a, b) => Number(isOtherKey(certificate, a)) - Number(isOtherKey(certificate, b)))
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

function isSameSubject(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.publicKey.spki, b.publicKey.spki) && sameName(a.subject, b.subject)
}
