import type { Check, Report } from '../../report.ts'
import type { TrustAnchor } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import type { ValidPolicy } from './policy-graph.ts'

/** Certificates from the leaf to the anchor, both included. */
export interface Path {
  readonly certificates: readonly Certificate[]
  readonly anchor: TrustAnchor
  /**
   * The policies under which the path is valid and that the caller accepts: `user-constrained-policy-set` of RFC 5280,
   * 6.1.6. `anyPolicy` (2.5.29.32.0) among them stands for all others. Empty where no policy holds throughout.
   */
  readonly policies?: readonly ValidPolicy[]
}

/** A path that was tried, and what was found about it. */
export interface Attempt {
  readonly certificates: readonly Certificate[]
  readonly checks: readonly Check[]
}

/** What `inspectPath` returns: the checks of the best path, and every path that was tried. */
export interface PathReport extends Report<Path> {
  readonly attempts: readonly Attempt[]
}
