import type { PathOptions, Trust } from '@xinyin/core'
import { createRevocationChecker } from '@xinyin/core/revocation'
import type { Wanted } from '@xinyin/core/trust'
import type { Evidence } from '../evidence/evidence.ts'
import { NO_PROOFS } from '../evidence/no-proofs.ts'
import type { Proofs } from '../evidence/proofs.ts'
import type { createProofs as CreateProofs } from '../evidence/proving.ts'
import { rememberingAlgorithms } from './memory.ts'
import type { SealStatusPolicy } from './seal-status.ts'
import type { Strict } from './tolerances.ts'

/** What certificates and seals are held against. */
export interface PathPolicy extends SealStatusPolicy {
  readonly trust: Trust
  readonly revocation: NonNullable<PathOptions['revocation']>
  /** Those of today, which remember what they verified under this trust. */
  readonly algorithms: NonNullable<PathOptions['algorithms']>
  readonly strict?: Strict | undefined
  /** For what makers and signers are needed, where it is known: their grants may be limited to it. */
  readonly wanted?: Wanted | undefined
  /** What the evidence beside the document proves. It is found out once, for the time of the first call. */
  readonly proofs: (now: Date) => Promise<Proofs>
}

/** What reads and verifies time stamps is loaded with the first evidence. */
const proven = async (...asked: Parameters<typeof CreateProofs>) =>
  (await import('./seldom.ts')).createProofs(...asked)

let usual: ReturnType<typeof createRevocationChecker> | undefined

/** One who asks no network keeps nothing, so that all can ask the same. */
function usualChecker() {
  usual ??= createRevocationChecker()
  return usual
}

/**
 * Who finds out about revocation: who was named, else he of the trust, else one who looks at the lists in the trust.
 *
 * He takes the machine's time for now, not that for which a verdict is asked: lists that were made since tell of it too.
 */
export function pathPolicy({
  trust,
  revocation = trust.revocationChecker ?? usualChecker(),
  status,
  requireStatus = false,
  strict,
  evidence,
}: SealStatusPolicy & {
  readonly trust: Trust
  readonly revocation?: PathOptions['revocation']
  readonly strict?: Strict | undefined
  readonly evidence?: Evidence | undefined
}): PathPolicy {
  let found: Promise<Proofs> | undefined
  const proofs = (now: Date) => {
    found ??=
      evidence === undefined ? Promise.resolve(NO_PROOFS) : proven(evidence, { trust, revocation }, now)
    return found
  }
  const algorithms = rememberingAlgorithms(trust)
  return {
    trust,
    revocation,
    algorithms,
    strict,
    requireStatus,
    proofs,
    ...(status === undefined ? {} : { status }),
  }
}
