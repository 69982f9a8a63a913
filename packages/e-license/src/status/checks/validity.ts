import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import type { StatusListContent } from '../content.ts'

/** By how much the clock of who signs may be ahead. */
export const SKEW_SECONDS = 300

const showTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`

/**
 * The list was made by now, has not run out, and is no older than it may be (draft-ietf-oauth-status-list, 8.3, steps 4b
 * and 4c). One that has run out is not false: it no longer tells.
 *
 * @param maxAge - seconds since it was signed
 */
export function checkValidity(
  { issuedAt, expiresAt }: Pick<StatusListContent, 'issuedAt' | 'expiresAt'>,
  at: Date,
  maxAge: number,
): Check {
  const id = 'status-list.validity'
  const age = Math.floor((at.getTime() - issuedAt.getTime()) / 1000)
  if (age < -SKEW_SECONDS)
    return failed(id, 'ERR_STATUS_LIST_FUTURE', { madeAt: showTime(issuedAt), at: showTime(at) })
  if (expiresAt !== undefined && at >= expiresAt)
    return indeterminate(id, 'ERR_STATUS_LIST_EXPIRED', { until: showTime(expiresAt), at: showTime(at) })
  if (age > maxAge) return indeterminate(id, 'ERR_STATUS_LIST_STALE', { age, limit: maxAge })
  return passed(id, { madeAt: showTime(issuedAt), age: Math.max(0, age) })
}
