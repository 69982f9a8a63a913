import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import { CLOCK_SKEW_MS, LOCAL_TIME_MS, type Moments, showTime } from '../moments.ts'

/**
 * The time that the signer claims is not to come. Up to eight hours ahead it may be Beijing time written as UTC,
 * which only waiting can tell.
 */
export function checkTime({ claimed, now }: Moments): Check {
  const id = 'signature.time'
  const facts = { time: showTime(claimed), now: showTime(now) }
  const ahead = claimed.getTime() - now.getTime()
  if (ahead <= CLOCK_SKEW_MS) return passed(id, facts)
  return ahead <= LOCAL_TIME_MS + CLOCK_SKEW_MS
    ? indeterminate(id, 'ERR_SIGNATURE_TIME_AHEAD', facts)
    : failed(id, 'ERR_SIGNATURE_TIME_FUTURE', facts)
}
