import { type Check, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import type { Path } from './path.ts'

/** Holds the names of certificates against the constraints of authorities, each pair once in a search. */
export type NameJudge = (certificate: Certificate, authority: Certificate) => Check | undefined

/**
 * Names of every certificate are within what the authorities above it permit, and outside of what they exclude
 * (RFC 5280, 6.1.3 (b), (c) and 6.1.4 (g)), those of the anchor among them (RFC 5937, 3.2), marked critical or not.
 *
 * To be within the intersection of all permitted subtrees is to be within those of each authority. Certificates that an
 * authority issued to itself are exempt, except the last one.
 *
 * @param judge - `undefined` only where no certificate has constraints
 */
export function checkNameConstraints(
  { certificates }: Pick<Path, 'certificates'>,
  judge: NameJudge | undefined,
): Check {
  for (let at = 1; at < certificates.length; at++) {
    const authority = certificates[at]
    if (authority?.nameConstraints === undefined) continue
    if (judge === undefined)
      throw new Error('unreachable: a judge is there where a certificate has constraints')
    for (let below = 0; below < at; below++) {
      const certificate = certificates[below]
      if (certificate === undefined) continue
      if (below > 0 && sameName(certificate.subject, certificate.issuer)) continue
      const against = judge(certificate, authority)
      if (against !== undefined) return against
    }
  }
  return passed('path.name-constraints')
}
