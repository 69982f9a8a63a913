import { type Check, failed, passed } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import { earlier, LOCAL_TIME_MS, latestOf, type Moments, showTime, withoutProof } from '../moments.ts'

/** How far the clocks of maker and signer may be apart. */
const SKEW_MS = 60 * 1000

/** How much later than a time the seal was made, in ms; 0 when it was there. */
export function madeLateBy({ info }: Seal, time: Date): number {
  const late = info.createdAt.getTime() - time.getTime()
  return late <= SKEW_MS ? 0 : late
}

/** What a seal made so much later may still be: its maker wrote Beijing time as UTC. */
export const isLocalTime = (late: number): boolean => late <= LOCAL_TIME_MS + SKEW_MS

/**
 * The seal was there and valid when it was used, and when it is proven to have been used. One that was
 * made up to eight hours later may be one whose time of making is Beijing time written as UTC.
 */
export function checkSealValidity(seal: Seal, moments: Moments): Check {
  const id = 'seal.validity'
  const { claimed, proven } = moments
  const { info } = seal
  const facts = { from: showTime(info.validFrom), to: showTime(info.validTo), time: showTime(claimed) }
  if (claimed < info.validFrom || claimed > info.validTo) return failed(id, 'ERR_SEAL_NOT_VALID', facts)
  const late = madeLateBy(seal, earlier(claimed, proven))
  const made = showTime(info.createdAt)
  if (!isLocalTime(late)) return failed(id, 'ERR_SEAL_NOT_YET_MADE', { ...facts, made })
  if (latestOf(moments) > info.validTo)
    return withoutProof(id, moments, { ...facts, reason: 'ERR_SEAL_NOT_VALID' })
  return passed(id, late === 0 ? facts : { ...facts, made, tolerance: 'local-time-as-utc' })
}
