import type { Certificate } from '../certificate.ts'
import type { PathOptions } from '../path/checks.ts'
import { inspectPath } from '../path/inspect.ts'
import type { PathReport } from '../path/path.ts'
import type { RevocationChecker } from '../path/revocation.ts'
import type { PolicyRevocationChecker } from './check.ts'
import { loadSentences } from './sentences.ts'

export interface PastPathOptions extends Omit<PathOptions, 'at' | 'revocation'> {
  /** When the signature is proven to have existed: by a time stamp, or by who received it. */
  readonly provenAt: Date
  /** The time of the judgement. */
  readonly now: Date
  readonly revocation: PolicyRevocationChecker
  /**
   * When lists and answers are proven to have existed; `now` unless given. It matters where an authority above was
   * revoked or has expired since: what it signed after that proves nothing.
   */
  readonly materialProvenAt?: Date
}

/**
 * Inspects the path of a signature of the past, as of today (ETSI EN 319 102-1, 5.6.2: past certificate validation).
 *
 * From the anchor down to the leaf, a control time slides back from now: to the time at which a certificate was revoked,
 * or to that of the newest data about it where that no longer tells of the control time. What is proven to be older
 * than the control time at the end still stands, whatever happened to the certificates afterwards.
 *
 * @returns the checks of `inspectPath` at `provenAt`; `path.revocation` has `controlTime`, and is `indeterminate` with
 *   `ERR_REVOCATION_NO_PROOF` where something would have to be proven to be older than it is
 */
export function inspectPastPath(leaf: Certificate, options: PastPathOptions): Promise<PathReport> {
  const { provenAt, now, revocation, materialProvenAt, ...path } = options
  if (!(provenAt <= now)) throw new RangeError('provenAt: expected a time up to now')
  const times = { now, ...(materialProvenAt === undefined ? {} : { materialProvenAt }) }
  return inspectPath(leaf, { ...path, at: provenAt, revocation: createPastChecker(revocation, times) })
}

/**
 * The same as a checker, for what judges a path by itself: a time stamp that is itself proven to be old. The time at
 * which the path is judged (`at`) is the proven one.
 */
export function createPastChecker(
  revocation: PolicyRevocationChecker,
  { now, materialProvenAt = now }: Pick<PastPathOptions, 'now' | 'materialProvenAt'>,
): RevocationChecker {
  return {
    codes: loadSentences,
    async check(path, context) {
      const { slide } = await import('./asking.ts')
      return slide(path, context, { provenAt: context.at, now, revocation, materialProvenAt })
    },
  }
}
