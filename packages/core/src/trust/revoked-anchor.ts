import { equalBytes } from '../bytes/sequence.ts'
import { type Check, failed } from '../report.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { TrustAnchor } from './anchor.ts'
import type { Grant } from './grant.ts'

/** That an anchor is revoked, in whatever role: a key that others have too is so for everything. */
const revocationOf = ({ certificate, grants }: TrustAnchor): Check | undefined =>
  revocationIn(certificate.subject.text, grants)

/** The same of whoever acts within grants, by name. */
export function revocationIn(anchor: string, grants: readonly Grant[] = []): Check | undefined {
  for (const { role, revoked } of grants) {
    if (revoked === undefined) continue
    const facts = { anchor, role, since: revoked.toISOString() }
    return failed('path.grant', 'ERR_GRANT_REVOKED', facts)
  }
  return undefined
}

/** The anchors that are revoked. */
export const revokedAnchors = (anchors: readonly TrustAnchor[]): TrustAnchor[] =>
  anchors.filter(({ grants }) => grants?.some(({ revoked }) => revoked !== undefined))

/**
 * Whether a certificate of a path has a key that is revoked: an anchor of that key need not be where the path ends.
 *
 * @returns the check `path.grant`, failed; nothing where none has
 */
export function checkRevokedKeys(
  certificates: readonly Certificate[],
  revoked: readonly TrustAnchor[],
): Check | undefined {
  const anchor = revoked.find(({ certificate: { spki } }) =>
    certificates.some((certificate) => equalBytes(certificate.spki, spki)),
  )
  return anchor && revocationOf(anchor)
}

/** The same for a key that comes without a certificate, against all anchors of a trust. */
export function checkRevokedKey(spki: Uint8Array, anchors: readonly TrustAnchor[]): Check | undefined {
  const anchor = revokedAnchors(anchors).find(({ certificate }) => equalBytes(certificate.spki, spki))
  return anchor && revocationOf(anchor)
}
