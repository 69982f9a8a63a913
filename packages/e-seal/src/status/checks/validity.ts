import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import { showTime } from '../../verify/moments.ts'
import type { SealStatusStatement } from '../list.ts'

/** By how much the clock of who signs may be ahead. */
export const STATUS_SKEW_MS = 5 * 60 * 1000
const MAX_PERIOD_DAYS = 31
/** A list that holds for years tells of no withdrawal. */
export const MAX_PERIOD_MS = MAX_PERIOD_DAYS * 24 * 60 * 60 * 1000

/** A list or an answer was made by now and is not overdue. One that is overdue is not false: it no longer tells. */
export function checkStatusValidity(
  { issuedAt, nextUpdate }: Pick<SealStatusStatement, 'issuedAt' | 'nextUpdate'>,
  signedAt: Date,
  at: Date,
): Check {
  const id = 'seal-status.validity'
  const madeAt = signedAt > issuedAt ? signedAt : issuedAt
  if (madeAt.getTime() > at.getTime() + STATUS_SKEW_MS)
    return failed(id, 'ERR_SEAL_STATUS_FUTURE', { madeAt: showTime(madeAt), at: showTime(at) })
  const period = nextUpdate.getTime() - issuedAt.getTime()
  if (!(period > 0 && period <= MAX_PERIOD_MS)) {
    const facts = { issuedAt: showTime(issuedAt), nextUpdate: showTime(nextUpdate), limit: MAX_PERIOD_DAYS }
    return failed(id, 'ERR_SEAL_STATUS_PERIOD', facts)
  }
  if (at > nextUpdate)
    return indeterminate(id, 'ERR_SEAL_STATUS_STALE', { nextUpdate: showTime(nextUpdate), at: showTime(at) })
  return passed(id, { nextUpdate: showTime(nextUpdate) })
}
