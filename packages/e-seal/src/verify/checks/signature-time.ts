import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import { CLOCK_SKEW_MS, LOCAL_TIME_MS, type Moments, showTime } from '../moments.ts'

/**
 * The time that the signer claims is not to come. Up to eight hours ahead it may be Beijing time written as UTC,
 * which only waiting can tell.
 */
export function checkTime({ claimed, now, proven }: Moments): Check {
  const id = 'signature.time'
  if (proven !== undefined) return checkProvenTime(id, claimed, proven)
  const facts = { time: showTime(claimed), now: showTime(now) }
  const ahead = claimed.getTime() - now.getTime()
  if (ahead <= CLOCK_SKEW_MS) return passed(id, facts)
  return ahead <= LOCAL_TIME_MS + CLOCK_SKEW_MS
    ? indeterminate(id, 'ERR_SIGNATURE_TIME_AHEAD', facts)
    : failed(id, 'ERR_SIGNATURE_TIME_FUTURE', facts)
}

/**
 * Nobody signs after the time stamp on his signature. Up to eight hours later it may be Beijing time written as UTC.
 * How long before it he says that he signed is told, and judged by whoever reads the report.
 */
function checkProvenTime(id: string, claimed: Date, proven: Date): Check {
  const after = claimed.getTime() - proven.getTime()
  const facts = { time: showTime(claimed), proven: showTime(proven), before: Math.round(-after / 1000) + 0 }
  if (after <= CLOCK_SKEW_MS) return passed(id, facts)
  return after <= LOCAL_TIME_MS + CLOCK_SKEW_MS
    ? passed(id, { ...facts, tolerance: 'local-time-as-utc' })
    : failed(id, 'ERR_SIGNATURE_TIME_AFTER_STAMP', facts)
}
