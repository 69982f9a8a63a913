import { type Check, failed, passed } from '@xinyin/core'
import { CLOCK_SKEW_MS, showTime } from '../../../verify/moments.ts'
import type { SealPolicy } from '../policy.ts'
import type { SealRequest } from '../request.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The request was made lately: what somebody wanted long ago may not be what he wants. */
export function checkRequestTime(
  { createdAt }: SealRequest,
  signedAt: Date,
  { requestDays }: SealPolicy,
  at: Date,
): Check {
  const id = 'seal-request.time'
  const facts = { createdAt: showTime(createdAt), at: showTime(at), limit: requestDays }
  const isRecent = (time: Date) => {
    const age = at.getTime() - time.getTime()
    return age >= -CLOCK_SKEW_MS && age <= requestDays * DAY_MS
  }
  return isRecent(createdAt) && isRecent(signedAt)
    ? passed(id, facts)
    : failed(id, 'ERR_SEAL_REQUEST_TIME', facts)
}
