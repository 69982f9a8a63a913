import { indeterminate } from '../../report.ts'
import type { Gap, Issued, RevocationTimes, Statement } from './finding.ts'

/** How recent statements must be, beyond their own `nextUpdate`. */
export interface Freshness {
  /** Seconds from `thisUpdate` on. Without it, what has no `nextUpdate` is never fresh. */
  readonly maxAge?: number
  /** Seconds by which the clocks of others may go wrong. Default: 300. */
  readonly tolerance?: number
}

const DEFAULT_TOLERANCE = 300

/**
 * Whether a statement tells the state at a time: it was in force then, or was made later (RFC 5280, 6.3.3 (a); RFC 6960,
 * 4.2.2.1; ETSI EN 319 102-1, 5.2.5).
 *
 * @returns nothing where it does, else what is wrong: `ERR_REVOCATION_FUTURE`, `ERR_REVOCATION_STALE`
 */
export function staleness(
  { certificate }: Issued,
  { source, thisUpdate, nextUpdate }: Statement,
  { at, now }: RevocationTimes,
  { maxAge, tolerance = DEFAULT_TOLERANCE }: Freshness,
): Gap | undefined {
  const gap = (code: string, time: Date) =>
    indeterminate('path.revocation', code, {
      subject: certificate.subject.text,
      source,
      thisUpdate: thisUpdate.toISOString(),
      nextUpdate: nextUpdate?.toISOString() ?? '-',
      at: time.toISOString(),
    })
  if (thisUpdate.getTime() > now.getTime() + tolerance * 1000) return gap('ERR_REVOCATION_FUTURE', now)
  if (thisUpdate > at) return undefined
  const ends = [
    nextUpdate?.getTime() ?? Number.POSITIVE_INFINITY,
    maxAge === undefined ? Number.POSITIVE_INFINITY : thisUpdate.getTime() + maxAge * 1000,
  ]
  const end = Math.min(...ends)
  if (Number.isFinite(end) && at.getTime() <= end) return undefined
  return gap('ERR_REVOCATION_STALE', at)
}

/**
 * Whether a statement is so much later that it no longer tells of a certificate: authorities forget what has expired,
 * unless they say since when they do not (`expiredCertsOnCRL`; `archiveCutoff`, RFC 6960, 4.4.4).
 */
export function isForgotten(
  { certificate }: Issued,
  { thisUpdate }: Statement,
  keptSince: Date | undefined,
): boolean {
  if (thisUpdate <= certificate.notAfter) return false
  return keptSince === undefined || certificate.notAfter < keptSince
}

export function forgotten({ certificate }: Issued, { source, thisUpdate }: Statement): Gap {
  const facts = {
    subject: certificate.subject.text,
    source,
    notAfter: certificate.notAfter.toISOString(),
    thisUpdate: thisUpdate.toISOString(),
  }
  return indeterminate('path.revocation', 'ERR_REVOCATION_EXPIRED', facts)
}
