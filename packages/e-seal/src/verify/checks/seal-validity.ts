import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import { LOCAL_TIME_MS, type Moments, showTime } from '../moments.ts'

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
 * The seal was there and valid when it was used. Whether that is proven counts once the seal has run out. One that was
 * made up to eight hours later may be one whose time of making is Beijing time written as UTC.
 */
export function checkSealValidity(seal: Seal, { claimed, now }: Moments): Check {
  const id = 'seal.validity'
  const { info } = seal
  const facts = { from: showTime(info.validFrom), to: showTime(info.validTo), time: showTime(claimed) }
  if (claimed < info.validFrom || claimed > info.validTo) return failed(id, 'ERR_SEAL_NOT_VALID', facts)
  const late = madeLateBy(seal, claimed)
  const made = showTime(info.createdAt)
  if (!isLocalTime(late)) return failed(id, 'ERR_SEAL_NOT_YET_MADE', { ...facts, made })
  if (now > info.validTo)
    return indeterminate(id, 'ERR_SIGNATURE_NO_PROOF_OF_TIME', { ...facts, reason: 'ERR_SEAL_NOT_VALID' })
  return passed(id, late === 0 ? facts : { ...facts, made, tolerance: 'local-time-as-utc' })
}
