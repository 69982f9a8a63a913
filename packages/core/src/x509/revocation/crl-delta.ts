import type { Certificate } from '../certificate.ts'
import type { Crl } from './crl.ts'
import { type CrlRules, statementOf } from './crl-decision.ts'
import type { Issued } from './finding.ts'
import { staleness } from './freshness.ts'

/** The newest delta list that is fresh, understood, and signed with the key of the complete list. */
export async function usableDelta(
  issued: Issued,
  deltas: readonly Crl[],
  signer: Certificate,
  { times, freshness, isSignedWith }: CrlRules,
): Promise<Crl | undefined> {
  for (const delta of deltas) {
    if (delta.unknownCritical !== undefined) continue
    if (staleness(issued, statementOf(delta, ''), times, freshness) !== undefined) continue
    if (await isSignedWith(delta, signer)) return delta
  }
  return undefined
}
