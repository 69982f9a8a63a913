import type { PathOptions, Trust } from '@xinyin/core'
import type { Wanted } from '@xinyin/core/trust'
import type { Evidence } from '../../evidence/evidence.ts'
import type { SealStatusPolicy } from '../../verify/seal-status.ts'
import type { Strict } from '../../verify/tolerances.ts'
import type { OfdDocument } from './document.ts'
import type { OfdExpectation } from './expectation.ts'
import type { OfdLimits } from './package-index.ts'

/** What a sealed document is held against. */
export interface OfdOptions extends SealStatusPolicy {
  /** Who may make seals and who may sign with them: anchors of the roles `seal-maker` and `seal-signer`. */
  readonly trust: Trust
  /** The time for which the verdict is asked; now unless given. */
  readonly at?: Date
  /**
   * Who finds out whether certificates were revoked, as `createRevocationChecker` makes one: that of the trust unless
   * given, else the revocation lists and OCSP answers in the trust tell. What nobody tells of does not pass.
   */
  readonly revocation?: PathOptions['revocation']
  /**
   * How many signatures the document must carry. One that was taken off with all its files leaves no trace where the
   * others leave room for more, so who knows the number should say it.
   */
  readonly signatures?: number
  /** What else the document must carry: the check `ofd.expected`. */
  readonly expect?: OfdExpectation
  /**
   * For what makers and signers are needed, as the documents say it: a type of licence, a region. Without it, whoever may
   * act for some of them only is refused.
   *
   * @param kept - a file of the package, where it is small enough to be held whole; nothing of one that is not
   */
  readonly wanted?: (
    documents: readonly OfdDocument[],
    kept: (file: string) => Uint8Array | undefined,
  ) => Wanted | undefined
  /** Which deviations from the standards are refused; none unless given. They are told as checks `tolerance.*`. */
  readonly strict?: Strict
  /**
   * What is kept beside the document to prove when it was signed and what was then known of certificates, as
   * `parseEvidence` of `@xinyin/e-seal/evidence` reads it. It counts for what its pieces, each of them signed, say.
   */
  readonly evidence?: Evidence
  readonly limits?: OfdLimits
}
