import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import type { BundleContent } from '../content.ts'

/** By how much the clock of who signs may be ahead. */
const SKEW_MS = 5 * 60 * 1000
/** A bundle that holds for years tells of nothing that happened meanwhile. */
export const MAX_PERIOD_DAYS = 93

const showTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`

/** A bundle was made by now and is not overdue. One that is overdue is not false: it no longer tells. */
export function checkValidity(
  { issuedAt, nextUpdate }: Pick<BundleContent, 'issuedAt' | 'nextUpdate'>,
  at: Date,
): Check {
  const id = 'bundle.validity'
  if (issuedAt.getTime() > at.getTime() + SKEW_MS)
    return failed(id, 'ERR_BUNDLE_FUTURE', { madeAt: showTime(issuedAt), at: showTime(at) })
  const period = nextUpdate.getTime() - issuedAt.getTime()
  if (!(period > 0 && period <= MAX_PERIOD_DAYS * 86_400_000)) {
    const facts = { issuedAt: showTime(issuedAt), nextUpdate: showTime(nextUpdate), limit: MAX_PERIOD_DAYS }
    return failed(id, 'ERR_BUNDLE_PERIOD', facts)
  }
  if (at > nextUpdate)
    return indeterminate(id, 'ERR_BUNDLE_STALE', { nextUpdate: showTime(nextUpdate), at: showTime(at) })
  return passed(id, { issuedAt: showTime(issuedAt), nextUpdate: showTime(nextUpdate) })
}
