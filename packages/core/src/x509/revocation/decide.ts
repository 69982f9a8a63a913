import type { Crl } from './crl.ts'
import { decideByCrls } from './crl-decision.ts'
import { findCrlSigner } from './crl-signer.ts'
import type { Finding, Issued, RevocationTimes } from './finding.ts'
import type { RevocationPolicy } from './policy.ts'
import type { RevocationRun } from './run.ts'

/** Finds out the state of one certificate. */
export interface Decider {
  decide(issued: Issued, times: RevocationTimes, run: RevocationRun): Promise<Finding>
}

export function createDecider(policy: RevocationPolicy): Decider {
  const { freshness = {}, material } = policy

  const byCrls = (issued: Issued, crls: readonly Crl[], times: RevocationTimes, run: RevocationRun) =>
    decideByCrls(issued, crls, {
      times,
      freshness,
      signature: (crl) => findCrlSigner(crl, run),
      isSignedWith: (crl, signer) => run.signatures.isSignedBy(crl, signer, run.path),
    })

  return {
    async decide(issued, times, run) {
      const crls = [...(run.context.trust.revocation?.crls ?? []), ...(material?.crls ?? [])]
      return byCrls(issued, crls, times, run)
    },
  }
}
