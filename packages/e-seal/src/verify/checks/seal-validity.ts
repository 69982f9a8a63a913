import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import { type Moments, showTime } from '../moments.ts'

/** The seal was valid when it was used. Whether that is proven counts once the seal has run out. */
export function checkSealValidity({ info }: Seal, { claimed, now }: Moments): Check {
  const id = 'seal.validity'
  const facts = { from: showTime(info.validFrom), to: showTime(info.validTo), time: showTime(claimed) }
  if (claimed < info.validFrom || claimed > info.validTo) return failed(id, 'ERR_SEAL_NOT_VALID', facts)
  if (now > info.validTo)
    return indeterminate(id, 'ERR_SIGNATURE_NO_PROOF_OF_TIME', { ...facts, reason: 'ERR_SEAL_NOT_VALID' })
  return passed(id, facts)
}
