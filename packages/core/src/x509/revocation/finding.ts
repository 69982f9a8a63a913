import type { Check } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import type { CrlReason } from './reason.ts'

/** When a certificate was revoked and why, as far as the source says. */
export interface Revocation {
  readonly revokedAt: Date
  readonly reason: CrlReason
  /** From when on it was no longer to be relied on, where that is stated. */
  readonly invalidAt: Date | undefined
}

/** Who says something about a certificate, and of when it is. */
export interface Statement {
  readonly kind: 'crl' | 'ocsp'
  /** For people, in any language: `CRL (CN=…)`. */
  readonly source: string
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
  /** Where it was got, if from the network. */
  readonly url?: string
}

/** Why nothing is known: the check `path.revocation`, indeterminate, with its code and what belongs into its sentence. */
export type Gap = Check

/** What is known of the state of one certificate at one time. */
export type Finding =
  | { readonly state: 'good'; readonly statement: Statement; readonly revocation?: Revocation }
  | { readonly state: 'revoked'; readonly statement: Statement; readonly revocation: Revocation }
  | { readonly state: 'undetermined'; readonly gap: Gap }

/** A certificate and the one that issued it. */
export interface Issued {
  readonly certificate: Certificate
  readonly issuer: Certificate
}

/** The times that revocation is judged by. */
export interface RevocationTimes {
  /** The time at which the certificate has to be good. */
  readonly at: Date
  /** The time at which the judgement is made, `at` or later: what is dated after it does not exist yet. */
  readonly now: Date
}

/**
 * Whether a certificate that a statement calls revoked was so at a time.
 *
 * What was revoked later was still good then (ETSI EN 319 102-1, 5.2.9 and 5.6.2), unless the statement says that it
 * was not to be relied on earlier than that: `invalidityDate`, as of a key found out to be stolen long ago.
 */
export function isRevokedAt(revocation: Revocation, { thisUpdate }: Statement, at: Date): boolean {
  const { revokedAt, invalidAt } = revocation
  // Who is on a list that is older than the time in question is revoked, whatever date stands beside his name.
  if (thisUpdate <= at || revokedAt <= at) return true
  return invalidAt !== undefined && invalidAt <= at
}
